// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/writing_state.h"

#include <gtest/gtest.h>

#include "tests/support/kept_journal.h"

namespace pledgebook::ledger {
namespace {

TEST(WritingState, SaysOnceAnEpisodeThatTheQueueIsFull) {
  support::KeptJournal journal;
  WritingState writing(journal);

  writing.end_rejecting();
  for (int i = 0; i < 5; ++i) writing.reject_one();
  writing.end_rejecting();
  writing.end_rejecting();
  writing.reject_one();

  EXPECT_EQ(journal.count("queue_full"), 2U);
  ASSERT_EQ(journal.count("queue_empty"), 1U);
  EXPECT_NE(journal.entries().at(1).line.find("rejected=5"), std::string::npos);
}

TEST(WritingState, KeepsTheFirstReasonForEnding) {
  support::KeptJournal journal;
  WritingState writing(journal);

  writing.end("commit_failed", "the disk is full");
  writing.end("log_conflict", "another reason");
  writing.refuse_by_clock("the clock has jumped");

  EXPECT_TRUE(writing.is_read_only());
  EXPECT_FALSE(writing.is_refused_by_clock());
  EXPECT_EQ(writing.condition(), "the disk is full");
  EXPECT_EQ(journal.count("read_only"), 1U);
  EXPECT_EQ(journal.count("clock_refused"), 0U);
}

}  // namespace
}  // namespace pledgebook::ledger

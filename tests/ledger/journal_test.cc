// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "ledger/journal_writer.h"
#include "tests/support/kept_journal.h"

namespace pledgebook::ledger {
namespace {

std::string line(JournalFormat format, std::string_view text,
                 std::initializer_list<JournalField> fields) {
  return journal_line(format, *parse_instant("2026-11-28T10:00:00Z"), Severity::error,
                      "commit_failed", text, {fields.begin(), fields.size()});
}

TEST(JournalLine, IsForPeople) {
  EXPECT_EQ(line(JournalFormat::text, "the disk is full: free some room",
                 {{"records", 12}, {"route", "getPledge"}, {"published", true}}),
            "2026-11-28T10:00:00.000Z error commit_failed: the disk is full: free some room "
            "records=12 route=\"getPledge\" published=true");
}

TEST(JournalLine, IsJsonForPrograms) {
  EXPECT_EQ(line(JournalFormat::json, "\"x\" is full",
                 {{"records", 12}, {"route", std::string("getPledge")}, {"published", false}}),
            R"({"time":"2026-11-28T10:00:00.000Z","severity":"error","event":"commit_failed",)"
            R"("text":"\"x\" is full","records":12,"route":"getPledge","published":false})");
}

TEST(JournalLine, StaysOneLineWhateverAStrangerSent) {
  for (const auto format : {JournalFormat::text, JournalFormat::json}) {
    const std::string written = line(format, "a\r\nb\x1b[2J", {{"peer", "x\ny\""}});

    EXPECT_EQ(written.find_first_of("\r\n\x1b"), std::string::npos) << written;
    EXPECT_NE(written.find("a\\u000d\\u000ab\\u001b[2J"), std::string::npos) << written;
    EXPECT_NE(written.find(R"("x\u000ay\"")"), std::string::npos) << written;
  }
}

TEST(JournalWriter, LeavesOutWhatIsNotAskedFor) {
  const SystemClock clock;
  JournalWriter journal(clock, JournalFormat::text, Severity::warning);

  ::testing::internal::CaptureStderr();
  journal.info("started", "serving");
  journal.warning("witness_failed", "no answer");
  const std::string written = ::testing::internal::GetCapturedStderr();

  EXPECT_EQ(written.find("started"), std::string::npos) << written;
  EXPECT_TRUE(written.ends_with("warning witness_failed: no answer\n")) << written;
}

TEST(KeptJournal, CountsEvents) {
  support::KeptJournal journal;

  journal.info("ready", "ready");
  journal.info("ready", "ready");

  EXPECT_EQ(journal.count("ready"), 2U);
  EXPECT_EQ(journal.entries().front().severity, Severity::info);
}

}  // namespace
}  // namespace pledgebook::ledger

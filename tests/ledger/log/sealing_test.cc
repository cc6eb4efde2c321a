// SPDX-License-Identifier: Apache-2.0
// The sequencer makes heads records on request, and they match the streams.
#include <gtest/gtest.h>

#include "ledger/log/record/record.h"
#include "ledger/log/tree.h"
#include "tests/support/test_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::AcceptedStatement;
using support::LedgerBuilder;
using support::TestLedger;
using support::value_of;

TEST(Sealing, SealsTheLogOnceUntilSomethingIsNew) {
  TestLedger test;
  const LedgerBuilder builder = support::small_ledger(5);
  support::send_all(*test.sequencer, builder.statements());
  const std::uint64_t size = builder.statements().size();

  const auto first = support::seal(*test.sequencer);
  const auto second = support::seal(*test.sequencer);

  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->size, Size{size + 1});
  EXPECT_EQ(second->size, first->size);
  EXPECT_EQ(second->root, first->root);
  EXPECT_EQ(test.store->size(), first->size);
  const auto snapshot = value_of(test.store->snapshot());
  EXPECT_EQ(StoredTree(snapshot).node(0, size),
            leaf_hash_of(value_of(snapshot.record(Index{size}))));
  EXPECT_EQ(value_of(decode_record(value_of(snapshot.record(Index{size})))).statement(), nullptr);
  test.expect_sound();
}

TEST(Sealing, SealsNoEmptyLog) {
  TestLedger test;

  const auto sealed = support::seal(*test.sequencer);

  ASSERT_FALSE(sealed.has_value());
  EXPECT_EQ(test.store->size(), Size{0});
}

// Reopened at every step, the sequencer must still know the heads of all streams.
TEST(Sealing, SealsTheSameHeadsHoweverOftenItIsReopened) {
  TestLedger once;
  TestLedger often;
  const LedgerBuilder builder = support::small_ledger(8);
  std::size_t sent = 0;
  for (const AcceptedStatement& each : builder.statements()) {
    support::send(*once.sequencer, each.signed_statement);
    support::send(*often.sequencer, each.signed_statement);
    if (++sent % 7 != 0) continue;
    if (sent % 2 == 0) often.reopen();
    const auto sealed = support::seal(*once.sequencer);
    const auto again = support::seal(*often.sequencer);
    ASSERT_TRUE(sealed && again);
    EXPECT_EQ(sealed->root, again->root);
    if (sent % 3 == 0) often.reopen();
  }
  once.expect_sound();
  often.expect_sound();
}

TEST(Sealing, AnswersARequestToSealThatComesTooLate) {
  TestLedger test;
  test.sequencer->stop();

  EXPECT_FALSE(support::seal(*test.sequencer).has_value());
}

}  // namespace
}  // namespace pledgebook::ledger

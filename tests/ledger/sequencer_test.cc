// SPDX-License-Identifier: Apache-2.0
// The sequencer over a store in a temporary directory: order, answers, repeats, clock, reopening.
#include "ledger/log/sequencer.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "ledger/log/reader.h"
#include "ledger/log/record.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::FakeClock;
using support::LedgerBuilder;

// An empty ledger, its clock, and a sequencer on it.
struct TestLedger {
  support::TemporaryDirectory directory;
  FakeClock clock;
  std::unique_ptr<Store> store = support::make_store(directory.path() / "ledger");
  std::unique_ptr<Sequencer> sequencer = support::start_sequencer(*store, clock);

  void reopen() {
    sequencer.reset();
    store.reset();
    store = support::open_store(directory.path() / "ledger");
    sequencer = support::start_sequencer(*store, clock);
  }
};

TEST(Sequencer, RecordsStatementsInOrderAsTheyWereSigned) {
  TestLedger test;
  const LedgerBuilder builder = support::small_ledger(5);

  const auto answers = support::send_all(*test.sequencer, builder.statements());

  const auto snapshot = test.store->snapshot();
  ASSERT_TRUE(snapshot.has_value());
  ASSERT_EQ(snapshot->size(), Size{builder.statements().size()});
  crypto::Hash prev;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto* accepted = std::get_if<Accepted>(&answers[i]);
    ASSERT_NE(accepted, nullptr) << support::text_of(answers[i]);
    const auto octets = snapshot->record(Index{i});
    ASSERT_TRUE(octets.has_value());
    const auto record = decode_record(*octets);
    ASSERT_TRUE(record.has_value());
    EXPECT_EQ(record->index, Index{i});
    EXPECT_EQ(record->prev, prev);
    EXPECT_EQ(*record->statement(), builder.statements()[i].signed_statement);
    EXPECT_EQ(accepted->index, Index{i});
    EXPECT_EQ(accepted->sid, builder.statements()[i].sid);
    EXPECT_EQ(accepted->leaf_hash, leaf_hash_of(*octets));
    EXPECT_EQ(accepted->recorded_at, test.clock.now());
    prev = accepted->leaf_hash;
  }
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// A log is a function of what was said and when: two ledgers that are given the same statements at
// the same times have the same records and the same roots, however the statements came together in
// batches.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tests/support/export_examples.h"
#include "tests/support/test_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::AcceptedStatement;
using support::TestLedger;
using support::value_of;

constexpr std::size_t kAtATime = 7;  // statements that come at one time
constexpr std::chrono::milliseconds kBetween{61'001};

enum class Cut : std::uint8_t { one_by_one, all_that_come };

// The input: statements by time; the ledger is sealed after every second time.
struct Feeding {
  Cut cut = Cut::one_by_one;
  std::size_t batch_max = 1'024;
  std::size_t reopened_after = SIZE_MAX;  // times
  std::size_t late_at = SIZE_MAX;         // the time that is later
  std::chrono::milliseconds late_by{0};
};

struct Fed {
  std::vector<std::string> records;
  std::vector<crypto::Hash> roots;  // of each sealed size
};

std::vector<std::string> records_of(const Store& store) {
  std::vector<std::string> records;
  const auto snapshot = value_of(store.snapshot());
  EXPECT_TRUE(snapshot.for_each_record(Index{0}, [&](Index, std::string_view bytes) {
    records.emplace_back(bytes);
    return true;
  }));
  return records;
}

void send(TestLedger& ledger, std::span<const AcceptedStatement> statements, Cut cut) {
  const std::vector<AcceptedStatement> some(statements.begin(), statements.end());
  if (cut == Cut::all_that_come) {
    for (const Answer& answer : support::send_all(*ledger.sequencer, some))
      EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
    return;
  }
  for (const AcceptedStatement& each : some) {
    const Answer answer = support::send(*ledger.sequencer, each.signed_statement);
    EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
  }
}

Fed feed(std::span<const AcceptedStatement> statements, const Feeding& feeding) {
  Sequencer::Options options;
  options.batch_max = feeding.batch_max;
  TestLedger ledger(options);
  Fed fed;
  for (std::size_t time = 0; !statements.empty(); ++time) {
    ledger.clock.advance(
        kBetween + (time == feeding.late_at ? feeding.late_by : std::chrono::milliseconds(0)));
    const auto some = statements.first(std::min(kAtATime, statements.size()));
    send(ledger, some, feeding.cut);
    statements = statements.subspan(some.size());
    if (time % 2 == 1 || statements.empty()) {
      const auto sealed = support::seal(*ledger.sequencer);
      EXPECT_TRUE(sealed.has_value());
      if (sealed) fed.roots.push_back(sealed->root);
    }
    if (time == feeding.reopened_after) ledger.reopen();
  }
  ledger.expect_sound();
  fed.records = records_of(*ledger.store);
  return fed;
}

TEST(SameRoot, FollowsFromStatementsAndTimes) {
  const support::LedgerBuilder builder = support::eventful_ledger();
  const Fed one = feed(builder.statements(), {});
  const Fed all = feed(builder.statements(), {.cut = Cut::all_that_come});
  const Fed some =
      feed(builder.statements(), {.cut = Cut::all_that_come, .batch_max = 3, .reopened_after = 2});

  ASSERT_GE(one.roots.size(), 3U);
  EXPECT_EQ(one.records.size(), builder.statements().size() + one.roots.size());
  for (const Fed& other : {all, some}) {
    EXPECT_EQ(other.roots, one.roots);
    EXPECT_EQ(other.records, one.records);
  }
}

TEST(SameRoot, IsAnotherWhereOneTimeIs) {
  const support::LedgerBuilder builder = support::eventful_ledger();
  const Fed one = feed(builder.statements(), {});
  const Fed late =
      feed(builder.statements(), {.late_at = 2, .late_by = std::chrono::milliseconds(1)});

  ASSERT_EQ(late.roots.size(), one.roots.size());
  EXPECT_EQ(late.roots.front(), one.roots.front()) << "until then nothing differs";
  for (std::size_t i = 1; i < one.roots.size(); ++i) EXPECT_NE(late.roots[i], one.roots[i]);
}

// Another order is another history, even if no statement depends on the other.
TEST(SameRoot, IsAnotherWhereTheOrderIs) {
  const support::LedgerBuilder builder = support::eventful_ledger();
  std::vector<AcceptedStatement> statements = builder.statements();
  std::size_t swapped = 0;
  for (std::size_t i = 1; i + 1 < statements.size() && swapped == 0; ++i) {
    // Two registrations have nothing to do with each other.
    if (statements[i].statement.kind() != "party.registered") continue;
    for (std::size_t j = i + 1; j < statements.size() && swapped == 0; ++j) {
      if (statements[j].statement.kind() != "party.registered") continue;
      std::rotate(statements.begin() + static_cast<std::ptrdiff_t>(i),
                  statements.begin() + static_cast<std::ptrdiff_t>(j),
                  statements.begin() + static_cast<std::ptrdiff_t>(j) + 1);
      swapped = j;
    }
  }
  ASSERT_GT(swapped, 0U);

  EXPECT_NE(feed(statements, {}).roots.back(), feed(builder.statements(), {}).roots.back());
}

}  // namespace
}  // namespace pledgebook::ledger

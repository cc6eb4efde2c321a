// SPDX-License-Identifier: Apache-2.0
// A thousand short histories, each asked once what the ledger knew at one time of what had happened
// by another: the answers must be those of a model that stores nothing.
#include <gtest/gtest.h>

#include <random>

#include "projections/fold/rebuild.h"
#include "projections/query/view_state.h"
#include "tests/projections/model_comparison.h"
#include "tests/projections/random_ledger.h"
#include "tests/projections/written_log.h"

namespace pledgebook::projections {
namespace {

constexpr std::uint64_t kHistories = 1'000;
constexpr std::uint64_t kParts = 4;  // so that they can run side by side
constexpr std::size_t kStatements = 50;
constexpr ledger::Date kToday{std::chrono::days(20'700)};

class Histories : public testing::TestWithParam<std::uint64_t> {};

// A time at which the ledger recorded something, and a time at which something took place.
Query drawn_query(const Statements& statements, std::mt19937_64& random) {
  const auto& known = statements[random() % statements.size()];
  const auto& happened = statements[random() % statements.size()];
  Query query;
  query.recorded = known.recorded_at;
  query.stated = ledger::RecordedAt(happened.statement.at);
  return query;
}

TEST_P(Histories, AnswerWhatWasKnownOfWhatHadHappened) {
  for (std::uint64_t seed = GetParam(); seed < kHistories; seed += kParts) {
    RandomLedger drawn(seed, RandomLedger::Lists::few);
    drawn.grow_to(kStatements);
    const Statements& statements = drawn.ledger().statements();
    WrittenLog log;
    for (const auto& accepted : statements) log.add(accepted);
    log.flush();
    const auto views = open_views(log.store(), {});
    ASSERT_TRUE(views) << views.error().detail;
    std::mt19937_64 random(seed);

    expect_model_answers(*views, statements, drawn_query(statements, random), kToday);

    ASSERT_FALSE(HasFailure()) << "history " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Parts, Histories, testing::Range<std::uint64_t>(0, kParts));

}  // namespace
}  // namespace pledgebook::projections

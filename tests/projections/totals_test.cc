// SPDX-License-Identifier: Apache-2.0
// For one random ledger: totals updated record by record, totals of rebuilt views, and totals of a
// model that stores nothing must be equal at any point, on both axes.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

#include "projections/fold/rebuild.h"
#include "projections/query/view_state.h"
#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/digest.h"
#include "projections/views/focus_areas.h"
#include "projections/views/members.h"
#include "projections/views/summary.h"
#include "projections/views/timeline.h"
#include "tests/projections/model_comparison.h"
#include "tests/projections/naive_model.h"
#include "tests/projections/random_ledger.h"
#include "tests/projections/written_log.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Size;
using support::AcceptedStatement;

constexpr std::size_t kStatements = 700;
constexpr ledger::Date kToday{std::chrono::days(20'700)};

// Views that the test updates, a few records at a time.
class KeptViews {
 public:
  explicit KeptViews(const ledger::Store& log) : log_(log), generations_(log.directory()) {
    auto builder = open_generation(log_, generations_);
    EXPECT_TRUE(builder) << (builder ? "" : builder.error().detail);
    builder_ = std::move(builder->builder);
  }
  void advance_to(std::uint64_t size) {
    const auto advanced = advance(log_, *builder_, Size{size}, {0, nullptr, {}});
    ASSERT_TRUE(advanced) << advanced.error().detail;
  }
  [[nodiscard]] Views views() {
    auto views =
        look(log_, builder_->store(), builder_->background(), builder_->position().background);
    EXPECT_TRUE(views) << (views ? "" : views.error().detail);
    return *std::move(views);
  }

 private:
  const ledger::Store& log_;
  Generations generations_;
  std::unique_ptr<Builder> builder_;
};

constexpr std::array<std::uint64_t, 3> kSeeds{1, 2, 3};

// Drawn once: signing and judging take most of the time.
const std::vector<AcceptedStatement>& statements_of(std::uint64_t seed) {
  static const auto kDrawn = [] {
    std::map<std::uint64_t, std::vector<AcceptedStatement>> drawn;
    for (const std::uint64_t each : kSeeds) {
      RandomLedger random(each);
      random.grow_to(kStatements);
      drawn[each] = random.ledger().statements();
    }
    return drawn;
  }();
  return kDrawn.at(seed);
}

std::vector<AcceptedStatement> first(const std::vector<AcceptedStatement>& statements,
                                     std::size_t count) {
  return {statements.begin(), statements.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::string part_of(std::string_view name, std::string_view part) {
  return std::string(name) + "/" + std::string(part);
}

class Totals : public testing::TestWithParam<std::uint64_t> {
 protected:
  Totals() : statements_(statements_of(GetParam())) {
    for (const auto& accepted : statements_) log_.add(accepted);
    log_.flush();
  }
  [[nodiscard]] const std::vector<AcceptedStatement>& statements() const { return statements_; }

  const std::vector<AcceptedStatement>& statements_;
  WrittenLog log_;
};

TEST_P(Totals, KeptInStepEqualTheNaiveModel) {
  KeptViews kept(log_.store());
  std::mt19937_64 random(GetParam());
  for (std::size_t size = 1; size < statements().size();) {
    size = std::min(statements().size(), size + 1 + random() % 60);
    kept.advance_to(size);
    const Views views = kept.views();
    expect_model_commitments(views, first(statements(), size), Query{}, kToday);
  }
}

TEST_P(Totals, OfThePastEqualTheNaiveModelOnBothAxes) {
  const auto views = open_views(log_.store(), {});
  ASSERT_TRUE(views) << views.error().detail;
  for (std::size_t i = 20; i < statements().size(); i += 67) {
    Query recorded;
    recorded.recorded = statements()[i].recorded_at;
    Query stated;
    stated.stated = ledger::RecordedAt(statements()[i].statement.at);
    Query both = recorded;
    both.stated = ledger::RecordedAt(statements()[i - i / 8].statement.at);
    for (const Query& query : {recorded, stated, both})
      expect_model_answers(*views, statements(), query, kToday);
  }
}

TEST_P(Totals, AreTheSameWhenRebuiltAtAnyPoint) {
  KeptViews kept(log_.store());
  const Generations generations(log_.directory() / "elsewhere");
  for (std::size_t size = 100; size <= statements().size(); size += 150) {
    kept.advance_to(size);
    const auto live = digests(kept.views());
    ASSERT_TRUE(live) << live.error().detail;

    const auto rebuilt = build_generation(log_.store(), generations, Size{size}, {2, nullptr, {}});
    ASSERT_TRUE(rebuilt) << rebuilt.error().detail;
    const auto views = look(log_.store(), (*rebuilt)->store(), nullptr, 0);
    ASSERT_TRUE(views) << views.error().detail;
    const auto again = digests(*views);
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(*again, *live) << "at size " << size;
  }
}

// Otherwise the other tests would compare nothing.
TEST(RandomLedgers, TouchEveryFigure) {
  std::set<std::string> touched;
  for (const std::uint64_t seed : kSeeds) {
    for (const std::size_t size : {kStatements / 2, kStatements}) {
      const json::array rows = naive_commitments(first(statements_of(seed), size), Query{}, kToday);
      for (const auto& [name, value] : rows.back().as_object()) {
        touched.insert(name);
        if (!value.is_object()) continue;
        for (const auto& [part, figure] : value.as_object()) touched.insert(part_of(name, part));
      }
    }
    for (const AcceptedStatement& accepted : statements_of(seed))
      touched.insert(std::string(accepted.statement.kind()));
  }
  for (const char* kind :
       {"correction.accepted", "correction.declined", "key.replaced", "attestation.given",
        "attestation.withdrawn", "message.posted", "indicator.observed"})
    EXPECT_TRUE(touched.contains(kind)) << kind;
  for (const std::string name : {"usd", "no_usd_value", "disputed"}) {
    for (const std::string amount : {"announced", "committed", "disbursed", "verified"})
      EXPECT_TRUE(touched.contains(part_of(name, amount))) << part_of(name, amount);
  }
  for (const char* state : {"SUBMITTED", "RETURNED", "PUBLISHED", "IN_PROGRESS", "STALLED",
                            "COMPLETION_CLAIMED", "FULFILLED", "WITHDRAWN", "SUPERSEDED"})
    EXPECT_TRUE(touched.contains(part_of("by_state", state))) << state;
  for (const char* assurance : {"SELF_REPORTED", "REVIEWED", "VERIFIED", "DISPUTED"})
    EXPECT_TRUE(touched.contains(part_of("by_assurance", assurance))) << assurance;
  EXPECT_TRUE(touched.contains("overlap_usd"));
}

// The stored tallies, and the result of one walk over the pledges.
TEST_P(Totals, OfAllPledgesAreTheSameFromTalliesAndFromVersions) {
  const auto views = open_views(log_.store(), {});
  ASSERT_TRUE(views) << views.error().detail;
  Query walked;
  walked.recorded = statements().back().recorded_at;
  const ledger::Date day = ledger::date_of(*walked.recorded);
  using Answer = ledger::Result<json::object> (*)(const Views&, const Query&, ledger::RecordedAt);

  for (const Answer answer : {Answer{&commitments}, Answer{&countries}, Answer{&focus_areas},
                              Answer{&members}, Answer{&timeline}, Answer{&summary}}) {
    const auto kept = answer(*views, Query{}, day);
    const auto made = answer(*views, walked, day);
    ASSERT_TRUE(kept && made);
    EXPECT_EQ(*kept, *made);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Totals, testing::ValuesIn(kSeeds));

}  // namespace
}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Queries about the present are answered from current rows, sets and stored tallies. The same
// query as of the last record is answered from all versions, without them: the answers must be
// equal.
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "projections/fold/rebuild.h"
#include "projections/query/candidates.h"
#include "projections/query/selection.h"
#include "projections/query/view_state.h"
#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/dashboard.h"
#include "projections/views/facet_counts.h"
#include "projections/views/focus_areas.h"
#include "projections/views/frameworks.h"
#include "projections/views/groups.h"
#include "projections/views/latest_attestations.h"
#include "projections/views/members.h"
#include "projections/views/messages.h"
#include "projections/views/objectives.h"
#include "projections/views/pledges.h"
#include "projections/views/queues.h"
#include "projections/views/summary.h"
#include "projections/views/timeline.h"
#include "tests/projections/random_ledger.h"
#include "tests/projections/written_log.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Size;
using support::AcceptedStatement;

constexpr std::size_t kStatements = 500;
constexpr std::size_t kQueries = 60;
using Answering = ledger::Result<json::object> (*)(const Views&, const Query&, ledger::RecordedAt);
constexpr Answering kMessages = [](const Views& views, const Query& query, ledger::RecordedAt now) {
  return messages(views, query, {}, now);
};
constexpr Answering kAnswers[] = {
    &commitments, &countries, &focus_areas, &frameworks,          &groups,   &members, &objectives,
    &pledges,     &queues,    &summary,     &latest_attestations, &timeline, kMessages};

// Values of the pledges of a ledger, to filter by.
struct Values {
  std::vector<ledger::PartyId> owners;
  std::vector<ledger::ItemId> areas;
  std::vector<ledger::ItemId> sdgs;
  std::vector<ledger::Country> countries;
  std::vector<std::string> words;
  std::vector<ledger::Date> days;
};

Values values_of(const Views& views) {
  Values values;
  CurrentWalk walk(views.state().rows);
  while (walk.next()) {
    const Facts& facts = walk.row().facts;
    values.owners.push_back(facts.owner);
    values.areas.push_back(facts.focus_area);
    values.sdgs.insert(values.sdgs.end(), facts.sdgs.begin(), facts.sdgs.end());
    for (const auto& country : facts.countries) values.countries.push_back(country.iso3);
    values.words.push_back(facts.id.text());
    values.words.push_back(facts.title.substr(0, facts.title.find(' ')));
    if (const auto& published = walk.row().version.published)
      values.days.push_back(ledger::date_of(published->at));
  }
  EXPECT_FALSE(walk.damaged());
  return values;
}

class QueryMaker {
 public:
  QueryMaker(std::uint64_t seed, const Values& values) : random_(seed), values_(values) {}

  Query draw() {
    Query query;
    add(query.members, values_.owners);
    add(query.focus_areas, values_.areas);
    add(query.sdgs, values_.sdgs);
    add(query.countries, values_.countries);
    add_name(query.states);
    add_name(query.timeliness);
    add_name(query.types);
    add_name(query.sectors);
    add_name(query.scopes);
    add_name(query.assurances);
    if (chance()) query.reported = random_() % 2 == 0 ? Reported::yes : Reported::no;
    if (chance()) query.usd_value = random_() % 2 == 0 ? UsdValue::with : UsdValue::without;
    if (chance()) query.groups = {ledger::ItemId::parse("ldc").value()};
    if (chance()) query.regions = {ledger::ItemId::parse("africa").value()};
    if (chance()) query.q = pick(values_.words);
    if (chance() && !values_.days.empty()) query.from = pick(values_.days);
    if (chance() && !values_.days.empty()) query.to = pick(values_.days);
    query.sort = SortKey{static_cast<std::uint8_t>(random_() % names_of(SortKey{}).size())};
    query.descending = random_() % 2 == 0;
    query.per_page = 1 + random_() % 20;
    query.page = 1 + random_() % 2;
    return query;
  }

 private:
  bool chance() { return random_() % 6 == 0; }
  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[random_() % items.size()];
  }
  template <class T>
  void add(std::vector<T>& filter, const std::vector<T>& items) {
    if (items.empty() || !chance()) return;
    filter.push_back(pick(items));
    if (chance()) filter.push_back(pick(items));
  }
  template <class E>
  void add_name(std::vector<E>& filter) {
    constexpr auto kNames = names_of(E{});
    const auto& [value, word] = kNames.at(random_() % kNames.size());
    if (chance()) filter.push_back(value);
  }

  std::mt19937_64 random_;
  const Values& values_;
};

class Indexes : public testing::TestWithParam<std::uint64_t> {
 protected:
  Indexes() {
    RandomLedger random(GetParam());
    random.grow_to(kStatements);
    for (const auto& accepted : random.ledger().statements()) log_.add(accepted);
    log_.flush();
    last_ = random.ledger().statements().back().recorded_at;
  }
  // Folded a few records at a time, as a server does, so that rows are replaced.
  Views kept_views() {
    const Generations generations(log_.directory());
    auto opened = open_generation(log_.store(), generations);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().detail);
    const std::unique_ptr<Builder> builder = std::move(opened->builder);
    for (std::uint64_t size = 0; size < log_.size();) {
      size = std::min<std::uint64_t>(size + 17, log_.size());
      EXPECT_TRUE(advance(log_.store(), *builder, Size{size}, {0, nullptr, {}}));
    }
    return look_at(builder->store());
  }
  Views rebuilt_views() {
    const Generations generations(log_.directory() / "elsewhere");
    auto built = build_generation(log_.store(), generations, Size{log_.size()}, {2, nullptr, {}});
    EXPECT_TRUE(built) << (built ? "" : built.error().detail);
    return look_at((*built)->store());
  }
  // Compares the answer for the present with the answer as of the last record.
  void expect_same(const Views& views, const Query& query) {
    Query walked = query;
    walked.recorded = last_;
    const ledger::Date day = ledger::date_of(last_);
    for (const Answering answer : kAnswers) {
      const auto now = answer(views, query, day);
      const auto then = answer(views, walked, day);
      ASSERT_TRUE(now) << now.error().detail;
      ASSERT_TRUE(then) << then.error().detail;
      EXPECT_EQ(*now, *then);
    }
  }

  // The same for what the pages show, which is typed.
  void expect_same_pages(const Views& views, const Query& query) {
    Query walked = query;
    walked.recorded = last_;
    const auto now = Selection::make(views, query, last_);
    const auto then = Selection::make(views, walked, last_);
    ASSERT_TRUE(now && then);
    const auto facets = count_facets(*now, kAllFacets);
    const auto walked_facets = count_facets(*then, kAllFacets);
    ASSERT_TRUE(facets) << facets.error().detail;
    ASSERT_TRUE(walked_facets) << walked_facets.error().detail;
    for (const Facet facet : kAllFacets) {
      const auto counted = facets->find(facet);
      const auto walked_counts = walked_facets->find(facet);
      EXPECT_EQ(counted == facets->end() ? ValueCounts() : counted->second,
                walked_counts == walked_facets->end() ? ValueCounts() : walked_counts->second)
          << ledger::name(facet);
    }
    const auto board = dashboard(*now);
    const auto walked_board = dashboard(*then);
    ASSERT_TRUE(board) << board.error().detail;
    ASSERT_TRUE(walked_board) << walked_board.error().detail;
    EXPECT_EQ(board->totals, walked_board->totals);
    EXPECT_EQ(board->overlap_usd, walked_board->overlap_usd);
    EXPECT_EQ(board->reported, walked_board->reported);
    EXPECT_EQ(board->published, walked_board->published);
    EXPECT_EQ(board->whole_countries, walked_board->whole_countries);
    EXPECT_EQ(board->time_line, walked_board->time_line);
    for (const Facet facet : kAllFacets)
      EXPECT_EQ(board->facets.of(facet), walked_board->facets.of(facet)) << ledger::name(facet);
  }

  WrittenLog log_;
  ledger::RecordedAt last_;

 private:
  Views look_at(std::shared_ptr<ViewStore> store) {
    auto views = look(log_.store(), std::move(store), nullptr, 0);
    EXPECT_TRUE(views) << (views ? "" : views.error().detail);
    return *std::move(views);
  }
};

TEST_P(Indexes, GiveWhatTheVersionsGive) {
  const Views views = kept_views();
  const Values values = values_of(views);
  QueryMaker queries(GetParam(), values);

  for (std::size_t i = 0; i < kQueries; ++i) expect_same(views, queries.draw());
}

TEST_P(Indexes, GivePagesWhatTheVersionsGive) {
  const Views views = kept_views();
  const Values values = values_of(views);
  QueryMaker queries(GetParam(), values);

  expect_same_pages(views, {});
  for (std::size_t i = 0; i < kQueries; ++i) expect_same_pages(views, queries.draw());
}

TEST_P(Indexes, OfOneFilterAloneGiveWhatTheVersionsGive) {
  const Views views = rebuilt_views();
  const Values values = values_of(views);
  std::vector<Query> queries(13);
  queries[0].members = {values.owners.front(), values.owners.back()};
  queries[1].focus_areas = {values.areas.front()};
  queries[2].countries = {values.countries.front(), values.countries.back()};
  queries[3].states = {ledger::Lifecycle::published, ledger::Lifecycle::in_progress};
  queries[4].types = {ledger::PledgeType::financial};
  if (!values.sdgs.empty()) queries[5].sdgs = {values.sdgs.front()};
  queries[6].from = values.days.front();
  queries[7].to = values.days.back();
  queries[8].q = values.words.front();
  queries[9].sectors = {ledger::Sector::government};
  queries[10].sort = SortKey::id;
  queries[10].descending = true;
  queries[10].per_page = 7;
  queries[10].page = 2;
  queries[11].timeliness = {ledger::Timeliness::due, ledger::Timeliness::inactive};
  queries[12].timeliness = {ledger::Timeliness::current};
  queries[12].q = values.words.front();

  for (const Query& query : queries) expect_same(views, query);
}

// Updated views have the same rows as rebuilt ones: no old row is left.
TEST_P(Indexes, AreTheSameWhenRebuilt) {
  const Views kept = kept_views();
  const Views rebuilt = rebuilt_views();

  for (const ViewTable table :
       {ViewTable::current, ViewTable::index, ViewTable::sets, ViewTable::tallies}) {
    EXPECT_EQ(kept.state().rows.count(table), rebuilt.state().rows.count(table));
    Cursor one(kept.state().rows, table);
    Cursor other(rebuilt.state().rows, table);
    for (bool more = one.seek({}) && other.seek({}); more; more = one.next() && other.next()) {
      ASSERT_EQ(one.key(), other.key());
      ASSERT_EQ(one.value(), other.value());
    }
  }
}

// Otherwise the other tests would compare walks with walks.
TEST_P(Indexes, NameOnlyPledgesThatPass) {
  const Views views = rebuilt_views();
  const Values values = values_of(views);
  const Context context(views.state().background, Moment{});
  Query query;
  query.q = values.words.front();  // an id
  query.types = {ledger::PledgeType::financial, ledger::PledgeType::programme,
                 ledger::PledgeType::policy};
  query.from = query.to = values.days.front();

  const auto hits = search_texts(views.state(), context, query.q);
  ASSERT_TRUE(hits) << hits.error().detail;
  const auto found =
      find_candidates(views.state().rows, context, query, ledger::date_of(last_), &*hits);

  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_TRUE(*found);
  EXPECT_LT((*found)->ordinals.size(), views.state().rows.count(ViewTable::current) / 2);
  EXPECT_TRUE((*found)->exact);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Indexes, testing::Values(4, 5));

}  // namespace
}  // namespace pledgebook::projections

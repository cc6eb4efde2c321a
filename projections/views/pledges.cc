// SPDX-License-Identifier: Apache-2.0
#include "projections/views/pledges.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <tuple>

#include "projections/figures/pledge_walk.h"
#include "projections/query/overlaps.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

// A pledge's place in the list.
struct Place {
  ledger::Decimal number;
  std::string text;
  ledger::PledgeId id;
  Ordinal ordinal{};

  friend bool operator<(const Place& a, const Place& b) {
    return std::tie(a.number, a.text, a.id) < std::tie(b.number, b.text, b.id);
  }
};

ledger::Decimal day_number(const std::optional<ledger::Date>& day) {
  return ledger::Decimal::from_ten_thousandths(day ? day->time_since_epoch().count() : INT32_MIN);
}

Place place_of(const Context& context, const Standing& standing, SortKey sort) {
  const Facts& facts = *standing.facts;
  const Version& now = standing.now();
  Place place{.number = {}, .text = {}, .id = facts.id, .ordinal = standing.ordinal};
  switch (sort) {
    case SortKey::id:
      break;
    case SortKey::title:
      place.text = facts.title;
      break;
    case SortKey::member: {
      const PartyVersion* party = context.party(facts.owner);
      place.text = party == nullptr ? facts.owner.text() : party->name;
      break;
    }
    case SortKey::announced:
      if (const auto& announced = standing.amount(Amount::announced))
        place.number = announced->usd.value_or(ledger::Decimal{});
      break;
    case SortKey::published: {
      std::optional<ledger::Date> day;
      if (now.published) day = ledger::date_of(now.published->at);
      place.number = day_number(day);
      break;
    }
    case SortKey::activity:
      place.number = day_number(now.last_activity);
      break;
    case SortKey::status:
      place.number = ledger::Decimal::from_ten_thousandths(std::to_underlying(now.state));
      break;
  }
  return place;
}

}  // namespace

ledger::Result<json::object> pledges(const Views& views, const Query& query, ledger::Date today) {
  LEDGER_TRY(const auto selection, Selection::make(views, query));
  const ledger::Date day = selection.day(today);
  std::vector<Place> places;
  Tally total;
  LEDGER_CHECK(selection.for_each([&](const Standing& standing) {
    places.push_back(place_of(selection.context(), standing, query.sort));
    total.add(standing, Sign::add);
  }));
  std::ranges::sort(
      places, [&](const Place& a, const Place& b) { return query.descending ? b < a : a < b; });
  const std::size_t first = std::min((query.page - 1) * query.per_page, places.size());
  const std::size_t last = first + std::min(query.per_page, places.size() - first);
  json::array rows;
  PledgeWalk walk(selection.rows(), selection.context().moment());
  for (std::size_t i = first; i < last; ++i) {
    if (!walk.find(places[i].ordinal)) return std::unexpected(damaged_views());
    const Standing standing =
        stand(selection.context(), walk.ordinal(), walk.facts(), walk.versions());
    rows.push_back(pledge_row(selection.context(), standing, day));
  }
  json::object totals;
  write_tally(totals, total, day);
  LEDGER_TRY(const auto pairs, overlaps(selection));
  write_net(totals, total.amounts, overlap_of_all(pairs));
  json::object answer = selection.heading();
  answer["total"] = places.size();
  answer["page"] = query.page;
  answer["per_page"] = query.per_page;
  answer["rows"] = std::move(rows);
  answer["totals"] = std::move(totals);
  return answer;
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "projections/views/summary.h"

#include <boost/json/array.hpp>
#include <set>

#include "projections/query/selection.h"
#include "projections/views/focus_areas.h"

namespace pledgebook::projections {

namespace json = boost::json;

namespace {

struct Counts {
  std::size_t members = 0;
  std::size_t countries = 0;
};

// For all pledges at the present, by the keys of the tallies.
Counts stored_counts(const ReadRows& rows) {
  Counts counts;
  std::string last;
  for (const std::string& key : read_keys(rows, Model::commitments)) {
    const std::string_view member = split_commitment_key(key).first;
    if (member != last) ++counts.members;
    last = member;
  }
  const auto countries = read_keys(rows, Model::countries);
  // The empty key is for unallocated values.
  counts.countries = countries.size() - (!countries.empty() && countries.front().empty() ? 1 : 0);
  return counts;
}

ledger::Result<Counts> count(const Selection& selection) {
  if (selection.selects_all_now()) return stored_counts(selection.rows());
  std::set<ledger::PartyId> members;
  std::set<ledger::Country> countries;
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    members.insert(pledge.facts->owner);
    for (const CountryFacts& country : pledge.facts->countries) countries.insert(country.iso3);
  }));
  return Counts{members.size(), countries.size()};
}

}  // namespace

ledger::Result<json::object> summary(const Views& views, const Query& query,
                                     ledger::RecordedAt now) {
  LEDGER_TRY(json::object answer, focus_areas(views, query, now));
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const Counts counts, count(selection));
  answer["members"] = counts.members;
  answer["countries"] = counts.countries;
  answer["focus_areas"] = std::move(answer["rows"]);
  answer.erase("rows");
  return answer;
}

}  // namespace pledgebook::projections

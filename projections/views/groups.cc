// SPDX-License-Identifier: Apache-2.0
#include "projections/views/groups.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "projections/figures/apportion.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 2> kLists{"country-group", "region"};

using GroupCells = std::map<std::pair<std::string_view, ledger::ItemId>, Cell>;

bool is_member(const ledger::ListItem& item, const CountryFacts& country) {
  return std::ranges::find(item.members, country.iso3) != item.members.end();
}

// The part of each amount that is apportioned to the group's countries.
void add_parts(Amounts& part, const ValuedPledge& pledge, const ledger::ListItem& item) {
  const Facts& facts = *pledge.facts;
  if (!pledge.counts || !is_allocated(facts)) return;
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (!pledge.amounts[i]) continue;
    const auto parts = apportion(*pledge.amounts[i], facts.countries);
    std::int64_t count =
        1;  // the pledge counts once, even if several of its countries are in the group
    for (std::size_t c = 0; c < parts.size(); ++c) {
      if (!is_member(item, facts.countries[c])) continue;
      part.sums[i].add(parts[c], Sign::add, count);
      count = 0;
    }
  }
}

void add_groups(GroupCells& cells, const Context& context, const ValuedPledge& pledge) {
  for (const std::string_view list : kLists) {
    const auto* published = context.list_on(list, pledge.list_day());
    if (published == nullptr) continue;
    for (const ledger::ListItem& item : published->items) {
      const bool is_named =
          std::ranges::any_of(pledge.facts->countries,
                              [&](const CountryFacts& named) { return is_member(item, named); });
      if (!is_named) continue;
      Cell& cell = cells[{list, item.id}];
      cell.tally.add(pledge, Sign::add);
      add_parts(cell.part, pledge, item);
    }
  }
}

}  // namespace

ledger::Result<json::object> groups(const Views& views, const Query& query,
                                    ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  const Context& context = selection.context();
  const ledger::Date day = selection.day();
  GroupCells cells;
  // The answer has the groups of today's lists even without pledges.
  for (const std::string_view list : kLists) {
    if (const auto* published = context.list_on(list, day)) {
      for (const auto& item : published->items) cells[{list, item.id}];
    }
  }
  LEDGER_CHECK(
      selection.for_each([&](const ValuedPledge& pledge) { add_groups(cells, context, pledge); }));
  json::array rows;
  for (const auto& [key, cell] : cells) {
    const auto& [list, group] = key;
    json::object row{
        {"list", list}, {"group", group.text()}, {"title", titles_json(context.item(list, group))}};
    write_tally(row, cell.tally, day);
    json::object apportioned;
    write_amounts(apportioned, cell.part);
    row["apportioned"] = std::move(apportioned);
    rows.push_back(std::move(row));
  }
  json::object answer = selection.heading();
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "projections/query/known_filters.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/nearest.h"
#include "projections/figures/context.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

using Found = std::optional<UnknownValue>;

UnknownValue unknown(std::string_view filter, const std::string& id,
                     std::vector<std::string> candidates) {
  std::ranges::sort(candidates);
  return {.filter = std::string(filter),
          .value = id,
          .near = std::string(ledger::nearest(id, candidates))};
}

// The filters whose values are items of published lists, and what one is called.
struct ItemFilter {
  std::string_view name;
  std::string_view what;
  std::vector<ledger::ItemId> Query::* given;
  std::array<std::string_view, 2> lists;
};
constexpr auto kItemFilters = std::to_array<ItemFilter>({
    {"focus_area", "focus area", &Query::focus_areas, {"focus-area"}},
    {"group", "group of countries", &Query::groups, {"country-group"}},
    {"region", "region", &Query::regions, {"region"}},
    {"goal", "goal", &Query::goals, {"strategic-goal", "connect-2030-goal"}},
    {"wsis", "WSIS action line", &Query::wsis, {"wsis-action-line"}},
    {"framework", "framework", &Query::frameworks, {"framework"}},
    {"event", "event", &Query::events, {"pledging-event"}},
    {"beneficiary", "group of beneficiaries", &Query::beneficiaries, {"beneficiary-group"}},
    {"sdg", "SDG", &Query::sdgs, {"sdg"}},
});

std::vector<std::string> item_ids(const Background& background, const ItemFilter& filter) {
  std::vector<std::string> ids;
  for (const ledger::ListVersion& version : background.governance->lists) {
    const std::string list = version.body.list.text();
    if (std::ranges::find(filter.lists, list) == filter.lists.end()) continue;
    for (const ledger::ListItem& item : version.body.items) ids.push_back(item.id.text());
  }
  return ids;
}

Found unknown_item(const Background& background, const Query& query, const ItemFilter& filter) {
  const auto& given = query.*filter.given;
  if (given.empty()) return std::nullopt;
  const std::vector<std::string> ids = item_ids(background, filter);
  for (const ledger::ItemId& id : given) {
    if (std::ranges::find(ids, id.text()) == ids.end()) return unknown(filter.name, id.text(), ids);
  }
  return std::nullopt;
}

Found unknown_member(const Background& background, const Query& query) {
  for (const ledger::PartyId& member : query.members) {
    if (background.parties.contains(member)) continue;
    std::vector<std::string> ids;
    for (const auto& [id, versions] : background.parties) ids.push_back(id.text());
    return unknown("member", member.text(), std::move(ids));
  }
  return std::nullopt;
}

// Of tomorrow it is today already, somewhere.
Found future_time(const Query& query, ledger::Date today) {
  for (const auto& [name, time] :
       {std::pair("recorded", query.recorded), std::pair("stated", query.stated)}) {
    if (!time || ledger::date_of(*time) <= today + std::chrono::days(1)) continue;
    return UnknownValue{
        .filter = name, .value = ledger::to_text(ledger::date_of(*time)), .is_future = true};
  }
  return std::nullopt;
}

std::string sentence_of(const UnknownValue& unknown) {
  if (unknown.is_future) return unknown.value + " lies in the future: give today or an earlier day";
  const auto* const filter =
      std::ranges::find(kItemFilters, std::string_view(unknown.filter), &ItemFilter::name);
  const std::string_view what = filter == kItemFilters.end() ? "member" : filter->what;
  std::string sentence = "there is no " + std::string(what) + " " + unknown.value;
  if (!unknown.near.empty()) sentence += "; did you mean " + unknown.near + "?";
  return sentence;
}

}  // namespace

std::optional<UnknownValue> find_unknown(const Views& views, const Query& query,
                                         ledger::Date today) {
  const Background& background = *views.state().background;
  if (auto found = future_time(query, today)) return found;
  if (auto found = unknown_member(background, query)) return found;
  for (const ItemFilter& filter : kItemFilters) {
    if (auto found = unknown_item(background, query, filter)) return found;
  }
  return std::nullopt;
}

Result<void> check_filters(const Views& views, const Query& query, ledger::Date today) {
  const auto unknown = find_unknown(views, query, today);
  if (!unknown) return {};
  return std::unexpected(Error{Errc::not_found, sentence_of(*unknown)});
}

}  // namespace pledgebook::projections

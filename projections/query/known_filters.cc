// SPDX-License-Identifier: Apache-2.0
#include "projections/query/known_filters.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/nearest.h"
#include "projections/figures/context.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

std::unexpected<Error> unknown(std::string_view what, const std::string& id,
                               std::vector<std::string> candidates) {
  std::ranges::sort(candidates);
  const std::string_view near = ledger::nearest(id, candidates);
  std::string sentence = "there is no " + std::string(what) + " " + id;
  if (!near.empty()) sentence += "; did you mean " + std::string(near) + "?";
  return std::unexpected(Error{Errc::not_found, sentence});
}

using Lists = std::initializer_list<std::string_view>;

std::vector<std::string> item_ids(const Background& background, Lists lists) {
  std::vector<std::string> ids;
  for (const ledger::ListVersion& version : background.governance->lists) {
    if (std::ranges::find(lists, version.body.list.text()) == lists.end()) continue;
    for (const ledger::ListItem& item : version.body.items) ids.push_back(item.id.text());
  }
  return ids;
}

Result<void> check_items(const Background& background, std::string_view what, Lists lists,
                         const std::vector<ledger::ItemId>& given) {
  if (given.empty()) return {};
  const std::vector<std::string> ids = item_ids(background, lists);
  for (const ledger::ItemId& id : given) {
    if (std::ranges::find(ids, id.text()) == ids.end()) return unknown(what, id.text(), ids);
  }
  return {};
}

Result<void> check_members(const Background& background, const Query& query) {
  for (const ledger::PartyId& member : query.members) {
    if (background.parties.contains(member)) continue;
    std::vector<std::string> ids;
    for (const auto& [id, versions] : background.parties) ids.push_back(id.text());
    return unknown("member", member.text(), std::move(ids));
  }
  return {};
}

// Of tomorrow it is today already, somewhere.
Result<void> check_time(const Query& query, ledger::Date today) {
  for (const auto& time : {query.recorded, query.stated}) {
    if (!time || ledger::date_of(*time) <= today + std::chrono::days(1)) continue;
    return std::unexpected(
        Error{Errc::not_found, ledger::to_text(ledger::date_of(*time)) +
                                   " lies in the future: give today or an earlier day"});
  }
  return {};
}

}  // namespace

Result<void> check_filters(const Views& views, const Query& query, ledger::Date today) {
  const Background& background = *views.state().background;
  LEDGER_CHECK(check_time(query, today));
  LEDGER_CHECK(check_members(background, query));
  LEDGER_CHECK(check_items(background, "focus area", {"focus-area"}, query.focus_areas));
  LEDGER_CHECK(check_items(background, "group of countries", {"country-group"}, query.groups));
  LEDGER_CHECK(check_items(background, "region", {"region"}, query.regions));
  LEDGER_CHECK(
      check_items(background, "goal", {"strategic-goal", "connect-2030-goal"}, query.goals));
  LEDGER_CHECK(check_items(background, "WSIS action line", {"wsis-action-line"}, query.wsis));
  LEDGER_CHECK(check_items(background, "framework", {"framework"}, query.frameworks));
  LEDGER_CHECK(check_items(background, "event", {"pledging-event"}, query.events));
  LEDGER_CHECK(check_items(background, "group of beneficiaries", {"beneficiary-group"},
                           query.beneficiaries));
  return check_items(background, "SDG", {"sdg"}, query.sdgs);
}

}  // namespace pledgebook::projections

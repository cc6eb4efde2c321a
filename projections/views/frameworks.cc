// SPDX-License-Identifier: Apache-2.0
#include "projections/views/frameworks.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

// A field of a pledge's body with items of lists, and these lists.
struct Framework {
  std::string_view name;
  std::vector<ledger::ItemId> Facts::* items;
  std::array<std::string_view, 2> lists;
};
constexpr std::array kFrameworks{
    Framework{"sdg", &Facts::sdgs, {"sdg", ""}},
    Framework{"wsis", &Facts::wsis, {"wsis-action-line", ""}},
    Framework{"goals", &Facts::goals, {"strategic-goal", "connect-2030-goal"}}};

struct Item {
  std::string_view list;
  ledger::ItemId id;
  Tally tally;
};

// The items of the lists in force, in their order.
std::vector<Item> listed_items(const Framework& framework, const Context& context,
                               ledger::Date day) {
  std::vector<Item> items;
  for (const std::string_view list : framework.lists) {
    const auto* published = list.empty() ? nullptr : context.list_on(list, day);
    if (published == nullptr) continue;
    for (const auto& item : published->items) items.push_back({list, item.id, {}});
  }
  return items;
}

void add(std::vector<Item>& items, const Framework& framework, const ValuedPledge& pledge) {
  for (const ledger::ItemId& id : pledge.facts->*framework.items) {
    auto at = std::ranges::find(items, id, &Item::id);
    if (at == items.end()) at = items.insert(items.end(), {framework.lists.front(), id, {}});
    at->tally.add(pledge, Sign::add);
  }
}

}  // namespace

ledger::Result<json::object> frameworks(const Views& views, const Query& query,
                                        ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  const ledger::Date day = selection.day();
  std::array<std::vector<Item>, kFrameworks.size()> items;
  for (std::size_t i = 0; i < kFrameworks.size(); ++i)
    items[i] = listed_items(kFrameworks[i], selection.context(), day);
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    for (std::size_t i = 0; i < kFrameworks.size(); ++i) add(items[i], kFrameworks[i], pledge);
  }));
  json::array rows;
  for (std::size_t i = 0; i < kFrameworks.size(); ++i) {
    for (const Item& item : items[i]) {
      json::object row{{"framework", kFrameworks[i].name},
                       {"list", item.list},
                       {"item", item.id.text()},
                       {"title", titles_json(selection.context().item(item.list, item.id))}};
      write_tally(row, item.tally, day);
      rows.push_back(std::move(row));
    }
  }
  json::object answer = selection.heading();
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections

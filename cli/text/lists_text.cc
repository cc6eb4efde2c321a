// SPDX-License-Identifier: Apache-2.0
#include "cli/text/lists_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>
#include <vector>

#include "cli/text/figures.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

using Members = std::set<std::string>;
using Items = std::map<std::string, Members>;  // by id, the countries in it

Items items_of(const ledger::ListPublished& body) {
  Items items;
  for (const ledger::ListItem& item : body.items) {
    Members& members = items[item.id.text()];
    for (const ledger::Country& country : item.members) members.emplace(country.iso3());
  }
  return items;
}

Items items_of(const json::object& body) {
  Items items;
  const json::value* given = body.if_contains("items");
  if (given == nullptr || !given->is_array()) return items;
  for (const json::value& value : given->get_array()) {
    if (!value.is_object()) continue;
    const json::object& item = value.get_object();
    Members& members = items[text_of(item, "id")];
    const json::value* countries = item.if_contains("members");
    if (countries == nullptr || !countries->is_array()) continue;
    for (const json::value& country : countries->get_array())
      if (country.is_string()) members.emplace(country.get_string());
  }
  return items;
}

// The version in force on the day, or before it: of one day, the last.
const ledger::ListVersion* version_on(const ledger::Governance& governance, std::string_view list,
                                      ledger::Date day) {
  const ledger::ListVersion* best = nullptr;
  for (const ledger::ListVersion& version : governance.lists) {
    if (version.body.list.text() != list || version.body.effective > day) continue;
    if (best == nullptr || best->body.effective <= version.body.effective) best = &version;
  }
  return best;
}

void add_members(std::string& text, const Members& before, const Members& after) {
  for (const std::string& member : before)
    if (!after.contains(member)) text += " -" + member;
  for (const std::string& member : after)
    if (!before.contains(member)) text += " +" + member;
}

}  // namespace

Table list_versions(const ledger::Governance& governance) {
  Table table({{"list", Align::left, Fit::cut},
               {"effective"},
               {"record", Align::right},
               {"items", Align::right},
               {"sid", Align::left, Fit::leave},
               {"corrects", Align::left, Fit::leave},
               {"source", Align::left, Fit::cut}});
  constexpr std::size_t kSidShown = 12;
  for (const ledger::ListVersion& version : governance.lists) {
    const auto& corrects = version.body.corrects;
    table.add({version.body.list.text(), ledger::to_text(version.body.effective),
               std::to_string(ledger::number(version.published.index)),
               std::to_string(version.body.items.size()),
               version.published.sid.hex().substr(0, kSidShown),
               corrects ? corrects->hex().substr(0, kSidShown) : std::string(),
               version.body.source});
  }
  return table;
}

json::array list_versions_json(const ledger::Governance& governance) {
  json::array versions;
  for (const ledger::ListVersion& version : governance.lists) {
    json::array items;
    for (const ledger::ListItem& item : version.body.items) items.emplace_back(item.id.text());
    const auto& corrects = version.body.corrects;
    versions.push_back(
        json::object{{"list", version.body.list.text()},
                     {"effective", ledger::to_text(version.body.effective)},
                     {"index", ledger::number(version.published.index)},
                     {"sid", version.published.sid.hex()},
                     {"corrects", corrects ? json::value(corrects->hex()) : json::value()},
                     {"items", std::move(items)},
                     {"source", version.body.source}});
  }
  return versions;
}

std::string list_changes_text(const ledger::Governance& governance, const json::object& body) {
  const auto day = ledger::parse_date(text_of(body, "effective"));
  if (!day) return {};
  const ledger::ListVersion* last = version_on(governance, text_of(body, "list"), *day);
  if (last == nullptr) return "  it is the first version of this list\n";
  const Items before = items_of(last->body);
  const Items after = items_of(body);
  std::string text;
  std::vector<std::string> ended;
  for (const auto& [id, members] : before) {
    if (after.contains(id)) continue;
    ended.push_back(id);
    text += fmt::format("  - {}: ends on {}, for pledges published from then on\n", id,
                        ledger::to_text(*day));
  }
  if (!ended.empty()) {
    text += fmt::format(
        "  WARNING: {} {} not in the new version, which replaces the whole list: give {} too if {} "
        "to go on\n",
        fmt::join(ended, ", "), ended.size() == 1 ? "is" : "are", ended.size() == 1 ? "it" : "them",
        ended.size() == 1 ? "it is" : "they are");
  }
  for (const auto& [id, members] : after) {
    const auto old = before.find(id);
    std::string change;
    if (old == before.end()) {
      text += fmt::format("  + {}\n", id);
      continue;
    }
    add_members(change, old->second, members);
    if (!change.empty()) text += fmt::format("    {}:{}\n", id, change);
  }
  return text.empty() ? "  no item and no member changes\n" : text;
}

}  // namespace pledgebook::cli

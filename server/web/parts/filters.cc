// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/filters.h"

#include <algorithm>
#include <array>

#include "server/web/parts/names.h"

namespace pledgebook::server {
namespace {

using projections::Facet;
using projections::ValueCounts;

constexpr auto kShown = std::to_array<Facet>(
    {Facet::focus_area, Facet::type, Facet::state, Facet::assurance, Facet::timeliness,
     Facet::region, Facet::group, Facet::country, Facet::member, Facet::sector, Facet::scope,
     Facet::sdg, Facet::goal, Facet::wsis, Facet::framework, Facet::event, Facet::beneficiary});
constexpr std::size_t kOpen = 3;        // of them are open from the start
constexpr std::size_t kValuesMax = 12;  // of countries and members; the search finds the others

template <class E>
void add_names(std::vector<std::string>& values) {
  for (const auto& [value, name] : names_of(E{})) values.emplace_back(name);
}

// The values to show: all there can be, in their own order; of countries and members those with
// most pledges.
std::vector<std::string> values_of(const projections::Context& context, Facet facet,
                                   const ValueCounts& counts, ledger::Date day) {
  std::vector<std::string> values;
  switch (facet) {
    case Facet::state:
      add_names<ledger::Lifecycle>(values);
      return values;
    case Facet::assurance:
      add_names<ledger::Assurance>(values);
      return values;
    case Facet::timeliness:
      add_names<ledger::Timeliness>(values);
      return values;
    case Facet::type:
      add_names<ledger::PledgeType>(values);
      return values;
    case Facet::scope:
      add_names<ledger::Scope>(values);
      return values;
    case Facet::sector:
      add_names<ledger::Sector>(values);
      return values;
    case Facet::country:
    case Facet::member: {
      for (const auto& [value, count] : counts) {
        if (value != projections::kUnallocated) values.push_back(value);
      }
      std::ranges::stable_sort(values, std::ranges::greater(), [&](const std::string& value) {
        return counts.find(value)->second;
      });
      return values;
    }
    default:
      break;
  }
  const auto add_list = [&](std::string_view list) {
    const auto* published = context.list_on(list, day);
    if (published == nullptr) return;
    for (const ledger::ListItem& item : published->items) values.push_back(item.id.text());
  };
  if (facet == Facet::goal) {
    add_list("strategic-goal");
    add_list("connect-2030-goal");
  } else {
    add_list(list_of(facet));
  }
  for (const auto& [value, count] : counts) {
    if (value != projections::kUnallocated && std::ranges::find(values, value) == values.end())
      values.push_back(value);
  }
  return values;
}

}  // namespace

std::span<const Facet> shown_facets() noexcept { return kShown; }

void set_facets(Fields& fields, const PageContext& context, const projections::Selection& selection,
                const projections::FacetCounts& counts) {
  const Catalogue& words = context.words();
  const ledger::Date day = selection.day();
  for (std::size_t i = 0; i < kShown.size(); ++i) {
    const Facet facet = kShown[i];
    const std::string name(ledger::name(facet));
    const auto counted = counts.find(facet);
    const ValueCounts none;
    const ValueCounts& of_values = counted == counts.end() ? none : counted->second;
    auto values = values_of(selection.context(), facet, of_values, day);
    if (values.empty()) continue;
    Fields& group = fields.add("facet");
    group.set("title", words.text("facet." + name));
    bool is_open = i < kOpen;
    std::size_t shown = 0;
    for (const std::string& value : values) {
      const bool is_chosen = context.address.has(name, value);
      is_open = is_open || is_chosen;
      const bool is_long = facet == Facet::country || facet == Facet::member;
      if (is_long && !is_chosen && shown >= kValuesMax) continue;
      ++shown;
      const auto found = of_values.find(value);
      const std::int64_t count = found == of_values.end() ? 0 : found->second;
      Fields& line = group.add("value");
      line.set("name", name)
          .set("value", value)
          .set("label", value_name(selection.context(), facet, value, context.language()))
          .set("count", context.figures().count(count));
      line.show_if(is_chosen, "chosen");
      line.show_if(count == 0, "none");
      if (facet == Facet::focus_area) {
        line.add("area").set("id", value);
      } else {
        line.show("no_area");
      }
    }
    group.show_if(is_open, "open");
  }
}

std::vector<Chip> chips_of(const PageContext& context, const projections::Selection& selection) {
  const Catalogue& words = context.words();
  std::vector<Chip> chips;
  for (const QueryParameter& given : context.address.query()) {
    const auto facet = ledger::from_name<Facet>(given.name);
    Chip chip{.facet = {},
              .value = given.value,
              .address_without = context.address.without(given.name, given.value).text()};
    if (facet) {
      chip.facet = words.text("facet." + given.name);
      chip.value = value_name(selection.context(), *facet, given.value, context.language());
    } else if (given.name == "q") {
      chip.facet = words.text("filter.q");
    } else if (given.name == "from" || given.name == "to") {
      chip.facet = words.text("filter." + given.name);
      if (const auto day = ledger::parse_date(given.value))
        chip.value = context.figures().day(*day);
    } else if (given.name == "usd_value" || given.name == "reported") {
      chip.facet = words.text("filter." + given.name);
      chip.value = words.text("filter." + given.name + "." + given.value);
    } else {
      continue;
    }
    chips.push_back(std::move(chip));
  }
  return chips;
}

void set_chips(Fields& fields, const PageContext& context, const std::vector<Chip>& chips) {
  if (chips.empty()) return;
  Fields& shown = fields.add("chips");
  shown.set("clear", context.address.of_time_only().text());
  for (const Chip& chip : chips)
    shown.add("chip")
        .set("facet", chip.facet)
        .set("value", chip.value)
        .set("address", chip.address_without);
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/dashboard_parts.h"

#include "server/web/charts/world_map.h"
#include "server/web/parts/names.h"

namespace pledgebook::server {

using projections::Cuts;
using projections::Facet;
using projections::Selection;

Choices choices_of(const PageContext& context) {
  Choices choices;
  const auto is = [&](std::string_view name, std::string_view value) {
    return context.address.has(name, value);
  };
  choices.is_map = has_world_map() && !is("where", "table");
  if (is("measure", "pledges")) choices.measure = Measure::pledges;
  choices.shares_split = !is("shares", "whole");
  if (is("timeline", "cumulative")) choices.timeline = "cumulative";
  if (is("timeline", "table")) choices.timeline = "table";
  return choices;
}

Address list_of_pledges(const PageContext& context) {
  return context.address.at("pledges")
      .without("where")
      .without("measure")
      .without("shares")
      .without("timeline");
}

std::vector<RankedRow> rows_of(const PageContext& context, const Selection& selection, Facet facet,
                               const Cuts& cuts) {
  std::vector<RankedRow> rows;
  const Address list = list_of_pledges(context);
  for (const auto& [value, cut] : cuts) {
    const bool is_place =
        facet == Facet::region || facet == Facet::group || facet == Facet::country;
    if (value == projections::kUnallocated && (facet == Facet::group || !is_place)) continue;
    // What is for no named country: the pledges whose scope is the world or a region.
    const Address to = value == projections::kUnallocated
                           ? list.with("scope", "global").and_with("scope", "region")
                           : list.with(ledger::name(facet), value);
    rows.push_back(
        {value_name(selection.context(), facet, value, context.language()), to.text(), cut});
  }
  return rows;
}

}  // namespace pledgebook::server

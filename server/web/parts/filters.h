// SPDX-License-Identifier: Apache-2.0
// Filters: the filters beside a list, with the number of pledges that each value would show, and
// the chips above it that say what is chosen.
#pragma once

#include "projections/query/selection.h"
#include "projections/views/facet_counts.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

// The facets that are shown, in their order.
[[nodiscard]] std::span<const projections::Facet> shown_facets() noexcept;

void set_facets(Fields& fields, const PageContext& context, const projections::Selection& selection,
                const projections::FacetCounts& counts);

// One thing that is chosen: a filter's value, in words, and the list without it.
struct Chip {
  std::string facet;
  std::string value;
  std::string address_without;
};
[[nodiscard]] std::vector<Chip> chips_of(const PageContext& context,
                                         const projections::Selection& selection);
// The line of chips, if there are any.
void set_chips(Fields& fields, const PageContext& context, const std::vector<Chip>& chips);

}  // namespace pledgebook::server

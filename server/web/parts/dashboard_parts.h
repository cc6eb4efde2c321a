// SPDX-License-Identifier: Apache-2.0
// DashboardParts: what the sections of the dashboard share: the reader's choices, where its figures
// lead, and cuts as rows of a ranking.
#pragma once

#include <string_view>
#include <vector>

#include "projections/figures/facets.h"
#include "projections/query/selection.h"
#include "server/web/frame/page.h"
#include "server/web/parts/tables.h"

namespace pledgebook::server {

inline constexpr std::size_t kRankedMax = 10;

// What the reader has chosen to see of this page, besides the question.
struct Choices {
  bool is_map = true;
  Measure measure = Measure::usd;
  bool shares_split = true;
  std::string_view timeline = "new";
};
[[nodiscard]] Choices choices_of(const PageContext& context);

// The list of the pledges that a figure of this page adds up, with the same filters and date.
[[nodiscard]] Address list_of_pledges(const PageContext& context);

[[nodiscard]] std::vector<RankedRow> rows_of(const PageContext& context,
                                             const projections::Selection& selection,
                                             projections::Facet facet,
                                             const projections::Cuts& cuts);

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// CutPage: a list of members, countries, focus areas, groups, regions or frameworks, each with its
// pledges and the four amounts.
#pragma once

#include <span>
#include <string_view>

#include "ledger/error.h"
#include "projections/figures/facets.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// One table for each facet; of one alone, in pages.
struct CutPage {
  std::string_view nav;
  std::string_view key;  // of its title and note: "cut.members", "cut.members_note"
  std::span<const projections::Facet> facets;
  std::string_view file;  // "members.csv"
};
[[nodiscard]] ledger::Result<Page> cut_page(const PageContext& context, const CutPage& wanted);

}  // namespace pledgebook::server

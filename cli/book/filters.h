// SPDX-License-Identifier: Apache-2.0
// Filters: the options that narrow what a command lists. Pages and the API have the same ones,
// under the same names (projections/query/query.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/command.h"

namespace pledgebook::cli {

struct Filters {
  std::optional<std::string> as_of, axis, recorded, stated, q, from, to, sort;
  std::optional<std::uint64_t> page, per_page;
  std::vector<std::string> focus_areas, groups, countries, regions, members, sectors, states,
      timeliness, types, sdgs;

  // As a query's names and values.
  [[nodiscard]] Parameters parameters() const;
};

// Only --as-of and --axis, for commands that show one thing.
void add_as_of(Command& command, Filters& filters);
// All options that narrow a set of pledges.
void add_filters(Command& command, Filters& filters);
// Those, and the order and page of a list.
void add_paging(Command& command, Filters& filters);

}  // namespace pledgebook::cli

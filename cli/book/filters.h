// SPDX-License-Identifier: Apache-2.0
// Filters: the options by which a command narrows what it lists: those of the pages and the API
// (projections/query/query.h), under the same names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/command.h"

namespace pledgebook::cli {

struct Filters {
  std::optional<std::string> as_of, axis, q, from, to, sort;
  std::optional<std::uint64_t> page, per_page;
  std::vector<std::string> focus_areas, groups, countries, regions, members, sectors, states, types,
      sdgs;

  // As a query's names and values.
  [[nodiscard]] Parameters parameters() const;
};

// --as-of and --axis alone: for one thing at a time.
void add_as_of(Command& command, Filters& filters);
// All that narrow a set of pledges.
void add_filters(Command& command, Filters& filters);
// Besides, order and page of a list.
void add_paging(Command& command, Filters& filters);

}  // namespace pledgebook::cli

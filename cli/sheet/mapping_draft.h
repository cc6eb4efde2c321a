// SPDX-License-Identifier: Apache-2.0
// MappingDraft: a mapping for a sheet as far as its headings and cells tell, for a person to read,
// correct and keep. What they do not tell is null, and is said.
//
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "cli/sheet/mapping.h"
#include "cli/sheet/sheet.h"

namespace pledgebook::cli {

struct MappingDraft {
  Mapping mapping;
  std::vector<std::string> remarks;  // what a person should look at; lower case, without a period
};

// `source` and `at` stand in the mapping as they are given. A usage failure if no row has headings.
[[nodiscard]] Outcome<MappingDraft> draft_mapping(const Sheet& sheet, std::string source,
                                                  std::string at);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// MappingDraft: a mapping for a sheet as far as its headings and cells tell, for a person to read,
// correct and keep. What they do not tell is null, and is said.
//
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "server/sheet/mapping.h"
#include "server/sheet/sheet.h"

namespace pledgebook::server {

struct MappingDraft {
  Mapping mapping;
  std::vector<std::string> remarks;  // what a person should look at; lower case, without a period
};

// `source` and `at` stand in the mapping as they are given. A Misread if no row has headings.
[[nodiscard]] Reading<MappingDraft> draft_mapping(const Sheet& sheet, std::string source,
                                                  std::string at);

}  // namespace pledgebook::server

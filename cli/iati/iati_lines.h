// SPDX-License-Identifier: Apache-2.0
// IatiLines: the activities of an IATI file (version 2.03, iatistandard.org) as lines of an import.
// An activity is a pledge of its reporting organisation, or of its first funder where the file was
// written by others; pledges and commitments of later days are amendments; what was committed and
// disbursed in a year is a report (docs/IMPORT.md, "IATI").
//
// Threads: values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/outcome.h"
#include "ledger/domain/values/timestamp.h"
#include "server/sheet/sheet_lines.h"

namespace pledgebook::cli {

inline constexpr std::size_t kIatiBytesMax = std::size_t{256} * 1'024 * 1'024;

struct IatiOptions {
  std::string source;                     // where the file is from, in words
  std::optional<std::string> focus_area;  // of activities that name none
  ledger::Date today{};                   // later days are not said yet
};

struct ActivityFault {
  std::string activity;  // its iati-identifier
  std::string sentence;
};

struct IatiLines {
  std::vector<std::string> lines;       // JSON
  std::vector<std::string> activities;  // of each line
  std::vector<ActivityFault> faults;    // activities that are left out
  std::vector<ActivityFault> remarks;   // what is left out of others
  std::uint32_t activities_read = 0;
  std::uint32_t pledges = 0;
  std::uint32_t amendments = 0;
  std::uint32_t reports = 0;
  std::map<std::string, ledger::Decimal> announced;  // by currency, as it is in the end
};

// A usage failure if the file is no IATI activities.
[[nodiscard]] Outcome<IatiLines> lines_of_iati(const std::string& path, std::string_view bytes,
                                               const IatiOptions& options,
                                               std::span<const server::KnownParty> known);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// The rows of governance in table `registry`. Its lists, tables of rates and the like only grow, so
// each entry has a row that is written once, and the part that changes stays small.
//
//   "g"               everything else, and the number of entries of each list
//   "gl" u32 number   ListVersion
//   "gr" u32 number   RateTable
//   "go" u32 number   Objective
//   "gw" u32 number   a policy of witnesses
//
// Threads: one at a time.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/domain/rules/registry.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

inline constexpr std::string_view kGovernanceRow = "g";
inline constexpr std::size_t kGovernanceLists = 4;

// What is in row "g": governance without its lists. Nothing if the row is damaged.
[[nodiscard]] std::optional<Governance> decode_governance_head(std::string_view value);

// Which rows are written already.
class GovernanceRows {
 public:
  GovernanceRows() = default;
  // All rows are written.
  explicit GovernanceRows(const Governance& written);

  // Adds the rows that are new or changed since the last call.
  void take_rows(const Governance& governance, std::vector<Row>& rows);

 private:
  std::array<std::size_t, kGovernanceLists> written_{};
};

// Rebuilds governance from the rows whose keys begin with "g", in the order of their keys.
class GovernanceReader {
 public:
  // False if the row is no governance row, or is damaged.
  [[nodiscard]] bool add(std::string_view key, std::string_view value);
  // Nothing if a row is missing.
  [[nodiscard]] std::optional<Governance> finish();

 private:
  std::optional<Governance> governance_;
  std::array<std::uint32_t, kGovernanceLists> counts_{};
};

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// The rows of governance in table `registry`. Its lists, tables of rates and the like only ever get
// more, so each has a row that is written once; what changes is small.
//
//   "g"               all but the following, and how many there are of each
//   "gl" u32 number   ListVersion
//   "gr" u32 number   RateTable
//   "go" u32 number   Objective
//   "gi" u32 number   Observation
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

// What is in row "g": governance without its lists. Nothing if the row is damaged.
[[nodiscard]] std::optional<Governance> decode_governance_head(std::string_view value);

// Which rows there are already.
class GovernanceRows {
 public:
  GovernanceRows() = default;
  // All of them are.
  explicit GovernanceRows(const Governance& written);

  // Adds the rows that are new or changed since the last call.
  void take_rows(const Governance& governance, std::vector<Row>& rows);

 private:
  std::array<std::size_t, 5> written_{};
};

// Puts governance together again from the rows whose keys begin with "g", in the order of their
// keys.
class GovernanceReader {
 public:
  // False where the row is none of governance, or damaged.
  [[nodiscard]] bool add(std::string_view key, std::string_view value);
  // Nothing where a row is missing.
  [[nodiscard]] std::optional<Governance> finish();

 private:
  std::optional<Governance> governance_;
  std::array<std::uint32_t, 5> counts_{};
};

}  // namespace pledgebook::ledger

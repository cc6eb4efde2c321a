// SPDX-License-Identifier: Apache-2.0
// Rule sets: record i is judged by the one in force before it (docs/FORMAT.md, "Rules 1"). A
// shipped rule set never changes: tests/vectors/rule_set_1.json pins the first. The next one is
// added here, with functions of its own, and is in force in a ledger once it is adopted there.
#pragma once

#include <cstdint>
#include <span>

#include "ledger/domain/rules/fold.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

struct RuleSet {
  std::uint32_t number = 0;
  Admitted<void> (*check_rights)(Registry&, const Entry&) = nullptr;
  Admitted<void> (*check_rules)(Registry&, const Entry&) = nullptr;
};
// In the order of their numbers.
using RuleSets = std::span<const RuleSet>;

// Those that this program knows.
[[nodiscard]] RuleSets rule_sets() noexcept;

}  // namespace pledgebook::ledger

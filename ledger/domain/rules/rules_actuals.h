// SPDX-License-Identifier: Apache-2.0
// Rules that reports share with determinations and attestations: actuals and evidence.
#pragma once

#include <span>
#include <string>

#include "ledger/domain/rules/rules_case.h"

namespace pledgebook::ledger {

// Each names a target of the pledge, and each target once.
Objection check_actuals(const PledgeState& pledge, std::span<const Actual> actuals,
                        const std::string& pointer);
// No file is empty.
Objection check_evidence(std::span<const Evidence> evidence, const std::string& pointer);

}  // namespace pledgebook::ledger

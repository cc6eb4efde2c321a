// SPDX-License-Identifier: Apache-2.0
// A verdict on an export, for people.
#pragma once

#include <string>

#include "cli/shell/terminal.h"
#include "ledger/proof/verify/verdict.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::cli {

// The five answers, what the export holds, and the first thing wrong.
[[nodiscard]] std::string verdict_text(const ledger::Verdict& verdict,
                                       const ledger::WitnessPolicy& policy,
                                       const Terminal& terminal);
// "authentic and complete", "not complete: stream keys/gha-gov: …".
[[nodiscard]] std::string sentence_of(const ledger::Verdict& verdict);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// VerdictText: a verdict on an export, as text.
#pragma once

#include <string>

#include "cli/shell/terminal.h"
#include "ledger/proof/verify/verdict.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::cli {

// The five answers, the contents of the export, and the first fault.
[[nodiscard]] std::string verdict_text(const ledger::Verdict& verdict,
                                       const ledger::WitnessPolicy& policy,
                                       const Terminal& terminal);
// What the export has, a line for each selected stream: "pledges of gha-gov: 14 (complete)".
[[nodiscard]] std::string selection_text(const ledger::Verdict& verdict);
// "authentic and complete", "not complete: stream keys/gha-gov: …".
[[nodiscard]] std::string sentence_of(const ledger::Verdict& verdict);

}  // namespace pledgebook::cli

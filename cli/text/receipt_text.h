// SPDX-License-Identifier: Apache-2.0
// ReceiptText: a verified receipt, as text.
#pragma once

#include <string>

#include "ledger/log/record/record.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/receipt.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::cli {

// "report.submitted of pledge/p-1 by gha-gov", "the heads of 17 streams".
[[nodiscard]] std::string subject_of(const ledger::Record& record);

// The text of a receipt that was verified.
[[nodiscard]] std::string receipt_text(const ledger::Receipt& receipt, const ledger::Record& record,
                                       const ledger::CheckpointVerdict& verdict,
                                       const ledger::WitnessPolicy& policy);

}  // namespace pledgebook::cli

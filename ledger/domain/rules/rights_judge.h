// SPDX-License-Identifier: Apache-2.0
// No judge in its own cause: who may publish, return, reject, review, determine and reverse
// (domain.md, "Statement kinds"; docs/decisions/0040-rule-set-1.md). Internal to
// rights*.cc.
#pragma once

#include "ledger/domain/rules/rights_signing.h"

namespace pledgebook::ledger {

// The signer is neither the pledge's owner nor a partner that signed it.
Objection check_interest(const Case& c, const Signing& signing);
// The key holds the role, its party has no interest in the pledge, and its holder has signed
// nothing of the pledge as member, partner or on behalf.
Objection check_judge(const Case& c, const Signing& signing, Role role);
// Two auditors reverse a determination: two holders, each an auditor since before it or for 30
// days, and one at least who did not sign it.
Objection check_reversal(const Case& c, const Signings& signings);

}  // namespace pledgebook::ledger

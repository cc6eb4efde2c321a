// SPDX-License-Identifier: Apache-2.0
// Rules of a pledge's body, as submitted, revised or amended (domain.md, pledge.submitted).
#pragma once

#include "ledger/domain/rules/rules_case.h"

namespace pledgebook::ledger {

// Pointers start at the body: "/value/currency".
Objection check_pledge_body(const Case& c, const PledgeBody& body, const PartyId& owner);

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// A verdict on an export as JSON, as docs/VERIFYING.md describes it.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/proof/verify/verdict.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

[[nodiscard]] boost::json::object verdict_json(const Verdict& verdict, const WitnessPolicy& policy);

}  // namespace pledgebook::ledger

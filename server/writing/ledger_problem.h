// SPDX-License-Identifier: Apache-2.0
// LedgerProblem: what stands in the way of a statement, as a problem (server/http/problem.h).
#pragma once

#include "ledger/domain/values/refusal.h"
#include "ledger/log/admission.h"
#include "server/http/problem.h"

namespace pledgebook::server {

[[nodiscard]] Problem problem_of(const ledger::Refusal& refusal, unsigned status);
// All but Accepted. Of a conflict `head` is the stream's last statement, null for a stream without
// records.
[[nodiscard]] Problem problem_of(const ledger::Conflict& conflict);
[[nodiscard]] Problem problem_of(const ledger::Refused& refused);
[[nodiscard]] Problem problem_of(const ledger::Unavailable& unavailable);

}  // namespace pledgebook::server

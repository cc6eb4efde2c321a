// SPDX-License-Identifier: Apache-2.0
// LedgerProblem: why a statement was not recorded, as a problem (server/http/problem.h).
#pragma once

#include "ledger/domain/values/refusal.h"
#include "ledger/log/admission.h"
#include "server/http/problem.h"

namespace pledgebook::server {

[[nodiscard]] Problem problem_of(const ledger::Refusal& refusal, unsigned status);
// For every answer but Accepted. For a conflict, `head` is the stream's last statement, null for a
// stream without records.
[[nodiscard]] Problem problem_of(const ledger::Conflict& conflict);
[[nodiscard]] Problem problem_of(const ledger::Refused& refused);
[[nodiscard]] Problem problem_of(const ledger::Unavailable& unavailable);

}  // namespace pledgebook::server

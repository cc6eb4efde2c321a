// SPDX-License-Identifier: Apache-2.0
#include "server/writing/ledger_problem.h"

#include <string>

#include "ledger/domain/rules/rules.h"

namespace pledgebook::server {

Problem problem_of(const ledger::Refusal& refusal, unsigned status) {
  return {.status = status,
          .code = refusal.code,
          .detail = refusal.rule,
          .pointer = refusal.pointer,
          .accepted = refusal.accepted};
}

Problem problem_of(const ledger::Conflict& conflict) {
  const std::string head = conflict.head ? conflict.head->hex() : "null";
  return {.status = 409,
          .code = "head_moved",
          .detail =
              "the statement's prev is not the stream's last statement; sign it again with "
              "prev equal to head",
          .pointer = "/prev",
          .accepted = head,
          .members = {{"head", conflict.head ? '"' + head + '"' : head}}};
}

Problem problem_of(const ledger::Refused& refused) {
  return problem_of(refused.refusal, ledger::is_about_rights(refused.refusal.code) ? 403 : 422);
}

Problem problem_of(const ledger::Unavailable& unavailable) {
  return {.status = 503,
          .code = "unavailable",
          .detail = unavailable.reason,
          .retry_after_s = unavailable.retry_after_s};
}

}  // namespace pledgebook::server

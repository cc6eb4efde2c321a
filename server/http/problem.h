// SPDX-License-Identifier: Apache-2.0
// Problem: what is wrong with a request, for people and programs (RFC 9457). Its `type` is
// `/problems/<code>`; the codes and their meaning are listed in docs/API.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/error.h"
#include "ledger/log/admission.h"
#include "server/http/response.h"

namespace pledgebook::server {

struct Problem {
  unsigned status = 500;
  std::string code = {};      // stable, for programs: "head_moved"
  std::string detail = {};    // one sentence, with the remedy
  std::string pointer = {};   // RFC 6901 into the statement or envelope, or "?name" of the query
  std::string accepted = {};  // what would be accepted instead; "" where that says nothing
  int retry_after_s = 0;      // 0: no Retry-After
  std::string standing = {};  // of the record that it is about: "durable"; "" where it is of none
  // Of a conflict: the stream's last statement, or none for a stream without records.
  std::optional<std::optional<ledger::Sid>> head = {};
};

[[nodiscard]] Problem problem_of(const ledger::Refusal& refusal, unsigned status);
// Not found, or one of the states in which the ledger can't answer.
[[nodiscard]] Problem problem_of(const ledger::Error& error);
// What stands in the way of a submission: all but Accepted.
[[nodiscard]] Problem problem_of(const ledger::Conflict& conflict);
[[nodiscard]] Problem problem_of(const ledger::Refused& refused);
[[nodiscard]] Problem problem_of(const ledger::Unavailable& unavailable);

// The document alone, as a line of a stream carries it.
[[nodiscard]] std::string problem_json(const Problem& problem);
[[nodiscard]] Response to_response(const Problem& problem);
// The answer, or the problem that the error is.
[[nodiscard]] Response to_response(ledger::Result<Response> answer);

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Problem: an error answer for people and programs (RFC 9457). Its `type` is `/problems/<code>`,
// where the server says what the code means (server/web/problem_pages.h); docs/API.md lists the
// codes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/error.h"
#include "server/http/response.h"

namespace pledgebook::server {

// From this status on, the server has failed, not the client.
inline constexpr unsigned kServerFault = 500;

struct Problem {
  unsigned status = 500;
  std::string code = {};      // stable, for programs: "head_moved"
  std::string detail = {};    // one sentence, with the remedy
  std::string pointer = {};   // RFC 6901 into the statement or envelope, or "?name" of the query
  std::string accepted = {};  // what would be accepted instead; "" if nothing
  int retry_after_s = 0;      // 0: no Retry-After
  // Further members of the document (RFC 9457 section 3.2): a literal name, and JSON.
  struct Member {
    std::string_view name;
    std::string json;
  };
  std::vector<Member> members = {};
  // The cause, for the journal only: clients must not see errors of the disk.
  std::string cause = {};
};

// Not found, or one of the states in which there is no answer.
[[nodiscard]] Problem problem_of(const ledger::Error& error);
// For an exception with this `what`.
[[nodiscard]] Problem internal_problem(std::string_view what);
// The queue of the request's lane is full, or the server is stopping.
[[nodiscard]] Problem overloaded();
[[nodiscard]] Problem stopping();

// The document alone, as in a line of a stream.
[[nodiscard]] std::string problem_json(const Problem& problem);
// The same with the reference to the entry in the journal.
[[nodiscard]] std::string problem_json(Problem problem, std::string_view reference);
// The response to a 5xx keeps the problem, so that the reference can be added.
[[nodiscard]] Response to_response(const Problem& problem);
[[nodiscard]] Response to_response(Problem problem, std::string_view reference);
// The answer, or the error as a problem.
[[nodiscard]] Response to_response(ledger::Result<Response> answer);

}  // namespace pledgebook::server

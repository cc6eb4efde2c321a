// SPDX-License-Identifier: Apache-2.0
// Problem: what is wrong with a request, for people and programs (RFC 9457). Its `type` is
// `/problems/<code>`; the codes and their meaning are listed in docs/API.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/error.h"
#include "server/http/response.h"

namespace pledgebook::server {

// Status from which on it is the server that failed.
inline constexpr unsigned kServerFault = 500;

struct Problem {
  unsigned status = 500;
  std::string code = {};      // stable, for programs: "head_moved"
  std::string detail = {};    // one sentence, with the remedy
  std::string pointer = {};   // RFC 6901 into the statement or envelope, or "?name" of the query
  std::string accepted = {};  // what would be accepted instead; "" where that says nothing
  int retry_after_s = 0;      // 0: no Retry-After
  // What stands in the document besides (RFC 9457 section 3.2): a literal name, and JSON.
  struct Member {
    std::string_view name;
    std::string json;
  };
  std::vector<Member> members = {};
  // What went wrong, for the journal alone: a disk's words are none of a stranger's business.
  std::string cause = {};
};

// Not found, or one of the states in which there is no answer.
[[nodiscard]] Problem problem_of(const ledger::Error& error);
// Of an exception that says `what`.
[[nodiscard]] Problem internal_problem(std::string_view what);
// The lane that the request needs has no room, or the server stops.
[[nodiscard]] Problem overloaded();
[[nodiscard]] Problem stopping();

// The document alone, as a line of a stream carries it.
[[nodiscard]] std::string problem_json(const Problem& problem);
// The same with the reference under which the journal says more.
[[nodiscard]] std::string problem_json(Problem problem, std::string_view reference);
// Of a 5xx the response keeps the problem, so that the reference can be added.
[[nodiscard]] Response to_response(const Problem& problem);
[[nodiscard]] Response to_response(Problem problem, std::string_view reference);
// The answer, or the problem that the error is.
[[nodiscard]] Response to_response(ledger::Result<Response> answer);

}  // namespace pledgebook::server

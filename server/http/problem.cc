// SPDX-License-Identifier: Apache-2.0
#include "server/http/problem.h"

#include <memory>
#include <utility>

#include "server/http/json_text.h"

namespace pledgebook::server {
namespace {

// The title of all problems with this status.
std::string_view title_of(unsigned status) {
  switch (status) {
    case 403:
      return "The signers have no right to make this statement";
    case 409:
      return "The statement's prev is not the head of the stream";
    case 422:
      return "The statement is refused";
    case 503:
      return "The ledger can't answer now";
    default:
      return reason_phrase(status);
  }
}

void add_reference(Problem& problem, std::string_view reference) {
  problem.detail.append(" (reference ").append(reference).append(")");
  std::string json;
  append_json_string(json, reference);
  problem.members.push_back({"reference", std::move(json)});
}

}  // namespace

Problem problem_of(const ledger::Error& error) {
  using ledger::Errc;
  const auto unavailable = [&](std::string code) {
    return Problem{
        .status = 503, .code = std::move(code), .detail = error.detail, .retry_after_s = 5};
  };
  switch (error.code) {
    case Errc::not_found:
      return {.status = 404, .code = "not_found", .detail = error.detail};
    case Errc::busy:
      return unavailable("busy");
    case Errc::read_only:
    case Errc::unknown_outcome:
      return unavailable("read_only");
    case Errc::clock:
      return unavailable("clock");
    case Errc::exists:
    case Errc::corrupt:
    case Errc::unproven:
    case Errc::foreign:
    case Errc::storage:
      break;
  }
  // Details of a disk or a damaged file are for the operator, not for clients.
  return {.status = 500,
          .code = "storage",
          .detail = "the ledger could not be read; its operator must look at it",
          .cause = error.detail};
}

Problem internal_problem(std::string_view what) {
  return {.status = 500,
          .code = "internal",
          .detail = "the server failed to make this answer; its operator must look at it",
          .cause = std::string(what)};
}

Problem overloaded() {
  return {.status = 503,
          .code = "overloaded",
          .detail = "too many requests of this kind are waiting: ask again in a few seconds",
          .retry_after_s = 5};
}

Problem stopping() {
  return {.status = 503,
          .code = "stopping",
          .detail = "the server is stopping: ask again in a moment",
          .retry_after_s = 5};
}

std::string problem_json(const Problem& problem) {
  JsonText json;
  json.text("type", "/problems/" + problem.code)
      .text("title", title_of(problem.status))
      .number("status", problem.status)
      .text("detail", problem.detail)
      .text("code", problem.code);
  // The pointer says which part is refused; "" is the whole document.
  const bool is_refusal = !problem.accepted.empty() || !problem.pointer.empty();
  if (is_refusal) {
    json.text("pointer", problem.pointer)
        .text("rule", problem.detail)
        .text("accepted", problem.accepted);
  }
  for (const Problem::Member& member : problem.members) json.raw(member.name, member.json);
  return std::move(json).take();
}

std::string problem_json(Problem problem, std::string_view reference) {
  add_reference(problem, reference);
  return problem_json(problem);
}

Response to_response(const Problem& problem) {
  Response response{
      .status = problem.status, .content_type = kProblemJson, .body = problem_json(problem)};
  if (problem.retry_after_s > 0) {
    response.headers.push_back({"Retry-After", std::to_string(problem.retry_after_s)});
  }
  if (problem.status >= kServerFault) response.problem = std::make_shared<const Problem>(problem);
  return response;
}

Response to_response(Problem problem, std::string_view reference) {
  add_reference(problem, reference);
  return to_response(problem);
}

Response to_response(ledger::Result<Response> answer) {
  if (!answer) return to_response(problem_of(answer.error()));
  return *std::move(answer);
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/http/problem.h"

#include "ledger/domain/rules/rules.h"
#include "server/http/json_text.h"

namespace pledgebook::server {
namespace {

// What an answer of this status is about, the same for each of its occurrences.
std::string_view title_of(unsigned status) {
  switch (status) {
    case 403:
      return "The statement's signers may not say this";
    case 409:
      return "The stream has moved on";
    case 422:
      return "The statement is refused";
    case 503:
      return "The ledger can't answer now";
    default:
      return reason_phrase(status);
  }
}

}  // namespace

Problem problem_of(const ledger::Refusal& refusal, unsigned status) {
  return {.status = status,
          .code = refusal.code,
          .detail = refusal.rule,
          .pointer = refusal.pointer,
          .accepted = refusal.accepted};
}

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
  // What a disk or a damaged file says is for the operator, not for strangers.
  return {.status = 500,
          .code = "storage",
          .detail = "the ledger could not be read; its operator must look at it"};
}

Problem problem_of(const ledger::Conflict& conflict) {
  return {.status = 409,
          .code = "head_moved",
          .detail =
              "the statement's prev is not the stream's last statement; sign it again with "
              "prev equal to head",
          .pointer = "/prev",
          .accepted = conflict.head ? conflict.head->hex() : "null",
          .head = conflict.head};
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

std::string problem_json(const Problem& problem) {
  JsonText json;
  json.text("type", "/problems/" + problem.code)
      .text("title", title_of(problem.status))
      .number("status", problem.status)
      .text("detail", problem.detail)
      .text("code", problem.code);
  // A refusal is about a place; its pointer says which, "" being the whole document.
  const bool is_refusal = !problem.accepted.empty() || !problem.pointer.empty();
  if (is_refusal) {
    json.text("pointer", problem.pointer)
        .text("rule", problem.detail)
        .text("accepted", problem.accepted);
  }
  if (!problem.standing.empty()) json.text("standing", problem.standing);
  if (problem.head) {
    if (*problem.head) {
      json.text("head", (*problem.head)->hex());
    } else {
      json.null("head");
    }
  }
  return std::move(json).take();
}

Response to_response(const Problem& problem) {
  Response response{
      .status = problem.status, .content_type = kProblemJson, .body = problem_json(problem)};
  if (problem.retry_after_s > 0) {
    response.headers.push_back({"Retry-After", std::to_string(problem.retry_after_s)});
  }
  return response;
}

Response to_response(ledger::Result<Response> answer) {
  if (!answer) return to_response(problem_of(answer.error()));
  return *std::move(answer);
}

}  // namespace pledgebook::server

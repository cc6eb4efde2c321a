// SPDX-License-Identifier: Apache-2.0
#include "server/writing/statement_submitter.h"

#include <exception>
#include <utility>

#include "ledger/domain/values/timestamp.h"
#include "server/http/json_text.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

Outcome outcome_of(ledger::Answer answer) {
  struct Visitor {
    Outcome operator()(ledger::Accepted& accepted) const { return accepted; }
    Outcome operator()(ledger::Conflict& conflict) const { return problem_of(conflict); }
    Outcome operator()(ledger::Refused& refused) const { return problem_of(refused); }
    Outcome operator()(ledger::Unavailable& unavailable) const { return problem_of(unavailable); }
  };
  return std::visit(Visitor{}, answer);
}

unsigned status_of(const ledger::Accepted& accepted) { return accepted.repeated ? 200 : 201; }

void add_accepted(JsonText& json, const ledger::Accepted& accepted) {
  json.number("index", ledger::number(accepted.index))
      .text("sid", accepted.sid.hex())
      .text("leaf_hash", accepted.leaf_hash.hex())
      .text("recorded_at", ledger::to_text(accepted.recorded_at));
}

// A statement that can't be examined: out of memory.
Problem out_of_memory(std::string_view what) {
  return {
      .status = 503,
      .code = "unavailable",
      .detail = "the server has not enough memory to examine the statement; send it again later",
      .retry_after_s = 5,
      .cause = std::string(what)};
}

}  // namespace

Response to_response(const Outcome& outcome) {
  if (const auto* problem = std::get_if<Problem>(&outcome)) return to_response(*problem);
  const auto& accepted = std::get<ledger::Accepted>(outcome);
  JsonText json;
  add_accepted(json, accepted);
  Response response = json_response(status_of(accepted), std::move(json).take());
  response.headers.push_back(
      {"Location", "/api/v1/records/" + std::to_string(ledger::number(accepted.index))});
  return response;
}

std::string to_line(std::uint64_t line, const Outcome& outcome, std::string_view reference) {
  JsonText json;
  json.number("line", line);
  if (const auto* problem = std::get_if<Problem>(&outcome)) {
    json.number("status", problem->status)
        .raw("problem",
             reference.empty() ? problem_json(*problem) : problem_json(*problem, reference));
  } else {
    const auto& accepted = std::get<ledger::Accepted>(outcome);
    json.number("status", status_of(accepted));
    add_accepted(json, accepted);
  }
  return std::move(json).take() + "\n";
}

std::variant<ledger::Candidate, Problem> StatementSubmitter::examine(
    std::string_view envelope) const {
  try {
    auto statement = ledger::decode_envelope(envelope);
    if (!statement) {
      const bool is_too_large = statement.error().code == "envelope_too_large";
      return problem_of(statement.error(), is_too_large ? 413 : 400);
    }
    auto candidate = ledger::examine(*std::move(statement), sequencer_.key_ring());
    if (!candidate) return problem_of(ledger::Refused{std::move(candidate).error()});
    return *std::move(candidate);
  } catch (const std::exception& error) {
    return out_of_memory(error.what());
  }
}

void StatementSubmitter::submit(ledger::Candidate candidate, Reply reply) {
  sequencer_.submit(std::move(candidate), [reply = std::move(reply)](ledger::Answer answer) {
    reply(outcome_of(std::move(answer)));
  });
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/trials.h"

#include <chrono>
#include <string>
#include <utility>

#include "ledger/domain/json/envelope.h"
#include "ledger/log/ledger_reader.h"
#include "ledger/log/trial.h"
#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/routes/record_json.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kKey = "key";

// The ids of the keys that would sign; nothing if one of them is no id.
std::optional<std::vector<ledger::KeyId>> keys_of(const Request& request) {
  std::vector<ledger::KeyId> keys;
  for (const QueryParameter& given : request.target.query) {
    if (given.name != kKey || given.value.empty()) continue;
    const auto id = ledger::KeyId::from_hex(given.value);
    if (!id || keys.size() == ledger::kSignaturesMax) return std::nullopt;
    keys.push_back(*id);
  }
  return keys;
}

std::string refusal_json(const ledger::Refusal& refusal) {
  JsonText json;
  json.text("code", refusal.code)
      .text("pointer", refusal.pointer)
      .text("rule", refusal.rule)
      .text("accepted", refusal.accepted);
  return std::move(json).take();
}

ledger::Result<Response> try_statement(const Services& services, const Request& request,
                                       const std::vector<ledger::KeyId>& keys) {
  LEDGER_TRY(ledger::LedgerReader reader, ledger::LedgerReader::open(services.store));
  LEDGER_TRY(const LogPosition position, position_of(reader.snapshot(), services.released()));
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto refusals = ledger::trial(reader.registry(), request.body, keys,
                                      ledger::Index{ledger::number(position.size)}, now);
  LEDGER_CHECK(reader.check());
  std::string list = "[";
  for (const ledger::Refusal& refusal : refusals) {
    if (list.size() > 1) list.push_back(',');
    list += refusal_json(refusal);
  }
  JsonText json;
  add_position(json, position);
  json.boolean("accepted", refusals.empty()).raw("refusals", list + "]");
  return json_response(200, std::move(json).take());
}

Response answer_trial(const Services& services, const Request& request) {
  const auto keys = keys_of(request);
  if (keys) return to_response(try_statement(services, request, *keys));
  return to_response(Problem{.status = 400,
                             .code = "digest_invalid",
                             .detail = "the query has no valid key id, or more than 16",
                             .accepted = "64 lower-case hex digits, at most 16 times"});
}

}  // namespace

std::vector<Route> trial_routes(const Services& services) {
  return {
      {.method = Method::post,
       .pattern = "/api/v1/statements/check",
       .operation = "checkStatement",
       .group = "statements",
       .summary = "Whether the ledger would accept a statement; nothing is recorded",
       .parameters = {{.name = kKey,
                       .type = ParameterType::hash,
                       .description = "The id of a key that would sign it. Its signature is "
                                      "not needed.",
                       .repeats = true}},
       .bodies = {{.content_type = kJson,
                   .schema = "Statement",
                   .description = "The statement, unsigned: the payload of its envelope."}},
       .responses = {{200, kJson, "Trial", "The ledger's answer, as of its last record."},
                     {400, kProblemJson, "Problem", "A key id is malformed."}},
       .body_name = "statement",
       .handler = [&services](const Request& request) { return answer_trial(services, request); },
       .lane = Lane::reads}};
}

}  // namespace pledgebook::server

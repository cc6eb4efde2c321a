// SPDX-License-Identifier: Apache-2.0
// write_rule_vectors: prints tests/vectors/rule_set_1.json, from rule_story.h. The file is frozen:
// this program was needed to make it, and shows how to make that of the next rule set.
#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "crypto/base64.h"
#include "ledger/domain/json/statement.h"
#include "tests/interop/rule_story.h"
#include "tests/support/vector_log.h"

namespace pledgebook {
namespace {

namespace json = boost::json;

json::array signatures_of(const ledger::SignedStatement& signed_statement) {
  json::array signatures;
  for (const ledger::KeySignature& each : signed_statement.signatures) {
    signatures.push_back(json::object{{"key", each.key.hex()},
                                      {"signature", crypto::to_base64(each.signature.bytes)}});
  }
  return signatures;
}

[[nodiscard]] json::object written(const RuleStep& step, support::VectorLog& log) {
  json::object object{{"recorded_at_ms", step.recorded_at.time_since_epoch().count()},
                      {"payload", step.signed_statement.payload},
                      {"signatures", signatures_of(step.signed_statement)}};
  if (step.code.empty()) {
    const auto statement = ledger::decode_statement(step.signed_statement.payload);
    object["leaf"] = log.append(step.signed_statement, statement.value(), step.recorded_at).hex();
  } else {
    object["refused"] = step.code;
    object["pointer"] = step.pointer;
  }
  return object;
}

int run() {
  RuleStory story;
  tell_all(story);
  for (const std::string& fault : story.faults()) fmt::print(stderr, "{}\n", fault);
  if (!story.faults().empty()) return 1;
  fmt::print(
      "{{\"about\":\"a history under rule set 1, in order: statements that were admitted, "
      "each with the leaf hash of its record, and statements that were refused, each with "
      "its code and pointer; then the heads record and the checkpoint that end it; printed "
      "by tests/interop/write_rule_vectors.cc\",\n\"steps\":[");
  support::VectorLog log;
  std::string_view comma;
  for (const RuleStep& step : story.steps()) {
    fmt::print("{}\n{}", comma, json::serialize(written(step, log)));
    comma = ",";
  }
  fmt::print("],\n\"end\":{}}}\n", json::serialize(log.end("log-2")));
  return 0;
}

}  // namespace
}  // namespace pledgebook

int main() { return pledgebook::run(); }

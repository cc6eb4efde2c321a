// SPDX-License-Identifier: Apache-2.0
// Statements: an admitted payload equals the encoding of the decoded statement, and canonical JSON
// is its own canonical form.
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/json_mutator.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto json = ledger::parse_canonical_json(text))
    fuzz::promise(ledger::canonical_json(*json) == text);
  if (const auto json = ledger::parse_json(text)) {
    const std::string canonical = ledger::canonical_json(*json);
    fuzz::promise(ledger::parse_canonical_json(canonical).has_value());
  }
  if (const auto statement = ledger::decode_statement(text)) {
    const std::string written = ledger::encode_statement(*statement);
    const auto again = ledger::decode_statement(written);
    fuzz::promise(again && ledger::encode_statement(*again) == written);
  } else {
    fuzz::promise_sentence(statement.error().rule);
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t size_max, unsigned seed) {
  return fuzz::put(fuzz::mutated_mostly_json(fuzz::text_of(data, size), size_max, seed), data,
                   size_max);
}

}  // namespace pledgebook

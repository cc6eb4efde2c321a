// SPDX-License-Identifier: Apache-2.0
// Statements: what is admitted as canonical is what is written from what was understood, and
// canonical JSON is its own canonical form.
#include "ledger/domain/canonical_json.h"
#include "ledger/domain/statement.h"
#include "tests/fuzz/input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pledgebook;
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
  }
  return 0;
}

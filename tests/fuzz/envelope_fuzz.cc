// SPDX-License-Identifier: Apache-2.0
// A DSSE envelope that is read is the same after it is written and read again.
#include "ledger/domain/json/envelope.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/json_mutator.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto statement = ledger::decode_envelope(fuzz::text_of(data, size));
  if (!statement) {
    fuzz::promise_sentence(statement.error().rule);
    return 0;
  }
  const auto again = ledger::decode_envelope(ledger::encode_envelope(*statement));
  fuzz::promise(again && *again == *statement);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t size_max, unsigned seed) {
  return fuzz::put(fuzz::mutated_mostly_json(fuzz::text_of(data, size), size_max, seed), data,
                   size_max);
}

}  // namespace pledgebook

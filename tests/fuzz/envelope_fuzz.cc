// SPDX-License-Identifier: Apache-2.0
// A DSSE envelope that is read says the same once it is written and read again.
#include "ledger/domain/envelope.h"
#include "tests/fuzz/input.h"

using namespace pledgebook;  // NOLINT: one function

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto statement = ledger::decode_envelope(fuzz::text_of(data, size));
  if (statement) {
    const auto again = ledger::decode_envelope(ledger::encode_envelope(*statement));
    fuzz::promise(again && *again == *statement);
  }
  return 0;
}

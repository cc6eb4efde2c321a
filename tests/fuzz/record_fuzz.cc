// SPDX-License-Identifier: Apache-2.0
// Records have one encoding: what is read is written the same.
#include "ledger/log/record.h"
#include "tests/fuzz/input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pledgebook;
  const std::string_view octets = fuzz::text_of(data, size);
  if (const auto record = ledger::decode_record(octets))
    fuzz::promise(ledger::encode_record(*record) == octets);
  return 0;
}

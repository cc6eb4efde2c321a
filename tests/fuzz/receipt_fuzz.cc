// SPDX-License-Identifier: Apache-2.0
// Receipts have one spelling.
#include "ledger/proof/receipt.h"
#include "tests/fuzz/input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pledgebook;
  const std::string_view octets = fuzz::text_of(data, size);
  if (const auto receipt = ledger::parse_receipt(octets))
    fuzz::promise(ledger::encode_receipt(*receipt) == octets);
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Receipts have one encoding.
#include "ledger/proof/receipt.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  if (const auto receipt = ledger::parse_receipt(bytes)) {
    fuzz::promise(ledger::encode_receipt(*receipt) == bytes);
  } else {
    fuzz::promise_sentence(receipt.error().detail);
  }
  return 0;
}

}  // namespace pledgebook

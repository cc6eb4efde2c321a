// SPDX-License-Identifier: Apache-2.0
// Records have one encoding: after reading they are written the same.
#include "ledger/log/record/record.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  if (const auto record = ledger::decode_record(bytes)) {
    fuzz::promise(ledger::encode_record(*record) == bytes);
  } else {
    fuzz::promise_sentence(record.error().detail);
  }
  return 0;
}

}  // namespace pledgebook

// SPDX-License-Identifier: Apache-2.0
// A log's requests to a witness have one encoding.
#include "ledger/proof/witness_request.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = fuzz::text_of(data, size);
  if (const auto request = ledger::decode_witness_request(body)) {
    fuzz::promise(ledger::encode_witness_request(*request) == body);
  } else {
    fuzz::promise_sentence(request.error().detail);
  }
  return 0;
}

}  // namespace pledgebook

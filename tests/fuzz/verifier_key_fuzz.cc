// SPDX-License-Identifier: Apache-2.0
// Verifier keys have one encoding.
#include "crypto/verifier_key.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto key = crypto::VerifierKey::parse(text);
  if (!key) {
    fuzz::promise_sentence(key.error());
    return 0;
  }
  fuzz::promise(key->text() == text);
  fuzz::promise(crypto::is_key_name(key->name()));
  const auto again = crypto::VerifierKey::of(key->name(), key->public_key(), key->type());
  fuzz::promise(again && *again == *key);
  return 0;
}

}  // namespace pledgebook

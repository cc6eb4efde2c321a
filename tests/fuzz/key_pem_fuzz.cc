// SPDX-License-Identifier: Apache-2.0
// Key files: a key that is read is written and read again as the same key. Encrypted ones are left
// out, as scrypt makes each try take a tenth of a second.
#include "crypto/key_file.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view pem = fuzz::text_of(data, size);
  if (crypto::is_encrypted_pem(pem)) return 0;
  if (const auto secret = crypto::parse_secret_key_pem(pem, {})) {
    const auto again = crypto::parse_secret_key_pem(crypto::to_pem(*secret), {});
    fuzz::promise(again && again->public_key() == secret->public_key());
  } else {
    fuzz::promise_sentence(secret.error());
  }
  if (const auto key = crypto::parse_public_key_pem(pem)) {
    const auto again = crypto::parse_public_key_pem(crypto::to_pem(*key));
    fuzz::promise(again && *again == *key);
  } else {
    fuzz::promise_sentence(key.error());
  }
  return 0;
}

}  // namespace pledgebook

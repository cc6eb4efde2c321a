// SPDX-License-Identifier: Apache-2.0
#include "crypto/short_hash.h"

#include <sodium/crypto_shorthash_siphash24.h>

namespace pledgebook::crypto {

std::uint64_t short_hash(const ShortHashKey& key, Bytes bytes) noexcept {
  static_assert(crypto_shorthash_siphash24_KEYBYTES == std::tuple_size_v<ShortHashKey>);
  std::array<unsigned char, crypto_shorthash_siphash24_BYTES> hash;
  crypto_shorthash_siphash24(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                             bytes.size(), reinterpret_cast<const unsigned char*>(key.data()));
  std::uint64_t value = 0;
  for (std::size_t i = hash.size(); i > 0; --i) value = value << 8U | hash[i - 1];
  return value;
}

}  // namespace pledgebook::crypto

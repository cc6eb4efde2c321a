// SPDX-License-Identifier: Apache-2.0
// Hash: a SHA-256 digest. A value; compared by its bytes, so hashes sort in the order of their hex.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace pledgebook::crypto {

struct Hash {
  static constexpr std::size_t kSize = 32;

  std::array<std::byte, kSize> bytes{};

  // Nothing unless `bytes` are exactly 32.
  [[nodiscard]] static std::optional<Hash> from_bytes(Bytes bytes) noexcept {
    if (bytes.size() != kSize) return std::nullopt;
    Hash hash;
    std::memcpy(hash.bytes.data(), bytes.data(), kSize);
    return hash;
  }
  // Exactly 64 lower-case hex digits; anything else gives nothing.
  [[nodiscard]] static std::optional<Hash> from_hex(std::string_view text);
  [[nodiscard]] std::string hex() const;

  friend bool operator==(const Hash&, const Hash&) = default;
  friend auto operator<=>(const Hash&, const Hash&) = default;
};

}  // namespace pledgebook::crypto

// A digest is uniform already: its first eight bytes serve as the hash-table hash.
template <>
struct std::hash<pledgebook::crypto::Hash> {
  std::size_t operator()(const pledgebook::crypto::Hash& digest) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, digest.bytes.data(), sizeof value);
    return value;
  }
};

// SPDX-License-Identifier: Apache-2.0
// A short hash: SipHash-2-4, 64 bits. It detects accidental damage. Anybody who knows the key can
// make two texts with one hash, so it is no protection against an attacker.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "crypto/bytes.h"

namespace pledgebook::crypto {

using ShortHashKey = std::array<std::byte, 16>;

[[nodiscard]] std::uint64_t short_hash(const ShortHashKey& key, Bytes bytes) noexcept;

}  // namespace pledgebook::crypto

// SPDX-License-Identifier: Apache-2.0
// A short hash: SipHash-2-4, 64 bits. It tells apart what chance has damaged; who knows the key can
// make two texts of one hash, so it proves nothing against an opponent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "crypto/bytes.h"

namespace pledgebook::crypto {

using ShortHashKey = std::array<std::byte, 16>;

[[nodiscard]] std::uint64_t short_hash(const ShortHashKey& key, Bytes bytes) noexcept;

}  // namespace pledgebook::crypto

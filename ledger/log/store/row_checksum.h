// SPDX-License-Identifier: Apache-2.0
// The checksum of a row, for the rows of the log and of the read models: XXH3 of the value, seeded
// with XXH3 of the key, seeded with the table. It detects accidental damage, and a row under a
// wrong key. It does not protect against attackers: somebody who can write to the file can write
// checksums too.
#pragma once

#define XXH_INLINE_ALL  // most rows are short: a call would cost as much as the hash
#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace pledgebook::ledger {

// `table` is the number of the row's table in its database.
[[nodiscard]] inline std::uint64_t row_checksum(std::uint8_t table, std::string_view key,
                                                std::string_view value) noexcept {
  const XXH64_hash_t of_key = XXH3_64bits_withSeed(key.data(), key.size(), table);
  return XXH3_64bits_withSeed(value.data(), value.size(), of_key);
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Row check: what tells a damaged row from a whole one. LMDB has no checksums, and a history that
// is made from a damaged row is invalid for good. The store appends 8 bytes to each value that it
// puts, and holds them against each row that it reads:
//
//   value | u64 SipHash-2-4 over table, key and value, big-endian
//
// So a row in another's place is found out as well as a flipped bit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

// The value as it is stored. `table` is the place of the row's table in the database.
[[nodiscard]] std::string checked_value(std::uint8_t table, std::string_view key,
                                        std::string_view value);
// The value that was stored; nothing where these are not the bytes that were.
[[nodiscard]] std::optional<std::string_view> check_value(std::uint8_t table, std::string_view key,
                                                          std::string_view stored);

}  // namespace pledgebook::ledger

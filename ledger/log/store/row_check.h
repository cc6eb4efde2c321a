// SPDX-License-Identifier: Apache-2.0
// Row check: detects damaged rows. LMDB has no checksums, and a history made from a damaged row is
// invalid for good. The store appends 8 bytes to each value that it writes, and checks them in each
// row that it reads:
//
//   value | u64 row_checksum(table, key, value), big-endian
//
// So a row under the wrong key is detected as well as a flipped bit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/error.h"

namespace pledgebook::ledger {

// The value as it is stored. `table` is the number of the row's table in the database.
[[nodiscard]] std::string checked_value(std::uint8_t table, std::string_view key,
                                        std::string_view value);
// The value without its check; nothing if the check is wrong.
[[nodiscard]] std::optional<std::string_view> check_value(std::uint8_t table, std::string_view key,
                                                          std::string_view stored);

// Errc::corrupt for damaged rows, with the remedy: opening the ledger for writing rebuilds them,
// and so does a server that reads them. `of`: "the registry", or empty if it is not known.
[[nodiscard]] Error damaged_rows(std::string_view of = {});

}  // namespace pledgebook::ledger

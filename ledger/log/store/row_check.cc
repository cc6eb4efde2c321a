// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/store/row_check.h"

#include <fmt/format.h>

#include "ledger/big_endian.h"
#include "ledger/log/store/row_checksum.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kCheckBytes = sizeof(std::uint64_t);

}  // namespace

std::string checked_value(std::uint8_t table, std::string_view key, std::string_view value) {
  std::string stored;
  stored.reserve(value.size() + kCheckBytes);
  stored = value;
  put_big_endian(stored, row_checksum(table, key, value));
  return stored;
}

std::optional<std::string_view> check_value(std::uint8_t table, std::string_view key,
                                            std::string_view stored) {
  if (stored.size() < kCheckBytes) return std::nullopt;
  const std::string_view value = stored.substr(0, stored.size() - kCheckBytes);
  const auto check = ByteReader(stored.substr(value.size())).take<std::uint64_t>();
  if (check != row_checksum(table, key, value)) return std::nullopt;
  return value;
}

Error damaged_rows(std::string_view of) {
  return {
      Errc::corrupt,
      fmt::format("derived rows{}{} are damaged: serve the ledger, or add a statement to it, so "
                  "that they are rebuilt from the records",
                  of.empty() ? "" : " of ", of)};
}

}  // namespace pledgebook::ledger

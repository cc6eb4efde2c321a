// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/store/row_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/short_hash.h"
#include "ledger/big_endian.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kCheckBytes = sizeof(std::uint64_t);

// Two hashes, the second keyed by the first: no two (table, key, value) give the same input, and a
// long value is not copied.
std::uint64_t hash_of(std::uint8_t table, std::string_view key, std::string_view value) {
  crypto::ShortHashKey hash_key{};
  std::ranges::copy(crypto::as_bytes("pledgebook row"), hash_key.begin());
  hash_key.back() = std::byte{table};
  std::uint64_t of_key = crypto::short_hash(hash_key, crypto::as_bytes(key));
  for (std::size_t i = 0; i < sizeof of_key; ++i, of_key >>= 8U)
    hash_key[i] = static_cast<std::byte>(of_key & 0xffU);
  return crypto::short_hash(hash_key, crypto::as_bytes(value));
}

}  // namespace

std::string checked_value(std::uint8_t table, std::string_view key, std::string_view value) {
  std::string stored;
  stored.reserve(value.size() + kCheckBytes);
  stored = value;
  put_big_endian(stored, hash_of(table, key, value));
  return stored;
}

std::optional<std::string_view> check_value(std::uint8_t table, std::string_view key,
                                            std::string_view stored) {
  if (stored.size() < kCheckBytes) return std::nullopt;
  const std::string_view value = stored.substr(0, stored.size() - kCheckBytes);
  const auto check = ByteReader(stored.substr(value.size())).take<std::uint64_t>();
  if (check != hash_of(table, key, value)) return std::nullopt;
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

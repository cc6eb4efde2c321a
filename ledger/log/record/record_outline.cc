// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/record/record_outline.h"

#include <cstdint>

#include "ledger/big_endian.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kTypeAt = 1;
constexpr std::size_t kHeadBytes = 50;  // version, type, index, time, prev
constexpr char kStatementType = 1;

}  // namespace

std::optional<std::string_view> statement_payload(std::string_view bytes) noexcept {
  if (bytes.size() < kHeadBytes || bytes[kTypeAt] != kStatementType) return std::nullopt;
  ByteReader content(bytes.substr(kHeadBytes));
  const auto size = content.take<std::uint16_t>();
  const std::string_view payload = content.take(size);
  if (!content.ok()) return std::nullopt;
  return payload;
}

}  // namespace pledgebook::ledger

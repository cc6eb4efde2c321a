// SPDX-License-Identifier: Apache-2.0
// Row keys: numbers are big-endian, so that keys sort like numbers. Reading accepts any length:
// missing bytes of a damaged key count as zeros.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "ledger/domain/values/id.h"

namespace pledgebook::projections {

// The index of a pledge's first record, which identifies the pledge in views.
enum class Ordinal : std::uint64_t {};

inline void put_number(char* out, std::uint64_t value) noexcept {
  for (int i = 7; i >= 0; --i, value >>= 8U) out[i] = static_cast<char>(value & 0xFFU);
}
[[nodiscard]] inline std::uint64_t get_number(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i)
    value = (value << 8U) | (i < bytes.size() ? static_cast<std::uint8_t>(bytes[i]) : 0U);
  return value;
}

// A byte string of fixed size that converts to a key.
template <std::size_t N>
struct KeyBytes {
  std::array<char, N> bytes{};
  operator std::string_view() const noexcept { return {bytes.data(), N}; }
};

[[nodiscard]] inline KeyBytes<8> number_key(std::uint64_t value) noexcept {
  KeyBytes<8> key;
  put_number(key.bytes.data(), value);
  return key;
}

// The keys of `versions` and `facts`: a pledge, and the index of a record of its stream.
[[nodiscard]] inline KeyBytes<16> point_key(Ordinal pledge, ledger::Index index) noexcept {
  KeyBytes<16> key;
  put_number(key.bytes.data(), std::to_underlying(pledge));
  put_number(key.bytes.data() + 8, ledger::number(index));
  return key;
}
[[nodiscard]] inline Ordinal ordinal_of(std::string_view point_key) noexcept {
  return Ordinal{get_number(point_key)};
}
[[nodiscard]] inline ledger::Index index_of(std::string_view point_key) noexcept {
  point_key.remove_prefix(std::min<std::size_t>(8, point_key.size()));
  return ledger::Index{get_number(point_key)};
}

}  // namespace pledgebook::projections

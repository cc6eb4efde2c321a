// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/text.h"

#include <algorithm>
#include <cstdint>

namespace pledgebook::ledger {
namespace {

struct Scalar {
  char32_t value;
  std::size_t bytes;  // 0: not well-formed
};

constexpr Scalar kMalformed{0, 0};

// The code point at the start of `rest`, by the table of well-formed byte sequences (Unicode 15,
// table 3-7).
Scalar first_scalar(std::string_view rest) noexcept {
  const auto byte = [rest](std::size_t i) -> std::uint32_t {
    return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U;
  };
  const auto tail = [byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80U) return {lead, 1};
  if (lead >= 0xC2U && lead <= 0xDFU && tail(1)) {
    return {((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  }
  if (lead >= 0xE0U && lead <= 0xEFU && tail(1) && tail(2)) {
    const std::uint32_t value =
        ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    if (value < 0x800U || (value >= 0xD800U && value <= 0xDFFFU)) return kMalformed;
    return {value, 3};
  }
  if (lead >= 0xF0U && lead <= 0xF4U && tail(1) && tail(2) && tail(3)) {
    const std::uint32_t value = ((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) |
                                ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
    if (value < 0x10000U || value > 0x10FFFFU) return kMalformed;
    return {value, 4};
  }
  return kMalformed;
}

bool is_refused(char32_t c) noexcept {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  return (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0xFDD0 && c <= 0xFDEF) ||
         (c & 0xFFFEU) == 0xFFFEU;
}

}  // namespace

std::optional<std::size_t> count_characters(std::string_view utf8) noexcept {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::ranges::all_of(utf8, plain)) return utf8.size();
  std::size_t count = 0;
  while (!utf8.empty()) {
    const Scalar scalar = first_scalar(utf8);
    if (scalar.bytes == 0 || is_refused(scalar.value)) return std::nullopt;
    utf8.remove_prefix(scalar.bytes);
    ++count;
  }
  return count;
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// UTF-8, one code point at a time, for checks of the characters in a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pledgebook::crypto {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // how many bytes it takes; 0: they are not well-formed
};

// The code point at the start of `rest`, by the table of well-formed byte sequences (Unicode 15,
// table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. Inline, because statements
// are read with it.
[[nodiscard]] inline CodePoint first_code_point(std::string_view rest) noexcept {
  const auto byte = [rest](std::size_t i) -> std::uint32_t {
    return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U;
  };
  const auto tail = [byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  if (rest.empty()) return {};
  const std::uint32_t lead = byte(0);
  if (lead < 0x80U) return {lead, 1};
  if (lead >= 0xC2U && lead <= 0xDFU && tail(1)) {
    return {((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  }
  if (lead >= 0xE0U && lead <= 0xEFU && tail(1) && tail(2)) {
    const std::uint32_t value =
        ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    if (value < 0x800U || (value >= 0xD800U && value <= 0xDFFFU)) return {};
    return {value, 3};
  }
  if (lead >= 0xF0U && lead <= 0xF4U && tail(1) && tail(2) && tail(3)) {
    const std::uint32_t value = ((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) |
                                ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
    if (value < 0x10000U || value > 0x10FFFFU) return {};
    return {value, 4};
  }
  return {};
}

// Whether `text` is well-formed and `refused` is true of none of its code points.
template <class Refused>
[[nodiscard]] bool is_utf8_without(std::string_view text, Refused refused) noexcept {
  while (!text.empty()) {
    const CodePoint code_point = first_code_point(text);
    if (code_point.bytes == 0 || refused(code_point.value)) return false;
    text.remove_prefix(code_point.bytes);
  }
  return true;
}

// Makes foreign text fit for one line of a terminal or of a sentence: control characters (also
// escape sequences, line breaks and what turns the direction of text) and malformed bytes become
// blanks.
[[nodiscard]] std::string one_line(std::string_view utf8);

}  // namespace pledgebook::crypto

// SPDX-License-Identifier: Apache-2.0
// Base64 by table look-up: every statement that arrives in NDJSON passes here twice. The tables are
// indexed by the text, so running time may reveal it: use it for public data only, such as
// signatures and payloads.
#include "crypto/base64.h"

#include <array>
#include <cstdint>

namespace pledgebook::crypto {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlSafe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Any value above 63 says "not in the alphabet"; the high bit survives OR-ing four look-ups
// together.
constexpr std::uint8_t kInvalid = 0x80;

using DecodeTable = std::array<std::uint8_t, 256>;

constexpr DecodeTable make_table(std::string_view alphabet) {
  DecodeTable table{};
  table.fill(kInvalid);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}

constexpr DecodeTable kStandardTable = make_table(kStandard);
constexpr DecodeTable kUrlSafeTable = make_table(kUrlSafe);

// `digits` carries no padding. A last group of one digit, or of digits with bits left over, is
// refused.
std::optional<std::vector<std::byte>> decode(std::string_view digits, const DecodeTable& table) {
  const std::size_t rest = digits.size() % 4;
  if (rest == 1) return std::nullopt;
  const std::size_t whole = digits.size() / 4;
  std::vector<std::byte> bytes(whole * 3 + (rest == 0 ? 0 : rest - 1));
  const auto value = [&](std::size_t at) -> std::uint32_t {
    return table[static_cast<unsigned char>(digits[at])];
  };
  std::uint32_t seen = 0;
  std::byte* out = bytes.data();
  for (std::size_t i = 0; i < whole * 4; i += 4) {
    const std::uint32_t a = value(i), b = value(i + 1), c = value(i + 2), d = value(i + 3);
    seen |= a | b | c | d;
    const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
    *out++ = static_cast<std::byte>(group >> 16 & 0xff);
    *out++ = static_cast<std::byte>(group >> 8 & 0xff);
    *out++ = static_cast<std::byte>(group & 0xff);
  }
  if (rest != 0) {
    const std::size_t i = whole * 4;
    const std::uint32_t a = value(i), b = value(i + 1), c = rest == 3 ? value(i + 2) : 0;
    seen |= a | b | c;
    const std::uint32_t group = a << 18 | b << 12 | c << 6;
    if ((group & (rest == 3 ? 0xffU : 0xffffU)) != 0) return std::nullopt;
    *out++ = static_cast<std::byte>(group >> 16 & 0xff);
    if (rest == 3) *out++ = static_cast<std::byte>(group >> 8 & 0xff);
  }
  if ((seen & kInvalid) != 0) return std::nullopt;
  return bytes;
}

// `text`, a multiple of four, without its padding of at most two characters.
std::string_view without_padding(std::string_view text) noexcept {
  if (text.ends_with("==")) return text.substr(0, text.size() - 2);
  if (text.ends_with('=')) return text.substr(0, text.size() - 1);
  return text;
}

}  // namespace

std::string to_base64(Bytes bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  const auto byte = [&](std::size_t at) { return std::to_integer<std::uint32_t>(bytes[at]); };
  char* out = text.data();
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    *out++ = kStandard[group >> 18];
    *out++ = kStandard[group >> 12 & 0x3f];
    *out++ = kStandard[group >> 6 & 0x3f];
    *out++ = kStandard[group & 0x3f];
  }
  const std::size_t rest = bytes.size() - i;
  if (rest != 0) {
    const std::uint32_t group = byte(i) << 16 | (rest == 2 ? byte(i + 1) << 8 : 0);
    *out++ = kStandard[group >> 18];
    *out++ = kStandard[group >> 12 & 0x3f];
    if (rest == 2) *out++ = kStandard[group >> 6 & 0x3f];
  }
  return text;
}

std::optional<std::vector<std::byte>> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  return decode(without_padding(text), kStandardTable);
}

std::optional<std::vector<std::byte>> from_base64_any(std::string_view text) {
  const bool url_safe = text.find_first_of("-_") != std::string_view::npos;
  const std::string_view digits = text.size() % 4 == 0 ? without_padding(text) : text;
  return decode(digits, url_safe ? kUrlSafeTable : kStandardTable);
}

}  // namespace pledgebook::crypto

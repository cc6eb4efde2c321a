// SPDX-License-Identifier: Apache-2.0
// Hexadecimal text, and the hexadecimal form of Hash.
#include "crypto/hex.h"

#include <array>
#include <cstdint>
#include <span>

#include "crypto/hash.h"

namespace pledgebook::crypto {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

// The value of one digit, or -1.
constexpr int digit_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

// `text` is twice as long as `out`.
bool decode(std::string_view text, std::span<std::byte> out) noexcept {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = digit_value(text[2 * i]);
    const int low = digit_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    out[i] = static_cast<std::byte>(high * 16 + low);
  }
  return true;
}

}  // namespace

std::string to_hex(Bytes bytes) {
  std::string text(bytes.size() * 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = std::to_integer<std::uint8_t>(bytes[i]);
    text[2 * i] = kDigits[byte >> 4];
    text[2 * i + 1] = kDigits[byte & 0x0f];
  }
  return text;
}

std::optional<std::vector<std::byte>> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<std::byte> bytes(text.size() / 2);
  if (!decode(text, bytes)) return std::nullopt;
  return bytes;
}

std::optional<Hash> Hash::from_hex(std::string_view text) {
  if (text.size() != 2 * kSize) return std::nullopt;
  Hash hash;
  if (!decode(text, hash.bytes)) return std::nullopt;
  return hash;
}

std::string Hash::hex() const { return to_hex(bytes); }

}  // namespace pledgebook::crypto

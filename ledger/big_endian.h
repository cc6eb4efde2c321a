// SPDX-License-Identifier: Apache-2.0
// Big-endian integers and byte strings, as in records and row keys.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace pledgebook::ledger {

template <std::unsigned_integral T>
void put_big_endian(std::string& out, T value) {
  std::array<char, sizeof(T)> bytes;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    bytes[i] = static_cast<char>(static_cast<unsigned char>(value >> (8 * (sizeof(T) - 1 - i))));
  }
  out.append(bytes.data(), bytes.size());
}

// Takes bytes from the front of a text. If too few are left, everything read is zero and `ok` is
// false from then on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : rest_(bytes) {}

  template <std::unsigned_integral T>
  [[nodiscard]] T take() noexcept {
    std::uint64_t value = 0;
    for (const char c : take(sizeof(T))) value = value << 8U | static_cast<unsigned char>(c);
    return static_cast<T>(value);
  }
  [[nodiscard]] std::string_view take(std::size_t size) noexcept {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  template <std::size_t N>
  void take(std::array<std::byte, N>& out) noexcept {
    const std::string_view taken = take(N);
    if (ok_) std::memcpy(out.data(), taken.data(), N);
  }
  // False if more bytes were asked for than there were.
  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] bool at_end() const noexcept { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace pledgebook::ledger

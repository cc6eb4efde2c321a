// SPDX-License-Identifier: Apache-2.0
// Packed rows: the format of values in the views' tables: small, fast to read, private. A type
// lists its members once, for both directions: `void members(auto& row, Is<T> auto& v) { row(v.a,
// v.b); }`. If you change a list, increase kViewsVersion (position.h).
//
//   integers, enumerations, times, dates: LEB128, signed ones in zigzag form
//   text, ids: length, bytes; currencies and countries: 3 bytes
//   optional: 0, or 1 and the value; sequences and maps: number, items; arrays: items
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ledger/domain/kinds/fields.h"
#include "ledger/domain/values/country.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/money.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::projections {

__extension__ using Uint128 = unsigned __int128;

// Appends values to a row.
class Packer {
 public:
  explicit Packer(std::string& row) : row_(row) {}

  template <class... T>
  void operator()(const T&... values) {
    (write(values), ...);
  }

 private:
  template <class U>
  void number(U value) {
    for (; value >= 0x80U; value >>= 7U)
      row_.push_back(static_cast<char>(static_cast<std::uint8_t>(value) | 0x80U));
    row_.push_back(static_cast<char>(static_cast<std::uint8_t>(value)));
  }
  void text(std::string_view value) {
    number(std::uint64_t{value.size()});
    row_.append(value);
  }

  void write(bool value) { row_.push_back(value ? 1 : 0); }
  template <std::unsigned_integral T>
  void write(T value) {
    number(std::uint64_t{value});
  }
  void write(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
  }
  template <class E>
    requires std::is_enum_v<E>
  void write(E value) {
    number(static_cast<std::uint64_t>(value));
  }
  template <class Duration>
  void write(std::chrono::sys_time<Duration> value) {
    write(std::int64_t{value.time_since_epoch().count()});
  }
  void write(ledger::Decimal value) {
    const auto n = value.ten_thousandths();
    number((static_cast<Uint128>(n) << 1U) ^ static_cast<Uint128>(n >> 127U));
  }
  void write(ledger::Share value) { write(std::int64_t{value.millionths()}); }
  void write(const ledger::Currency& value) { row_.append(value.code()); }
  void write(const ledger::Country& value) { row_.append(value.iso3()); }
  void write(const std::string& value) { text(value); }
  template <class Tag>
  void write(const ledger::Id<Tag>& value) {
    text(value.text());
  }
  void write(const ledger::Money& value) { (*this)(value.amount, value.currency); }
  template <class T>
  void write(const std::optional<T>& value) {
    write(value.has_value());
    if (value) write(*value);
  }
  template <class T>
  void write(const std::vector<T>& items) {
    number(std::uint64_t{items.size()});
    for (const T& item : items) write(item);
  }
  template <class T, std::size_t N>
  void write(const std::array<T, N>& items) {
    for (const T& item : items) write(item);
  }
  template <class K, class T>
  void write(const std::map<K, T>& items) {
    number(std::uint64_t{items.size()});
    for (const auto& [key, item] : items) (*this)(key, item);
  }
  template <class T>
    requires requires(Packer& packer, const T& value) { members(packer, value); }
  void write(const T& value) {
    members(*this, value);
  }

  std::string& row_;
};

// Reads values back. If a row is too short, the missing values are zero and `good` is false.
class Unpacker {
 public:
  explicit Unpacker(std::string_view row) : row_(row) {}

  template <class... T>
  void operator()(T&... values) {
    (read(values), ...);
  }
  // No bytes were missing and none are left.
  [[nodiscard]] bool good() const noexcept { return good_ && row_.empty(); }
  // No bytes were missing.
  [[nodiscard]] bool good_so_far() const noexcept { return good_; }

 private:
  std::uint8_t byte() {
    if (row_.empty()) {
      good_ = false;
      return 0;
    }
    const auto value = static_cast<std::uint8_t>(row_.front());
    row_.remove_prefix(1);
    return value;
  }
  std::string_view bytes(std::uint64_t size) {
    if (size > row_.size()) {
      good_ = false;
      return {};
    }
    const std::string_view value = row_.substr(0, size);
    row_.remove_prefix(size);
    return value;
  }
  template <class U>
  U number() {
    U value = 0;
    for (unsigned shift = 0; shift < 8 * sizeof(U); shift += 7) {
      const std::uint8_t next = byte();
      value |= static_cast<U>(next & 0x7FU) << shift;
      if ((next & 0x80U) == 0) return value;
    }
    good_ = false;
    return value;
  }

  void read(bool& value) { value = byte() != 0; }
  template <std::unsigned_integral T>
  void read(T& value) {
    value = static_cast<T>(number<std::uint64_t>());
  }
  void read(std::int64_t& value) {
    const auto n = number<std::uint64_t>();
    value = static_cast<std::int64_t>((n >> 1U) ^ (~(n & 1U) + 1U));
  }
  template <class E>
    requires std::is_enum_v<E>
  void read(E& value) {
    value = static_cast<E>(number<std::uint64_t>());
  }
  template <class Duration>
  void read(std::chrono::sys_time<Duration>& value) {
    std::int64_t n = 0;
    read(n);
    value = std::chrono::sys_time<Duration>(Duration(static_cast<typename Duration::rep>(n)));
  }
  void read(ledger::Decimal& value) {
    const auto n = number<Uint128>();
    value = ledger::Decimal::from_ten_thousandths(
        static_cast<ledger::Int128>((n >> 1U) ^ (~(n & 1U) + 1U)));
  }
  void read(ledger::Share& value) {
    std::int64_t millionths = 0;
    read(millionths);
    value = ledger::Share::from_millionths(millionths);
  }
  void read(ledger::Currency& value) {
    if (const auto parsed = ledger::Currency::parse(bytes(3))) {
      value = *parsed;
    } else {
      good_ = false;
    }
  }
  void read(ledger::Country& value) {
    if (const auto parsed = ledger::Country::parse(bytes(3))) {
      value = *parsed;
    } else {
      good_ = false;
    }
  }
  void read(std::string& value) { value = bytes(number<std::uint64_t>()); }
  template <class Tag>
  void read(ledger::Id<Tag>& value) {
    if (auto parsed = ledger::Id<Tag>::parse(bytes(number<std::uint64_t>()))) {
      value = *std::move(parsed);
    } else {
      good_ = false;
    }
  }
  void read(ledger::Money& value) { (*this)(value.amount, value.currency); }
  template <class T>
  void read(std::optional<T>& value) {
    bool given = false;
    read(given);
    value.reset();
    if (given) read(value.emplace());
  }
  template <class T>
  void read(std::vector<T>& items) {
    const std::size_t size = items_left();
    items.resize(size);
    for (T& item : items) read(item);
  }
  template <class T, std::size_t N>
  void read(std::array<T, N>& items) {
    for (T& item : items) read(item);
  }
  template <class K, class T>
  void read(std::map<K, T>& items) {
    items.clear();
    for (std::size_t left = items_left(); left > 0; --left) {
      K key{};
      read(key);
      read(items.emplace_hint(items.end(), std::move(key), T{})->second);
    }
  }
  template <class T>
    requires requires(Unpacker& unpacker, T& value) { members(unpacker, value); }
  void read(T& value) {
    members(*this, value);
  }
  // Each item needs at least a byte, so a damaged count can't allocate much memory.
  std::size_t items_left() {
    const auto size = number<std::uint64_t>();
    if (size <= row_.size()) return size;
    good_ = false;
    return 0;
  }

  std::string_view row_;
  bool good_ = true;
};

template <class T>
[[nodiscard]] std::string pack(const T& value) {
  std::string row;
  Packer{row}(value);
  return row;
}

// False if `pack` could not have made these bytes.
template <class T>
[[nodiscard]] bool unpack(std::string_view row, T& value) {
  Unpacker unpacker(row);
  unpacker(value);
  return unpacker.good();
}

}  // namespace pledgebook::projections

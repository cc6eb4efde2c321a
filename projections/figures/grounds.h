// SPDX-License-Identifier: Apache-2.0
// Grounds: what else is needed to value a pledge besides its newest version: the length of its
// stream, and who signed which part. It is small even if the stream is long, so that one row per
// pledge is enough for questions about the present (docs/decisions/0024-indexes.md).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "projections/figures/version.h"

namespace pledgebook::projections {

// The four amounts of domain.md, always in this order.
enum class Amount : std::uint8_t { announced, committed, disbursed, verified };
inline constexpr std::size_t kAmounts = 4;
constexpr auto names_of(Amount) {
  return std::to_array<ledger::Name<Amount>>({{Amount::announced, "announced"},
                                              {Amount::committed, "committed"},
                                              {Amount::disbursed, "disbursed"},
                                              {Amount::verified, "verified"}});
}

// The figure of an amount in a version.
using FigureOf = std::optional<Figure> Version::*;
inline constexpr std::array<FigureOf, kAmounts> kFigures{&Version::announced, &Version::committed,
                                                         &Version::disbursed, &Version::verified};

struct Grounds {
  ledger::Instant submitted{};                     // the `at` of the stream's first record
  std::uint64_t records = 0;                       // of the stream
  std::map<KeyNumber, ledger::Index> last_signed;  // each key's last record of the stream
  // The keys that signed the record which states each amount; empty without the amount.
  std::array<std::vector<KeyNumber>, kAmounts> origin_keys;
  // The last review of the report that the verified amount comes from, and its keys.
  std::optional<ledger::Index> review;
  std::vector<KeyNumber> review_keys;
  friend bool operator==(const Grounds&, const Grounds&) = default;
};
void members(auto& row, ledger::Is<Grounds> auto& v) {
  row(v.submitted, v.records, v.last_signed, v.origin_keys, v.review, v.review_keys);
}

// `versions` are a pledge's versions up to a moment; not empty.
[[nodiscard]] Grounds grounds_of(std::span<const Version> versions);

// The version at that index; null if there is none.
[[nodiscard]] const Version* version_at(std::span<const Version> versions, ledger::Index index);
// The last review of the report at `origin`; null if there is none.
[[nodiscard]] const Version* last_review(std::span<const Version> versions, ledger::Index origin);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Ids: names that people give (Id) and names computed from bytes (Digest). Each kind is its own
// type, so that a pledge's id can't be passed where a party's is meant, nor a key's digest where a
// statement's is.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "crypto/hash.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kIdCharactersMax = 64;

// Whether `text` follows the grammar of ids: [a-z0-9-]{1,64} (docs/FORMAT.md, "Grammar").
[[nodiscard]] constexpr bool is_id(std::string_view text) noexcept {
  if (text.empty() || text.size() > kIdCharactersMax) return false;
  for (const char c : text) {
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!allowed) return false;
  }
  return true;
}

// A checked id. A default-constructed one is empty and equals no parsed one: "not read yet".
template <class Tag>
class Id {
 public:
  Id() = default;
  [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
    if (!is_id(text)) return std::nullopt;
    Id id;
    id.text_ = text;
    return id;
  }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  friend bool operator==(const Id&, const Id&) = default;
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

using PartyId = Id<struct PartyTag>;
using PledgeId = Id<struct PledgeTag>;
using ItemId = Id<struct ItemTag>;  // an item of a published list: a focus area, a goal, a group
using ListId = Id<struct ListTag>;  // a published list: "focus-area", "country-group"
using ObjectiveId = Id<struct ObjectiveTag>;  // an objective that pledges are compared with
using TargetId = Id<struct TargetTag>;        // a target within one pledge

// A SHA-256 digest that names something; on the wire 64 lower-case hex digits.
template <class Tag>
struct Digest {
  crypto::Hash hash;

  [[nodiscard]] static std::optional<Digest> from_hex(std::string_view text) {
    const auto hash = crypto::Hash::from_hex(text);
    if (!hash) return std::nullopt;
    return Digest{*hash};
  }
  [[nodiscard]] std::string hex() const { return hash.hex(); }

  friend bool operator==(const Digest&, const Digest&) = default;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

using Sid = Digest<struct SidTag>;                // H(PAE): a statement's identity
using KeyId = Digest<struct KeyTag>;              // H(public key)
using EvidenceHash = Digest<struct EvidenceTag>;  // H(a file that a report names)

// Position of a record, from 0; and a number of records: Size{n} covers Index 0 to n-1.
enum class Index : std::uint64_t {};
enum class Size : std::uint64_t {};

[[nodiscard]] constexpr std::uint64_t number(Index index) noexcept {
  return std::to_underlying(index);
}
[[nodiscard]] constexpr std::uint64_t number(Size size) noexcept {
  return std::to_underlying(size);
}

}  // namespace pledgebook::ledger

template <class Tag>
struct std::hash<pledgebook::ledger::Id<Tag>> {
  std::size_t operator()(const pledgebook::ledger::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text());
  }
};

template <class Tag>
struct std::hash<pledgebook::ledger::Digest<Tag>> {
  std::size_t operator()(const pledgebook::ledger::Digest<Tag>& digest) const noexcept {
    return std::hash<pledgebook::crypto::Hash>{}(digest.hash);
  }
};

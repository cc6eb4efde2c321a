// SPDX-License-Identifier: Apache-2.0
// SearchDocument: what the search index keeps of one record (docs/decisions/0042-search.md): the
// title and description of a pledge, a report's narrative, a number given at publication, or a
// party's name. A text that a later record replaces stays, and says which one that is: so the index
// answers for every moment, and for every earlier position of the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

// The index of a generation of views lies in this folder of its directory.
inline constexpr const char* kSearchFolder = "search";

// How far the index has come: the first `size` records, the last of them with this leaf.
struct SearchPosition {
  ledger::Size size{};
  crypto::Hash last_leaf;
};

// How much a word counts where it stands.
enum class SearchWeight : std::uint32_t { text = 1, name = 8, title = 24 };

struct WeightedText {
  std::string text;
  SearchWeight weight = SearchWeight::text;
};

// Whose text it is: a pledge's or a party's.
struct SearchSubject {
  std::optional<Ordinal> pledge;
  std::string party;  // its id; empty for a pledge
  friend bool operator==(const SearchSubject&, const SearchSubject&) = default;
};

struct SearchDocument {
  ledger::Index index{};
  ledger::Instant at{};
  SearchSubject subject;
  std::vector<WeightedText> texts;
  std::vector<std::string> names;  // ids and numbers, as a whole
  std::string shown;               // kept for excerpts
};

}  // namespace pledgebook::projections

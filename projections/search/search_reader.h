// SPDX-License-Identifier: Apache-2.0
// SearchReader: finds the texts that hold words, in the search index of one generation of views.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/error.h"
#include "projections/figures/context.h"
#include "projections/search/search_document.h"
#include "projections/search/terms.h"

namespace pledgebook::projections {

struct FoundText {
  ledger::Index index{};  // of the record that states it
  SearchSubject subject;
  double weight = 0;  // greater: more relevant
};

// A snapshot of the index; any number beside a writer, in other processes too. Threads: one at a
// time.
class SearchReader {
 public:
  // Errc::corrupt if it is damaged or missing.
  [[nodiscard]] static ledger::Result<SearchReader> open(const std::filesystem::path& directory);
  ~SearchReader();
  SearchReader(SearchReader&&) noexcept;
  SearchReader& operator=(SearchReader&&) noexcept;

  [[nodiscard]] const SearchPosition& position() const noexcept;
  // The texts in force at the moment that meet the condition, in order of index. Of parties'
  // texts, all that were known.
  [[nodiscard]] ledger::Result<std::vector<FoundText>> find(const SearchPart& part,
                                                            const Moment& moment);
  // The texts with this id or number.
  [[nodiscard]] ledger::Result<std::vector<FoundText>> find_name(std::string_view name,
                                                                 const Moment& moment);
  // SearchDocument::shown.
  [[nodiscard]] ledger::Result<std::string> shown(ledger::Index index);

 private:
  struct State;
  explicit SearchReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::projections

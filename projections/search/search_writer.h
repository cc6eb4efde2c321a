// SPDX-License-Identifier: Apache-2.0
// SearchWriter: writes the search index of one generation of views, a Xapian database beside its
// rows. It is committed before the rows, so it is never behind them; what is ahead of them is not
// in force at their position, and is written again, the same, when its records are folded.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/error.h"
#include "projections/search/search_document.h"

namespace pledgebook::projections {

// Threads: one at a time.
class SearchWriter {
 public:
  enum class Pace : std::uint8_t { live, rebuild };
  // Opens the index in `directory`, or makes an empty one; nobody else may write it. Errc::corrupt
  // if it is damaged, was not closed (index_seal.h), or is of another version.
  [[nodiscard]] static ledger::Result<std::unique_ptr<SearchWriter>> open(
      const std::filesystem::path& directory, Pace pace);
  ~SearchWriter();
  SearchWriter(const SearchWriter&) = delete;
  SearchWriter& operator=(const SearchWriter&) = delete;

  // As of the last commit.
  [[nodiscard]] const SearchPosition& position() const noexcept;
  void put(const SearchDocument& document);
  // The text that the record `old` states is replaced by that of another record.
  void end(ledger::Index old, ledger::Index by, ledger::Instant at);
  [[nodiscard]] bool has_changes() const noexcept;
  // Makes all changes durable. The error of this or any earlier call; then nothing was changed, and
  // the writer can't be used any more.
  [[nodiscard]] ledger::Result<void> commit(const SearchPosition& position);

 private:
  struct State;
  explicit SearchWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Search texts: the texts of committed records, into the search index. Of a pledge: its title, id,
// description, targets and partners' names, wherever they may have changed; the number under which
// it was published; the narratives of its reports. Of a party: its name and id.
//
// Threads: one at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

#include "ledger/domain/rules/fold.h"
#include "projections/search/search_writer.h"
#include "projections/store/position.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

class SearchTexts {
 public:
  // Opens the index beside the store's rows, or makes an empty one. If it can't be used (it is
  // damaged, was not closed, is behind the rows or of another log), rebuilds it from the rows and
  // the log, at their position; `rebuilt` then says why.
  [[nodiscard]] static ledger::Result<SearchTexts> open(const ledger::Store& log,
                                                        const ViewStore& store,
                                                        const ReadRows& rows,
                                                        const Position& position,
                                                        SearchWriter::Pace pace);
  // Why the index was rebuilt; empty: it was not.
  [[nodiscard]] const std::string& rebuilt() const noexcept { return rebuilt_; }

  // Call these after `entry` was folded into the registry; `rows` may lack the rows of the batch
  // under way.
  void apply_pledge(const ledger::Entry& entry, const ledger::PledgeState& pledge,
                    const ReadRows& rows);
  void apply_other(const ledger::Entry& entry, ledger::Registry& registry);

  // The rows of the batch are written: `rows` has them from now on.
  void end_batch() noexcept { stated_.clear(); }
  // Makes all texts so far durable, and says so in the position, which the rows keep.
  [[nodiscard]] ledger::Result<void> commit(Position& position);
  [[nodiscard]] bool has_changes() const noexcept { return writer_->has_changes(); }

 private:
  explicit SearchTexts(std::unique_ptr<SearchWriter> writer) : writer_(std::move(writer)) {}
  [[nodiscard]] static ledger::Result<SearchTexts> open_fitting(
      const std::filesystem::path& directory, const ledger::Store& log, const Position& position,
      SearchWriter::Pace pace);
  [[nodiscard]] ledger::Result<void> add_all(const ledger::Store& log, const ReadRows& rows);
  void replace_facts(const ledger::Entry& entry, const ledger::PledgeState& pledge,
                     const ReadRows& rows);

  std::unique_ptr<SearchWriter> writer_;
  std::string rebuilt_;
  std::unordered_map<ledger::PledgeId, ledger::Index> stated_;  // in this batch: the newest texts
};

}  // namespace pledgebook::projections

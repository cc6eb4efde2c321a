// SPDX-License-Identifier: Apache-2.0
// Builder: folds records, in order, into one generation of views: the base rows (versions, facts),
// the tallies of the materialised read models, the current row of each pledge, and the position, in
// one transaction per batch; before it ends, the texts of the batch are in the search index. A
// rebuild makes the tallies and current rows at its end, in one walk
// over the pledges; the result is the same, as tests and `digests` check.
//
// Threads: one at a time.
#pragma once

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "projections/figures/cells.h"
#include "projections/figures/facet_cells.h"
#include "projections/figures/value_sets.h"
#include "projections/fold/background_rows.h"
#include "projections/fold/current_rows.h"
#include "projections/fold/decoder.h"
#include "projections/fold/search_texts.h"
#include "projections/fold/view_registry.h"
#include "projections/store/position.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// The cells of all models and facets, and the sets of their pledges.
class Tallies {
 public:
  // The transaction outlives the object.
  explicit Tallies(WriteRows& rows) : cells_(rows), facets_(rows), sets_(rows) {}
  void contribute(const Context& context, const ValuedPledge& pledge, Sign sign) {
    cells_.contribute(context, pledge, sign);
    facets_.contribute(context, pledge, sign);
    sets_.contribute(context, pledge, sign);
  }
  // False, and nothing is written, if a row could not be decoded.
  [[nodiscard]] bool write() {
    if (cells_.damaged() || facets_.damaged() || sets_.damaged()) return false;
    cells_.write();
    facets_.write();
    sets_.write();
    return true;
  }

 private:
  StoredCells cells_;
  FacetCells facets_;
  ValueSets sets_;
};

class Builder {
 public:
  enum class Pace : std::uint8_t { live, rebuild };
  // Starts at the position of the store's rows. The log and the store outlive it.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Builder>> open(
      const ledger::Store& log, std::shared_ptr<ViewStore> store, Pace pace);

  // Folds the records of the batches in one transaction, skipping those below the position. The
  // first batch begins at or below the position, and each other batch at the end of the one before.
  // After an error the builder can't be used any more; the store's rows are unchanged, and the
  // search index has nothing that is in force at their position.
  [[nodiscard]] ledger::Result<void> apply(std::span<const ledger::CommittedBatchPointer> batches);
  // Ends a rebuild: makes the tallies, and makes everything durable. After it the pace is live.
  [[nodiscard]] ledger::Result<void> finish();

  [[nodiscard]] const Position& position() const noexcept { return position_; }
  // At the builder's position; shared with readers.
  [[nodiscard]] std::shared_ptr<const Background> background();
  [[nodiscard]] const std::shared_ptr<ViewStore>& store() const noexcept { return store_; }
  // Why the search index was rebuilt when the builder was opened; empty: it was not.
  [[nodiscard]] const std::string& search_rebuilt() const noexcept { return search_->rebuilt(); }

 private:
  Builder(const ledger::Store& log, std::shared_ptr<ViewStore> store, Pace pace)
      : store_(std::move(store)), source_(log), pace_(pace) {}

  void apply(const DecodedRecord& record, WriteRows& rows);
  void apply_pledge(const ledger::Entry& entry, WriteRows& rows);
  void take_away(const ledger::PledgeId& id, WriteRows& rows);
  void write_batch(WriteRows& rows);
  [[nodiscard]] ledger::Result<void> write_tallies(WriteRows& rows);
  [[nodiscard]] ledger::Result<void> remake_tallies(WriteRows& rows);

  struct PendingRow {
    ViewTable table;
    KeyBytes<16> key;
    std::string value;
  };

  std::shared_ptr<ViewStore> store_;  // shared with readers
  ViewRegistry source_;
  std::unique_ptr<ledger::Registry> registry_;
  ledger::GovernanceRows governance_rows_;
  std::optional<BackgroundRows> background_;
  std::optional<SearchTexts> search_;
  Pace pace_;
  Position position_;

  // The batch under way:
  std::vector<PendingRow> pending_;  // rows of versions and facts; written in the order of keys
  std::optional<Tallies> tallies_;   // touched pledges are subtracted
  std::optional<Context> context_;   // as it was before the batch
  std::unordered_map<ledger::PledgeId, Ordinal> touched_;
  bool revalue_ = false;  // the value of every figure may have changed
};

}  // namespace pledgebook::projections

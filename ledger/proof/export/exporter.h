// SPDX-License-Identifier: Apache-2.0
// Exporter: writes an export page by page (docs/FORMAT.md, "Export"). The bytes follow from the
// ledger, the checkpoint and the selection alone. No snapshot is held between pages, and none for
// longer than a page takes; memory holds a page, and the plan of what is to be written.
//
// One thread at a time. The store outlives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/export/export_basis.h"
#include "ledger/proof/export/export_items.h"
#include "ledger/proof/export/export_plan.h"
#include "ledger/proof/export/selection.h"
#include "ledger/proof/inclusion_prover.h"

namespace pledgebook::ledger {

class Exporter {
 public:
  // Finds out what is to be written: two microseconds or so for each record of it, some hundred
  // records a snapshot.
  [[nodiscard]] static Result<Exporter> open(const Store& store,
                                             std::shared_ptr<const ExportBasis> basis,
                                             Selection selection);

  // Adds the next page to `out`, 256 kB or so. False, and nothing is added, once all was written.
  [[nodiscard]] Result<bool> next(std::string& out);

  // How many records there are to write, and how many were.
  [[nodiscard]] std::uint64_t records() const noexcept;
  [[nodiscard]] std::uint64_t records_written() const noexcept { return next_record_; }
  [[nodiscard]] const ExportPlan& plan() const noexcept { return plan_; }

 private:
  enum class Part : std::uint8_t { head, records, streams, end };

  Exporter(const Store& store, std::shared_ptr<const ExportBasis> basis, Selection selection);
  [[nodiscard]] bool is_everything() const noexcept {
    return std::holds_alternative<Everything>(selection_);
  }
  [[nodiscard]] Index record_at(std::uint64_t place) const {
    return is_everything() ? Index{place} : plan_.records.at(place);
  }
  void write_head(std::string& out) const;
  [[nodiscard]] Result<void> write_records(std::string& out);
  void write_streams(std::string& out);
  [[nodiscard]] StreamProof prove(const std::string& stream, const HeadsMap::Place& place) const;

  const Store* store_;
  std::shared_ptr<const ExportBasis> basis_;  // shared with other exports of the same checkpoint
  Selection selection_;
  ExportPlan plan_;  // empty for Everything
  InclusionProver prover_;
  Part part_ = Part::head;
  std::uint64_t next_record_ = 0;
  std::string next_stream_;  // all before it were written
};

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Exporter: writes an export page by page (docs/FORMAT.md, "Export"). The bytes depend only on the
// ledger, the checkpoint and the selection. A snapshot is held only while a page is written; memory
// holds a page, and the plan of the export.
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
  // Plans the export: about two microseconds for each of its records, with one snapshot for some
  // hundred records.
  [[nodiscard]] static Result<Exporter> open(const Store& store,
                                             std::shared_ptr<const ExportBasis> basis,
                                             Selection selection);

  // Appends the next page to `out`, about 256 kB. False, and nothing is added, once all is written.
  [[nodiscard]] Result<bool> next(std::string& out);

  // The number of records to write, and of those written.
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
  [[nodiscard]] StreamProof prove(const std::string& stream, const HeadsMap::Position& place) const;

  const Store* store_;
  std::shared_ptr<const ExportBasis> basis_;  // shared with other exports of the same checkpoint
  Selection selection_;
  ExportPlan plan_;  // empty for Everything
  InclusionProver prover_;
  Part part_ = Part::head;
  std::uint64_t next_record_ = 0;
  std::string next_stream_;  // all streams before it are written
};

}  // namespace pledgebook::ledger

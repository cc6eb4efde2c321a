// SPDX-License-Identifier: Apache-2.0
// Rebuild: makes a new generation of views from the log alone, while the old one stays in use.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "ledger/progress.h"
#include "projections/fold/builder.h"
#include "projections/store/generations.h"

namespace pledgebook::projections {

// Records folded in one transaction.
inline constexpr std::size_t kBatchRecords = 10'240;

// The objects that folding needs.
struct Folding {
  unsigned decoders = 2;
  ledger::Progress on_progress;  // may be empty
  std::stop_token stop;          // checked between batches
};

// Folds the log into `builder` up to `to` records, or until a stop is requested.
[[nodiscard]] ledger::Result<void> advance(const ledger::Store& log, Builder& builder,
                                           ledger::Size to, const Folding& folding);

// Makes a new generation from the first `to` records. It is complete and durable but not in use. If
// a stop is requested, it ends with Errc::busy; the next rebuild removes its files.
[[nodiscard]] ledger::Result<std::unique_ptr<Builder>> build_generation(
    const ledger::Store& log, const Generations& generations, ledger::Size to,
    const Folding& folding);

struct OpenedGeneration {
  std::unique_ptr<Builder> builder;
  std::string replaced;  // why the views were replaced by empty ones; empty: they were not
};
// For the holder of the lock: opens the views in use, up to date or behind. If there are none, or
// they are damaged, of another version or of another log, makes empty ones.
[[nodiscard]] ledger::Result<OpenedGeneration> open_generation(const ledger::Store& log,
                                                               const Generations& generations);

// Whether a rebuild is faster than folding the missing records.
[[nodiscard]] bool is_far_behind(ledger::Size position, ledger::Size size) noexcept;

}  // namespace pledgebook::projections

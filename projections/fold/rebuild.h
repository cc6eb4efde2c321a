// SPDX-License-Identifier: Apache-2.0
// Rebuild: a generation of views made from the log alone, beside the one in use.
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

// What folding is done with, by whoever keeps views.
struct Folding {
  unsigned decoders = 2;
  ledger::Progress on_progress;  // may be empty
  std::stop_token stop;          // asked between batches
};

// Folds the log into `builder` up to `to` records, or until it is asked to stop.
[[nodiscard]] ledger::Result<void> advance(const ledger::Store& log, Builder& builder,
                                           ledger::Size to, const Folding& folding);

// Makes a new generation from the first `to` records. It is complete and durable but not in use.
// Asked to stop, it ends with Errc::busy, and what it made is removed by the next one.
[[nodiscard]] ledger::Result<std::unique_ptr<Builder>> build_generation(
    const ledger::Store& log, const Generations& generations, ledger::Size to,
    const Folding& folding);

struct OpenedGeneration {
  std::unique_ptr<Builder> builder;
  std::string replaced;  // why those in use were replaced by empty ones; empty: they were not
};
// For the holder of the lock: the views in use, up to date or behind; where there are none, where
// they are another version's, damaged, or not this log's, empty ones.
[[nodiscard]] ledger::Result<OpenedGeneration> open_generation(const ledger::Store& log,
                                                               const Generations& generations);

// Whether making views anew is quicker than folding what is missing.
[[nodiscard]] bool is_far_behind(ledger::Size position, ledger::Size size) noexcept;

}  // namespace pledgebook::projections

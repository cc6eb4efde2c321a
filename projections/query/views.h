// SPDX-License-Identifier: Apache-2.0
// Views: a consistent snapshot of all read models, at one position of the log. Every query of this
// folder (commitments.h, pledges.h, members.h, …) takes one.
//
// Threads: one at a time, any. Keep it for a second at most: meanwhile LMDB can't reuse free pages
// of the views.
#pragma once

#include <memory>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/progress.h"

namespace pledgebook::projections {

class Views {
 public:
  ~Views();
  Views(Views&&) noexcept;
  Views& operator=(Views&&) noexcept;

  // The number of records that were folded: index 0 to size-1 of the log.
  [[nodiscard]] ledger::Size size() const noexcept;
  // The time of the last of them; the epoch for an empty log.
  [[nodiscard]] ledger::RecordedAt recorded_at() const noexcept;

  // The failure of the first row that could not be read and was treated as absent: don't give an
  // answer then.
  [[nodiscard]] ledger::Result<void> check() const;

  // For the queries of this folder.
  struct State;
  explicit Views(std::unique_ptr<State> state);
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// For one query on the command line: brings the views up to date with the log. If a server has the
// views' lock, uses the views as they are. If this user may not write views, and those that are
// there are behind, makes some in a temporary directory. Damaged views are rebuilt. The store
// outlives the views.
[[nodiscard]] ledger::Result<Views> open_views(const ledger::Store& store,
                                               const ledger::Progress& on_progress);

}  // namespace pledgebook::projections

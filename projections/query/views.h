// SPDX-License-Identifier: Apache-2.0
// Views: one consistent look at all read models, at one position of the log. Every query of this
// folder (commitments.h, pledges.h, members.h, …) takes one.
//
// Threads: one at a time, any. Held for a second at most: pages of the views' environment can't be
// used again while it lives.
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

  // The records that these views were folded from: index 0 to size-1 of the log.
  [[nodiscard]] ledger::Size size() const noexcept;
  // Of the last of them; the epoch for an empty log.
  [[nodiscard]] ledger::RecordedAt recorded_at() const noexcept;

  // The first row that could not be read, and was taken for absent: no answer may stand after it.
  [[nodiscard]] ledger::Result<void> check() const;

  // For the queries of this folder.
  struct State;
  explicit Views(std::unique_ptr<State> state);
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// For one question on the command line: brings the views up to the log's end, or, where a server
// keeps them (it holds the views' lock) or nothing can be written there, takes them as they are.
// Damaged views are rebuilt. The store outlives the views.
[[nodiscard]] ledger::Result<Views> open_views(const ledger::Store& store,
                                               const ledger::Progress& on_progress);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Offline views: read models without a projector, for commands on a ledger's directory. See also
// open_views (query/views.h).
//
// Threads: one at a time; decoding uses threads of its own.
#pragma once

#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/progress.h"
#include "projections/views/digest.h"

namespace pledgebook::projections {

struct RebuiltViews {
  // The digests of the views that were in use, at the same size; empty if they could not be read.
  // Equal to `after` if there were none, or if they were of another version.
  Digests before;
  Digests after;
};

// Rebuilds all views from the log and puts them in use; only then it reads the old ones. Blocks.
// Errc::busy if another process has the views' lock.
[[nodiscard]] ledger::Result<RebuiltViews> rebuild_views(const ledger::Store& store,
                                                         const ledger::Progress& on_progress);

}  // namespace pledgebook::projections

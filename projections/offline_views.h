// SPDX-License-Identifier: Apache-2.0
// Offline views: read models that no projector keeps, for commands on a ledger's directory. See
// also open_views (query/views.h).
//
// Threads: one at a time; decoding takes some more.
#pragma once

#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/progress.h"
#include "projections/views/digest.h"

namespace pledgebook::projections {

struct RebuiltViews {
  // Of those that were in use, at the same size; empty where they could not be read. Equal to
  // `after` where there were none, or another version's.
  Digests before;
  Digests after;
};

// Rebuilds all views from the log and puts them in use, before it looks at those that were. The
// caller waits; Errc::busy where another process keeps the views.
[[nodiscard]] ledger::Result<RebuiltViews> rebuild_views(const ledger::Store& store,
                                                         const ledger::Progress& on_progress);

}  // namespace pledgebook::projections

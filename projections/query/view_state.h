// SPDX-License-Identifier: Apache-2.0
// Views::State: what the queries of this folder read.
#pragma once

#include <memory>

#include "ledger/log/store/store.h"
#include "projections/figures/context.h"
#include "projections/query/query.h"
#include "projections/query/views.h"
#include "projections/store/position.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

struct Views::State {
  const ledger::Store& log;
  std::shared_ptr<ViewStore> store;  // shared with the projector; destroyed after the rows
  ReadRows rows;
  Position position;
  std::shared_ptr<const Background> background;  // shared by all views of the same position
};

// Looks at the store as it is. `background` is used if it is the position's, else read.
[[nodiscard]] ledger::Result<Views> look(const ledger::Store& log, std::shared_ptr<ViewStore> store,
                                         std::shared_ptr<const Background> background,
                                         std::uint64_t background_revision);

// The moment that a query asks for. A position of the log for the recorded axis: the number of
// records at or before `as_of`, which the log's own times give.
[[nodiscard]] ledger::Result<Moment> moment_of(const Views& views, const Query& query);

}  // namespace pledgebook::projections

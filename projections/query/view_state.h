// SPDX-License-Identifier: Apache-2.0
// Views::State: the data that the queries of this folder read.
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

// Opens a read transaction on the store. Uses `background` if it is that of the position, else
// reads it.
[[nodiscard]] ledger::Result<Views> look(const ledger::Store& log, std::shared_ptr<ViewStore> store,
                                         std::shared_ptr<const Background> background,
                                         std::uint64_t background_revision);

// The error for a row that can't be decoded.
[[nodiscard]] ledger::Error damaged_views();

// The moment that a query asks for. For the recorded axis it is a position of the log: the number
// of records at or before `as_of`, by the log's own times.
[[nodiscard]] ledger::Result<Moment> moment_of(const Views& views, const Query& query);

}  // namespace pledgebook::projections

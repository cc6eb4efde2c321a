// SPDX-License-Identifier: Apache-2.0
// Candidates: the pledges that can pass a query's filters, so that only those are read
// (docs/decisions/0024-indexes.md).
#pragma once

#include <optional>
#include <vector>

#include "projections/figures/context.h"
#include "projections/query/query.h"
#include "projections/query/text_search.h"
#include "projections/store/row_keys.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

struct Candidates {
  std::vector<Ordinal> ordinals;  // in order, each once
  bool exact = false;             // each of them passes: no further check is needed
};

// Nothing if any pledge may pass. `day` is that of timeliness; `hits` are those of the query's
// search, null if it has none. Errc::corrupt if a row is damaged.
[[nodiscard]] ledger::Result<std::optional<Candidates>> find_candidates(const ReadRows& rows,
                                                                        const Context& context,
                                                                        const Query& query,
                                                                        ledger::Date day,
                                                                        const TextHits* hits);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Candidates: the pledges that can pass a query's filters, found in the index, so that only those
// are read. Of several filters, the most selective is used; the reader of the pledges checks the
// others (docs/decisions/0024-indexes.md).
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

// Nothing if no index helps: any pledge may pass. `hits` are those of the query's search; null if
// it has none.
[[nodiscard]] std::optional<Candidates> find_candidates(const ReadRows& rows,
                                                        const Context& context, const Query& query,
                                                        const TextHits* hits);

}  // namespace pledgebook::projections

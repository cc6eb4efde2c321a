// SPDX-License-Identifier: Apache-2.0
// WordSearch: which pledges have a word in their own texts.
//
// Threads: as the views.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "projections/figures/context.h"
#include "projections/query/view_state.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

// Of each word, the pledges whose own title, description, number or reports have it, in order of
// ordinal; some may not have existed at a stated time.
[[nodiscard]] ledger::Result<std::vector<std::vector<Ordinal>>> pledges_with_words(
    const Views::State& views, const Context& context, std::span<const std::string> words);

}  // namespace pledgebook::projections

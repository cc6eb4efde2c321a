// SPDX-License-Identifier: Apache-2.0
// IndexedRecords: which records of pledges' streams propose or accept a match or carry a lesson,
// and which pledges declare an overlap with another, in table `index` (store/index_keys.h). The
// records themselves stay in the log.
//
// Threads: as the rows.
#pragma once

#include "ledger/domain/rules/fold.h"
#include "projections/figures/version.h"
#include "projections/store/row_keys.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// Adds the rows of a record of the pledge's stream, after it was folded.
void index_record(const ledger::Entry& entry, Ordinal pledge, ledger::Registry& registry,
                  WriteRows& rows);
// Adds the rows of the overlaps that the pledge declares, by its `facts`.
void index_overlaps(const Facts& facts, Ordinal pledge, WriteRows& rows);

}  // namespace pledgebook::projections

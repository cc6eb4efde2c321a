// SPDX-License-Identifier: Apache-2.0
// IndexedRecords: which records propose or accept a match, carry a lesson, name a file of evidence,
// attest of a pledge or are messages about one, and which pledges declare an overlap with another,
// in table `index` (store/index_keys.h). The records themselves stay in the log.
//
// Threads: as the rows.
#pragma once

#include <span>

#include "ledger/domain/kinds/report.h"
#include "ledger/domain/rules/fold.h"
#include "projections/figures/version.h"
#include "projections/store/row_keys.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// Adds the rows of a record of the pledge's stream, after it was folded.
void index_record(const ledger::Entry& entry, Ordinal pledge, ledger::Registry& registry,
                  WriteRows& rows);
// The same for a record of another stream.
void index_talk(const ledger::Entry& entry, WriteRows& rows);
// Of a message's topic, in its key; the topics' names begin with different ones.
[[nodiscard]] char topic_letter(ledger::Topic topic) noexcept;
// The files that a statement names as its evidence.
[[nodiscard]] std::span<const ledger::Evidence> evidence_of(const ledger::Body& body) noexcept;
// Adds the rows of the overlaps that the pledge declares, by its `facts`.
void index_overlaps(const Facts& facts, Ordinal pledge, WriteRows& rows);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// LatestRecords: the newest records of pledges, for feeds.
#pragma once

#include <cstddef>
#include <vector>

#include "ledger/error.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

// The newest `count` records of the streams of all pledges that pass, as far as they count at the
// selection's moment, newest first.
[[nodiscard]] ledger::Result<std::vector<ledger::Index>> latest_records(const Selection& selection,
                                                                        std::size_t count);
// The same of one pledge, with what others say of it in other streams: matches that they propose or
// accept, attestations and messages. Errc::not_found if there was no such pledge at the moment.
[[nodiscard]] ledger::Result<std::vector<ledger::Index>> latest_records_of(
    const Selection& selection, const ledger::PledgeId& id, std::size_t count);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// LatestAttestations: what others attest of all pledges that pass, newest first (of one pledge,
// oldest first: attestations.h).
#pragma once

#include <boost/json/object.hpp>

#include "projections/query/talk_rows.h"
#include "projections/views/attestations.h"

namespace pledgebook::projections {

// {…, "total", "page", "per_page", "rows": [newest first, the withdrawn ones too: as
// attestations.h has it, with "by_name", "pledge", "pledge_title", "member", "member_name"]}
[[nodiscard]] ledger::Result<boost::json::object> latest_attestations(const Views& views,
                                                                      const Query& query,
                                                                      ledger::RecordedAt now);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Members: each member with the tally of its pledges.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "total", "page", "per_page", "rows": [{"member", "name", "sector", "country", …tally}]} in
// the order of ids.
[[nodiscard]] ledger::Result<boost::json::object> members(const Views& views, const Query& query,
                                                          ledger::RecordedAt now);
// One of them: {…, "member": {…as a row, "roles", "suspended", "keys", "keys_total"},
// "focus_areas":
// [{"focus_area", …tally}], "total", "page", "per_page", "pledges": [rows as in pledges.h]};
// Pledges (in the order of submission) and keys are one page, with their total numbers; figures are
// of all pledges. Errc::not_found if there is no such party.
[[nodiscard]] ledger::Result<boost::json::object> member(const Views& views,
                                                         const ledger::PartyId& id,
                                                         const Query& query,
                                                         ledger::RecordedAt now);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Parties: everybody who is registered, with or without pledges: members, officers' parties,
// verifiers.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "total", "page", "per_page", "rows": [{"party", "name", "sector", "country",
// "itu_membership", "roles", "suspended", "pledges"}]} in the order of ids. Of the filters, member,
// sector, country (the party's) and q (words of its name or id) apply; `pledges` counts all of the
// party.
[[nodiscard]] ledger::Result<boost::json::object> parties(const Views& views, const Query& query,
                                                          ledger::RecordedAt now);

}  // namespace pledgebook::projections

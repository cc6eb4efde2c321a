// SPDX-License-Identifier: Apache-2.0
// WaitingMatches: the part of a country's page about proposed matches that nobody has accepted yet.
#pragma once

#include "projections/query/selection.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

// Of the pledges that the selection selects; nothing where none waits.
[[nodiscard]] ledger::Result<void> set_waiting_matches(Fields& fields, const PageContext& context,
                                                       const projections::Selection& selection);

}  // namespace pledgebook::server

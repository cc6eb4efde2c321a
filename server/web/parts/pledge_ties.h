// SPDX-License-Identifier: Apache-2.0
// PledgeTies: the parts of a pledge's page about others: the pledges that it is matched with, the
// amounts that it shares with others, and the lessons of its reports.
#pragma once

#include "projections/views/pledge_history.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<void> set_ties(Fields& fields, const PageContext& context,
                                            const projections::PledgeStory& story);

}  // namespace pledgebook::server

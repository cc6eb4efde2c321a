// SPDX-License-Identifier: Apache-2.0
// PledgeTalk: the parts of a pledge's page in the words of others: what they attest, and the
// discussion in threads; with the ways to the forms where the pledge was published.
#pragma once

#include "projections/views/pledge_history.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<void> set_talk(Fields& fields, const PageContext& context,
                                            const projections::PledgeStory& story);

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// NewestTalk: the newest messages about the pledges of a page, each with a way to its discussion.
#pragma once

#include <string>

#include "projections/query/selection.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

// `feed`: where they are as Atom. Without messages the section stands only where it `is_expected`,
// and says that there are none.
[[nodiscard]] ledger::Result<void> set_newest_talk(Fields& fields, const PageContext& context,
                                                   const projections::Selection& selection,
                                                   const std::string& feed, bool is_expected);

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// ToldPart: one record of a pledge's history on its page: what happened, when it was said and
// recorded, in whose words, what it changed, and where its proof is.
#pragma once

#include "projections/views/pledge_history.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

void set_told(Fields& entry, const PageContext& context, const projections::PledgeStory& story,
              const projections::Told& told);

}  // namespace pledgebook::server

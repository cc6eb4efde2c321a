// SPDX-License-Identifier: Apache-2.0
// Amounts: the four amounts side by side, on one scale from zero, and beside them what has no USD
// value: the same on the dashboard and on the page of a member or country.
#pragma once

#include "projections/figures/tally.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

// `list` has the pledges that add up to them.
void set_four_amounts(Fields& fields, const PageContext& context,
                      const projections::Amounts& amounts, const Address& list);

}  // namespace pledgebook::server

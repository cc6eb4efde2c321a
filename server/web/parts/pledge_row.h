// SPDX-License-Identifier: Apache-2.0
// PledgeRow: one pledge in a list, the same on every page that lists pledges.
#pragma once

#include "projections/query/selection.h"
#include "server/web/frame/address.h"
#include "server/web/frame/html.h"

namespace pledgebook::server {

[[nodiscard]] Html pledge_row(const projections::Context& context, const Address& address,
                              const projections::ValuedPledge& pledge, ledger::Date day);
// "Kenya, Uganda", "16 countries", "Global".
[[nodiscard]] std::string places_of(const projections::Facts& facts, Language language);
// How to show an amount: in USD where it has a value there, else in its own currency.
[[nodiscard]] std::string shown_amount(Language language, const projections::ValuedAmount& amount);

}  // namespace pledgebook::server

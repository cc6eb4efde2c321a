// SPDX-License-Identifier: Apache-2.0
// The JSON of tallies, the same in every read model. Amounts are decimal strings with the decimals
// of their currency (amount_text of ledger/domain/values/reference.h), by currency in the order of
// codes; counts of zero and currencies without an amount are left out.
//
//   pledges            how many
//   by_state           {"PUBLISHED": 2, …}; by_assurance, by_timeliness likewise. Timeliness is of
//                      open pledges: nothing more is expected of the others
//   announced, committed, disbursed, verified   {"USD": "1.00"}, of pledges that count in totals
//   usd                {"announced": "1.00", …}: the same in USD, where it has a USD value
//   no_usd_value       {"announced": {"pledges": 1, "amounts": {"EUR": "1.00"}}, …}: the rest
//   disputed           {"announced": {"EUR": "1.00"}, …}: the part that is disputed
//   overlap_usd, net_usd   what pledges of this row declare to count twice, and the announced USD
//                      less that; where a row gives them
//   targets            {"met", "total"}
//   last_report        the day of the newest report, or null
//   entered_on_behalf, recovered_key, disputed_pledges   how many pledges
#pragma once

#include <boost/json/object.hpp>
#include <optional>

#include "projections/figures/tally.h"

namespace pledgebook::projections {

// Adds the members from `announced` to `disputed`.
void write_amounts(boost::json::object& row, const Amounts& amounts);
// Adds all members but for the net ones.
void write_tally(boost::json::object& row, const Tally& tally, ledger::Date today);
// Adds `overlap_usd`, unless it is zero, and `net_usd`.
void write_net(boost::json::object& row, const Amounts& amounts, ledger::Decimal overlap);

// {"amount", "currency"}
[[nodiscard]] boost::json::object to_json(const ledger::Money& money);
// A figure with its value: {"amount", "currency", "usd", "disputed"?}; null without one.
[[nodiscard]] boost::json::value to_json(const std::optional<ValuedAmount>& valued);
// {"USD": "1.00", …}
[[nodiscard]] boost::json::object to_json(const CurrencySums& sums);

}  // namespace pledgebook::projections

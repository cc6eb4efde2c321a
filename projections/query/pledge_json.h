// SPDX-License-Identifier: Apache-2.0
// The row of a pledge, the same in lists, queues, a member's page and the pledge's own:
//
//   id, number, title, member, member_name, sector, type, nature, focus_area,
//   secondary_focus_areas, scope, countries: [{iso3, share}], start, end
//   state, timeliness (null where nothing more is expected), assurance
//   announced, committed, disbursed, verified: {amount, currency, usd, disputed?} or null
//   submitted, published, last_activity, last_report: days or null; targets: {met, total}
//   version: the number of its records; entered_on_behalf ("entered by the operator, not signed by
//   the member"), recovered_key, disputed: true or false
#pragma once

#include <boost/json/object.hpp>

#include "projections/figures/valued_pledge.h"

namespace pledgebook::projections {

[[nodiscard]] boost::json::object pledge_row(const Context& context, const ValuedPledge& pledge,
                                             ledger::Date today);

// The ids of a list as JSON.
[[nodiscard]] boost::json::array ids_json(const std::vector<ledger::ItemId>& ids);

// {"en": …} of an item's titles; empty without an item.
[[nodiscard]] boost::json::object titles_json(const ledger::ListItem* item);

// Adds `sector` and `country` as the context knows the party, and its name under `name_member`.
void write_party(boost::json::object& row, const Context& context, const ledger::PartyId& id,
                 std::string_view name_member);

// The index of the record that has suspended the party, or null.
[[nodiscard]] boost::json::value suspension_json(const PartyVersion& party);

}  // namespace pledgebook::projections

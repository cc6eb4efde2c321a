// SPDX-License-Identifier: Apache-2.0
// RatesText: tables of exchange rates for people.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cli/shell/table.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {

// The pledges whose announced amounts a table values, by the table's effective day.
using ValuedPledges = std::map<ledger::Date, std::vector<std::string>>;
enum class PledgesShown : std::uint8_t { count, ids };
// Each table that was published: its day, record and source, whether it is in force, corrected or
// void, and which pledges it values.
[[nodiscard]] Table rate_tables(const ledger::Governance& governance, const ValuedPledges& valued,
                                PledgesShown shown);
// The same as an array, with the rates.
[[nodiscard]] boost::json::array rate_tables_json(const ledger::Governance& governance,
                                                  const ValuedPledges& valued);

// A new table beside the one in force on its day: each rate, and by how much it departs. A rate
// that departs by more than 30 per cent is questioned. `body`: of rates.published.
[[nodiscard]] std::string rate_changes_text(const ledger::Governance& governance,
                                            const boost::json::object& body);

}  // namespace pledgebook::cli

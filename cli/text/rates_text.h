// SPDX-License-Identifier: Apache-2.0
// RatesText: tables of exchange rates for people.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "cli/shell/terminal.h"
#include "ledger/domain/rules/registry.h"

namespace pledgebook::cli {

// Each table that was published: its day, record and source, and whether it is in force, corrected
// or void.
[[nodiscard]] std::string rate_tables_text(const ledger::Governance& governance,
                                           const Terminal& terminal);

// A new table beside the one in force on its day: each rate, and by how much it departs. A rate
// that departs by more than 30 per cent is questioned. `body`: of rates.published.
[[nodiscard]] std::string rate_changes_text(const ledger::Governance& governance,
                                            const boost::json::object& body);

}  // namespace pledgebook::cli

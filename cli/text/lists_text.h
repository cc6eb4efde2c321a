// SPDX-License-Identifier: Apache-2.0
// ListsText: the published lists for people.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "cli/shell/terminal.h"
#include "ledger/domain/rules/registry.h"

namespace pledgebook::cli {

// Each version of each list: its day, record, items and source.
[[nodiscard]] std::string list_versions_text(const ledger::Governance& governance,
                                             const Terminal& terminal);

// A new version beside the one in force on its day: items and members that are added, and those
// that end. `body`: of list.published.
[[nodiscard]] std::string list_changes_text(const ledger::Governance& governance,
                                            const boost::json::object& body);

}  // namespace pledgebook::cli

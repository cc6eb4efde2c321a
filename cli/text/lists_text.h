// SPDX-License-Identifier: Apache-2.0
// ListsText: the published lists for people.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>

#include "cli/shell/table.h"
#include "ledger/domain/rules/registry.h"

namespace pledgebook::cli {

// Each version of each list: its day, record, items and source.
[[nodiscard]] Table list_versions(const ledger::Governance& governance);
// The same as an array, with the items' ids.
[[nodiscard]] boost::json::array list_versions_json(const ledger::Governance& governance);

// A new version beside the one in force on its day: items and members that are added, and those
// that end, with a warning. `body`: of list.published.
[[nodiscard]] std::string list_changes_text(const ledger::Governance& governance,
                                            const boost::json::object& body);

}  // namespace pledgebook::cli

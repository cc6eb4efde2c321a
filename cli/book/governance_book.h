// SPDX-License-Identifier: Apache-2.0
// GovernanceBook: the tables of rates, the lists and the officers of a ledger, read from its
// streams.
#pragma once

#include <vector>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "ledger/domain/rules/registry.h"

namespace pledgebook::cli {

// What the governance stream says, folded: lists, rates, objectives, root keys.
[[nodiscard]] Outcome<ledger::Governance> read_governance(Book& book);

// The operator's keys, in the order in which they were added: root keys and its officers'.
[[nodiscard]] Outcome<std::vector<ledger::Key>> read_operator_keys(Book& book);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// GovernanceBook: the tables of rates, the lists, the officers and the keys of a ledger, read from
// its streams.
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
// A party's keys, in the same order. Not found if there is no such party.
[[nodiscard]] Outcome<std::vector<ledger::Key>> read_keys_of(Book& book,
                                                             const ledger::PartyId& party);
// Every key, by party. Reads the whole ledger.
[[nodiscard]] Outcome<std::vector<ledger::Key>> read_all_keys(Book& book);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// RateUse: which table of rates values which pledge's announced amount (docs/FIGURES.md, "Which
// table").
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {

struct RateUse {
  std::map<ledger::Date, std::vector<std::string>> pledges;  // by a table's effective date
  std::vector<std::string> without;                          // pledges that no table values
};

// Of the published pledges as they are now. Reads the whole ledger, for when each was published.
[[nodiscard]] Outcome<RateUse> read_rate_use(Book& book, const ledger::Governance& governance);

}  // namespace pledgebook::cli

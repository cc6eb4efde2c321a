// SPDX-License-Identifier: Apache-2.0
// DemoLedger: a ledger with keys of its own and the demonstration's statements (demo_lines.h), each
// recorded at its stated time.
#pragma once

#include <string>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// Makes it in `directory`, which must not exist, and its keys in `directory`/demo-keys. Statements
// of later than now, by the machine's clock, are left out, and standard error says so.
[[nodiscard]] Outcome<void> make_demo_ledger(const std::string& directory);

}  // namespace pledgebook::cli

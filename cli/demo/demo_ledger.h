// SPDX-License-Identifier: Apache-2.0
// DemoLedger: a ledger with keys of its own and the demonstration's statements (demo_lines.h), each
// recorded at its stated time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// What it is for: to be looked at, or to practise on (practice_ledger.h): its title says so, and a
// company has a key, too.
enum class DemoUse : std::uint8_t { show, practice };

// Makes it in `directory`, which must not exist, and its keys in `directory`/demo-keys. Statements
// of later than now, by the machine's clock, are left out, and standard error says so.
[[nodiscard]] Outcome<void> make_demo_ledger(const std::string& directory, DemoUse use);

inline constexpr std::string_view kPracticeCompany = "example-telecom";

// "DIR/demo-keys/example-ministry/example-ministry.pem"
[[nodiscard]] std::string demo_key_path(const std::string& directory, std::string_view label);

}  // namespace pledgebook::cli

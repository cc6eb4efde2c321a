// SPDX-License-Identifier: Apache-2.0
// pledgebook version
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/shell/version.h"

namespace pledgebook::cli {

void define_version(Program& program) {
  program.root()
      .add("version", "print the version")
      .needs_no_ledger()
      .example("pledgebook version", "as `pledgebook --version`")
      .example("pledgebook -V", "in short")
      .runs([]() -> Outcome<void> {
        fmt::print("pledgebook {}\n", kVersion);
        return {};
      });
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// pledgebook man
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/shell/man_page.h"

namespace pledgebook::cli {

void define_man(Program& program) {
  program.root()
      .add("man", "print the manual page")
      .example("pledgebook man | man -l -", "read it")
      .example("pledgebook man >/usr/local/share/man/man1/pledgebook.1", "install it")
      .runs([&program]() -> Outcome<void> {
        fmt::print("{}", man_page(program.root()));
        return {};
      });
}

}  // namespace pledgebook::cli

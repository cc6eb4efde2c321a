// SPDX-License-Identifier: Apache-2.0
// pledgebook completion bash
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/shell/completion.h"

namespace pledgebook::cli {

void define_completion(Program& program) {
  Command& completion = program.root().add("completion", "print a completion script for a shell");
  completion.add("bash", "print the script for bash")
      .example("source <(pledgebook completion bash)", "complete commands in this shell")
      .example("pledgebook completion bash >/etc/bash_completion.d/pledgebook",
               "complete them in every shell")
      .runs([&program]() -> Outcome<void> {
        fmt::print("{}", bash_completion(program.root()));
        return {};
      });
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// pledgebook completion bash, zsh, fish
#include <fmt/format.h>

#include <string>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/shell/completion.h"

namespace pledgebook::cli {
namespace {

using Script = std::string (*)(const Command&);

void define_shell(Program& program, Command& completion, std::string_view shell, Script script,
                  std::vector<Example> examples) {
  Command& command = completion.add(shell, fmt::format("print the script for {}", shell));
  command.needs_no_ledger();
  for (Example& example : examples)
    command.example(std::move(example.line), std::move(example.what));
  command.runs([&program, script]() -> Outcome<void> {
    fmt::print("{}", script(program.root()));
    return {};
  });
}

}  // namespace

void define_completion(Program& program) {
  Command& completion = program.root().add("completion", "print a completion script for a shell");
  define_shell(program, completion, "bash", bash_completion,
               {{"source <(pledgebook completion bash)", "complete commands in this shell"},
                {"pledgebook completion bash >/etc/bash_completion.d/pledgebook",
                 "complete them in every shell"}});
  define_shell(program, completion, "zsh", zsh_completion,
               {{"source <(pledgebook completion zsh)", "complete commands in this shell"},
                {"pledgebook completion zsh >/usr/local/share/zsh/site-functions/_pledgebook",
                 "complete them in every shell"}});
  define_shell(program, completion, "fish", fish_completion,
               {{"pledgebook completion fish | source", "complete commands in this shell"},
                {"pledgebook completion fish >~/.config/fish/completions/pledgebook.fish",
                 "complete them in every shell"}});
}

}  // namespace pledgebook::cli

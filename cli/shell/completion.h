// SPDX-License-Identifier: Apache-2.0
// Completion: scripts for shells that complete commands, options and their values. All are made of
// the one tree of commands, and need nothing but the shell.
#pragma once

#include <string>

#include "cli/shell/command.h"

namespace pledgebook::cli {

// For bash 4; `source <(pledgebook completion bash)`.
[[nodiscard]] std::string bash_completion(const Command& root);
// For zsh 5, a file `_pledgebook` in $fpath; with what each command and option does.
[[nodiscard]] std::string zsh_completion(const Command& root);
// For fish 3, a file in its folder of completions; with what each command and option does.
[[nodiscard]] std::string fish_completion(const Command& root);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// Completion: a script for bash that completes commands, options and their values.
#pragma once

#include <string>

#include "cli/shell/command.h"

namespace pledgebook::cli {

// Needs bash 4 and nothing else; `source <(pledgebook completion bash)`.
[[nodiscard]] std::string bash_completion(const Command& root);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// ManPage: pages for man(1) in roff: pledgebook(1) with all commands, and one for each command.
#pragma once

#include <string>
#include <vector>

#include "cli/shell/command.h"

namespace pledgebook::cli {

// pledgebook(1).
[[nodiscard]] std::string man_page(const Command& root);
// pledgebook-pledge-submit(1): one command, or a family with its commands.
[[nodiscard]] std::string man_page(const Command& command, const Command& root);

struct ManPage {
  std::string file;  // "pledgebook-pledge-submit.1"
  std::string text;
};
// All of them.
[[nodiscard]] std::vector<ManPage> man_pages(const Command& root);

}  // namespace pledgebook::cli

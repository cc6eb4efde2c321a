// SPDX-License-Identifier: Apache-2.0
// ManPage: pledgebook(1) in roff, for man(1).
#pragma once

#include <string>

#include "cli/shell/command.h"

namespace pledgebook::cli {

[[nodiscard]] std::string man_page(const Command& root);

}  // namespace pledgebook::cli

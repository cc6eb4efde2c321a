// SPDX-License-Identifier: Apache-2.0
// Help: what --help prints, in 80 columns, from a command's definition.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/command.h"

namespace pledgebook::cli {

inline constexpr std::size_t kHelpColumns = 80;

// Purpose, usage, commands or options, the options of `root` that every command takes, examples.
[[nodiscard]] std::string help_text(const Command& command, const Command& root);

// "pledgebook pledge submit [options] --title TEXT file": what is required, in full.
[[nodiscard]] std::string usage_line(const Command& command);
// "-o, --output FILE"; "--sector WORD" where the words would take more than half a line.
[[nodiscard]] std::string option_heading(const OptionInfo& option);
// What it is for, the words it takes where the heading does not name them, and whether it may or
// must be given more than once or at all.
[[nodiscard]] std::string option_meaning(const OptionInfo& option);

// A command to type in lines of at most `columns` columns, ended by `\` but for the last, and
// broken at blanks that stand outside quotes.
[[nodiscard]] std::vector<std::string> wrapped_command(std::string_view line, std::size_t columns);

// Lines of at most `columns` columns, broken at blanks.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace pledgebook::cli

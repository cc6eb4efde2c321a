// SPDX-License-Identifier: Apache-2.0
// Help: the text of --help, in 80 columns, from a command's definition.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/command.h"

namespace pledgebook::cli {

inline constexpr std::size_t kHelpColumns = 80;

// Purpose, usage, commands or options, the options of `root` that every command has, examples.
[[nodiscard]] std::string help_text(const Command& command, const Command& root);

// "pledgebook pledge submit [options] --title TEXT file": all required options are shown.
[[nodiscard]] std::string usage_line(const Command& command);
// "-o, --output FILE"; "--sector WORD" if the words would take more than half a line.
[[nodiscard]] std::string option_heading(const OptionInfo& option);
// The option's description, its words if the heading does not list them, and whether it is required
// or may be repeated.
[[nodiscard]] std::string option_meaning(const OptionInfo& option);

// A command in lines of at most `columns` columns, broken at blanks outside quotes; every line but
// the last ends with `\`.
[[nodiscard]] std::vector<std::string> wrapped_command(std::string_view line, std::size_t columns);

// Lines of at most `columns` columns, broken at blanks.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// Consent: nothing is signed or submitted unseen. What was understood is shown first; a person at a
// terminal answers a question, and a script says beforehand, with --yes, that it needs none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/shell/command.h"
#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// Adds --yes.
void add_consent_option(Command& command, bool& yes);

// Writes `words` to standard error, and asks `question` unless `yes`. Status no if the answer is
// not yes; a usage failure if there is nobody to ask.
[[nodiscard]] Outcome<void> ask_consent(std::string_view words, const std::string& question,
                                        bool yes);

// The answer to a question on the terminal, without its line end. Nothing if there is nobody to
// ask.
[[nodiscard]] std::optional<std::string> ask(const std::string& question);

}  // namespace pledgebook::cli

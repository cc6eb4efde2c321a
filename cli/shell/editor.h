// SPDX-License-Identifier: Apache-2.0
// Editor: a text that a person changes in an editor of theirs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// Opens a temporary file `name` with the text in $VISUAL, else in $EDITOR, else in vi, and waits
// until the editor ends. Returns the text as it then is, at most `bytes_max` bytes.
[[nodiscard]] Outcome<std::string> edit_text(std::string_view text, std::string_view name,
                                             std::size_t bytes_max);

}  // namespace pledgebook::cli

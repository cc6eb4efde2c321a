// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/editor.h"

#include <fmt/format.h>

#include <cstdlib>

#include "cli/shell/input_file.h"
#include "cli/shell/output_file.h"
#include "cli/shell/temporary_directory.h"
#include "cli/shell/terminal.h"

namespace pledgebook::cli {
namespace {

std::string editor() {
  for (const char* variable : {"VISUAL", "EDITOR"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return value;
  }
  return "vi";
}

}  // namespace

Outcome<std::string> edit_text(std::string_view text, std::string_view name,
                               std::size_t bytes_max) {
  LEDGER_TRY(const TemporaryDirectory directory, TemporaryDirectory::make());
  const std::string path = (directory.path() / name).string();
  LEDGER_CHECK(write_new(path, text));
  // The variable may have arguments of the editor, so a shell reads it.
  const std::string command = fmt::format("{} {}", editor(), shell_word(path));
  if (std::system(command.c_str()) != 0) {
    return unavailable(
        fmt::format("the editor `{}` failed; nothing was signed: set VISUAL or EDITOR", editor()));
  }
  return read_whole(path, bytes_max);
}

}  // namespace pledgebook::cli

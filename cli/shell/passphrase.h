// SPDX-License-Identifier: Apache-2.0
// Passphrase: reads a key file's passphrase from a file, a command's output or the terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/shell/command.h"
#include "cli/shell/outcome.h"

namespace pledgebook::cli {

inline constexpr std::string_view kPassphraseVariable = "PLEDGEBOOK_PASSPHRASE_FILE";
inline constexpr std::string_view kPassphraseCommandVariable = "PLEDGEBOOK_PASSPHRASE_COMMAND";

// Where passphrases come from, as given: a file's first line, or the first line that a command
// prints.
struct PassphraseSource {
  std::optional<std::string> file;
  std::optional<std::string> command;
};
// Adds --passphrase-file and --passphrase-command. `of` says of what: "of encrypted keys".
void add_passphrase_options(Command& command, PassphraseSource& source,
                            std::string_view of = "of encrypted keys");

// Text that is erased from memory when it goes out of scope.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(); }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  void wipe() noexcept;
  std::string text_;
};

// From the source; if it names nothing, from PLEDGEBOOK_PASSPHRASE_FILE, else from
// PLEDGEBOOK_PASSPHRASE_COMMAND. Nothing if none of them is set. A usage failure if the source
// names both.
[[nodiscard]] Outcome<std::optional<Secret>> given_passphrase(const PassphraseSource& source);

// Asks on the terminal, without echo; a signal ends the program only once the terminal echoes
// again. A usage failure if there is no terminal.
[[nodiscard]] Outcome<Secret> ask_passphrase(const std::string& question);
// Asks twice; a usage failure if the answers differ.
[[nodiscard]] Outcome<Secret> ask_new_passphrase(const std::string& question);
[[nodiscard]] bool can_ask();

}  // namespace pledgebook::cli

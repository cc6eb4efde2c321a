// SPDX-License-Identifier: Apache-2.0
// Passphrase: reads a key file's passphrase from a file or the terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

inline constexpr std::string_view kPassphraseVariable = "PLEDGEBOOK_PASSPHRASE_FILE";

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

// The first line of `file`, or, if that is not given, of the file that PLEDGEBOOK_PASSPHRASE_FILE
// names. Nothing if there is neither.
[[nodiscard]] Outcome<std::optional<Secret>> passphrase_from_file(
    const std::optional<std::string>& file);

// Asks on the terminal, without echo. A usage failure if there is no terminal.
[[nodiscard]] Outcome<Secret> ask_passphrase(const std::string& question);
// Asks twice; a usage failure if the answers differ.
[[nodiscard]] Outcome<Secret> ask_new_passphrase(const std::string& question);
[[nodiscard]] bool can_ask();

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/consent.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace pledgebook::cli {
namespace {

bool is_terminal() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

}  // namespace

void add_consent_option(Command& command, bool& yes) {
  command.flag(yes, "--yes", "do not ask: sign what is shown (needed where there is no terminal)");
}

std::optional<std::string> ask(const std::string& question) {
  if (!is_terminal()) return std::nullopt;
  fmt::print(stderr, "{} ", question);
  std::fflush(stderr);
  std::string answer;
  std::getline(std::cin, answer);
  return answer;
}

Outcome<void> ask_consent(std::string_view words, const std::string& question, bool yes) {
  fmt::print(stderr, "{}", words);
  if (yes) return {};
  const auto answer = ask(question + " [y/N]");
  if (!answer) {
    return usage(
        "nothing was signed: there is no terminal to ask on; add --yes if what is shown above is "
        "right");
  }
  if (*answer == "y" || *answer == "Y" || *answer == "yes") return {};
  return no("nothing was signed: the answer was not yes");
}

}  // namespace pledgebook::cli

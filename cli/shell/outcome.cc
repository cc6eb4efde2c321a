// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace pledgebook::cli {

Failure failure_of(const ledger::Error& error) {
  switch (error.code) {
    case ledger::Errc::not_found:
      return {ExitStatus::not_found, error.detail};
    case ledger::Errc::exists:
    case ledger::Errc::corrupt:
    case ledger::Errc::unproven:
      return {ExitStatus::no, error.detail};
    case ledger::Errc::busy:
      return {ExitStatus::unavailable,
              "another process is writing to this ledger: use --server URL if it is being served, "
              "else wait"};
    case ledger::Errc::read_only:
    case ledger::Errc::foreign:
    case ledger::Errc::clock:
    case ledger::Errc::storage:
    case ledger::Errc::unknown_outcome:
      break;
  }
  return {ExitStatus::unavailable, error.detail};
}

namespace {

bool is_of_parameter(const ledger::Refusal& refusal) { return refusal.pointer.starts_with('?'); }

// The option of a parameter: "?as_of" is --as-of.
std::string option_of(std::string_view pointer) {
  if (pointer == "?q") return "--search";
  std::string option = "--" + std::string(pointer.substr(1));
  std::ranges::replace(option, '_', '-');
  return option;
}

}  // namespace

std::string sentence_of(const ledger::Refusal& refusal) {
  std::string text = is_of_parameter(refusal) ? option_of(refusal.pointer)
                                              : fmt::format("refused ({})", refusal.code);
  if (!refusal.pointer.empty() && !is_of_parameter(refusal)) text += " at " + refusal.pointer;
  text += ": " + refusal.rule;
  if (!refusal.accepted.empty()) text += "; accepted: " + refusal.accepted;
  return text;
}

Failure failure_of(const ledger::Refusal& refusal) {
  return {is_of_parameter(refusal) ? ExitStatus::usage : ExitStatus::no, sentence_of(refusal)};
}

}  // namespace pledgebook::cli

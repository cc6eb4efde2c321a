// SPDX-License-Identifier: Apache-2.0
#include "cli/outcome.h"

#include <fmt/format.h>

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
      return {ExitStatus::unavailable, "this ledger is being served: use --server URL"};
    case ledger::Errc::read_only:
    case ledger::Errc::foreign:
    case ledger::Errc::clock:
    case ledger::Errc::storage:
    case ledger::Errc::unknown_outcome:
      break;
  }
  return {ExitStatus::unavailable, error.detail};
}

std::string sentence_of(const ledger::Refusal& refusal) {
  std::string text = fmt::format("refused ({})", refusal.code);
  if (!refusal.pointer.empty()) text += " at " + refusal.pointer;
  text += ": " + refusal.rule;
  if (!refusal.accepted.empty()) text += "; accepted: " + refusal.accepted;
  return text;
}

Failure failure_of(const ledger::Refusal& refusal) {
  return {ExitStatus::no, sentence_of(refusal)};
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// PinnedKeys: the keys that a reader trusts when it checks a file offline. They come from another
// source than the file.
#pragma once

#include <optional>
#include <string>

#include "cli/shell/command.h"
#include "cli/shell/outcome.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::cli {

struct PinnedKeys {
  std::optional<std::string> policy;   // a file
  std::optional<std::string> log_key;  // a verifier key
};
// Adds --policy and --log-key.
void add_pinned_options(Command& command, PinnedKeys& pinned);
// A usage failure unless exactly one is given.
[[nodiscard]] Outcome<ledger::WitnessPolicy> pinned_policy(const PinnedKeys& pinned);

}  // namespace pledgebook::cli

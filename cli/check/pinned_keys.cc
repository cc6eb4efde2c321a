// SPDX-License-Identifier: Apache-2.0
#include "cli/check/pinned_keys.h"

#include <fmt/format.h>

#include "cli/serve/witnesses.h"
#include "crypto/verifier_key.h"

namespace pledgebook::cli {

void add_pinned_options(Command& command, PinnedKeys& pinned) {
  command
      .option(pinned.policy,
              {.names = "--policy",
               .value = "FILE",
               .description = "the log and the witnesses that you trust (C2SP tlog-policy)"})
      .option(pinned.log_key, {.names = "--log-key",
                               .value = "VKEY",
                               .description = "the log's verifier key, without witnesses"});
}

Outcome<ledger::WitnessPolicy> pinned_policy(const PinnedKeys& pinned) {
  if (pinned.policy.has_value() == pinned.log_key.has_value()) {
    return usage(
        "give --policy FILE or --log-key VKEY: the keys that you trust must come from another "
        "source than the export");
  }
  if (pinned.policy) return read_witness_policy(*pinned.policy);
  const auto key = crypto::VerifierKey::parse(*pinned.log_key);
  if (!key) return usage(fmt::format("--log-key: {}", key.error()));
  return ledger::WitnessPolicy::of_log(*key);
}

}  // namespace pledgebook::cli

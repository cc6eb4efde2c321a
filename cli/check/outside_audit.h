// SPDX-License-Identifier: Apache-2.0
// OutsideAudit: the audit of another operator's ledger from its public data: `pledgebook audit
// --against URL|DIR`.
#pragma once

#include <optional>
#include <string>

#include "cli/shell/outcome.h"
#include "server/client/http_connection.h"

namespace pledgebook::cli {

struct OutsideAudit {
  std::string against;                 // a URL or a ledger's directory
  std::optional<std::string> copy;     // where the copy is kept for the next time
  std::optional<std::string> since;    // a file with an earlier checkpoint
  std::optional<std::string> log_key;  // a verifier key
  bool json = false;
};

// Prints the result. `access`: how a URL is reached. The failure says what is wrong, and which
// files are the evidence.
[[nodiscard]] Outcome<void> run_outside_audit(const OutsideAudit& wanted,
                                              server::ClientOptions access);

}  // namespace pledgebook::cli

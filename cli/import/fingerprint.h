// SPDX-License-Identifier: Apache-2.0
// Fingerprint: what a line of an import and the statement that was made of it have in common.
#pragma once

#include "crypto/hash.h"
#include "ledger/domain/json/statement_outline.h"

namespace pledgebook::cli {

// SHA-256 over kind, stream, at, signers and body: equal for both, whatever the statement's place
// in the stream and the ledger.
[[nodiscard]] crypto::Hash fingerprint(const ledger::StatementOutline& statement) noexcept;

}  // namespace pledgebook::cli

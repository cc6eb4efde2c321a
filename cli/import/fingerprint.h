// SPDX-License-Identifier: Apache-2.0
// Fingerprint: matches a line of an import with the statement that was made from it.
#pragma once

#include "crypto/hash.h"
#include "ledger/domain/json/statement_outline.h"

namespace pledgebook::cli {

// SHA-256 over kind, stream, at, signers and body: the same for the line and the statement,
// whatever the statement's position in its stream and in the ledger.
[[nodiscard]] crypto::Hash fingerprint(const ledger::StatementOutline& statement) noexcept;

}  // namespace pledgebook::cli

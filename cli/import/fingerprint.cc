// SPDX-License-Identifier: Apache-2.0
#include "cli/import/fingerprint.h"

#include "crypto/sha256.h"

namespace pledgebook::cli {

crypto::Hash fingerprint(const ledger::StatementOutline& statement) noexcept {
  // Only the body may contain a line feed, and it comes last.
  crypto::Sha256 digest;
  for (const std::string_view part :
       {statement.kind, statement.stream, statement.at, statement.signers}) {
    digest.update(crypto::as_bytes(part)).update(crypto::as_bytes("\n"));
  }
  return digest.update(crypto::as_bytes(statement.body)).finish();
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/admission.h"

#include <utility>

#include "ledger/domain/rules/signatures.h"

namespace pledgebook::ledger {

Admitted<Candidate> examine(SignedStatement signed_statement, const KeyRing& ring) {
  auto statement = decode_statement(signed_statement.payload);
  if (!statement) return std::unexpected(std::move(statement).error());
  const auto check = try_signatures(*statement, signed_statement,
                                    [&ring](const KeyId& id) { return ring.find(id); });
  if (!check) return std::unexpected(check.error());
  const Sid sid = statement_id(signed_statement.payload);
  return Candidate{std::move(signed_statement), *std::move(statement), sid,
                   *check == SignatureCheck::verified};
}

}  // namespace pledgebook::ledger

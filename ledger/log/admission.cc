// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/admission.h"

#include <utility>

#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"

namespace pledgebook::ledger {

namespace {

// Whether the ledger's name is the one of this creation statement: the name contains the start of
// its sid.
bool begins(const std::string& ledger, const Statement& statement, const Sid& sid) {
  constexpr std::size_t kSidDigits = 32;
  return std::holds_alternative<LedgerCreated>(statement.body) &&
         ledger.ends_with("#" + sid.hex().substr(0, kSidDigits));
}

}  // namespace

// Checks in order of cost: anybody may send anything, and verifying a signature costs more than all
// other checks.
Admitted<Candidate> examine(SignedStatement signed_statement, const KeyRing& ring) {
  auto statement = decode_statement(signed_statement.payload);
  if (!statement) return std::unexpected(std::move(statement).error());
  const Sid sid = statement_id(signed_statement.payload);
  const std::string ledger = ring.ledger_name();
  if (!ledger.empty() && !begins(ledger, *statement, sid)) {
    if (auto refusal = check_ledger(*statement, ledger))
      return std::unexpected(*std::move(refusal));
  }
  const auto check = try_signatures(*statement, signed_statement,
                                    [&ring](const KeyId& id) { return ring.find(id); });
  if (!check) return std::unexpected(check.error());
  return Candidate{std::move(signed_statement), *std::move(statement), sid,
                   *check == SignatureCheck::verified};
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/statement_maker.h"

#include <fmt/format.h>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {

ledger::Admitted<PreparedStatement> StatementMaker::prepare(
    const Draft& draft, const std::optional<ledger::Sid>& prev) const {
  auto signing = choose_keys(draft, keys_);
  if (!signing) return std::unexpected(signing.error());
  std::string payload = statement_payload(draft, ledger::canonical_json(draft.body),
                                          {.ledger = ledger_, .prev = prev}, signing->signers);
  if (payload.size() > ledger::kStatementBytesMax) {
    return std::unexpected(ledger::Refusal{
        "statement_too_large", "", fmt::format("the statement takes {} bytes", payload.size()),
        fmt::format("at most {} bytes", ledger::kStatementBytesMax)});
  }
  return PreparedStatement{std::move(payload), *std::move(signing)};
}

ledger::Admitted<MadeStatement> StatementMaker::make(const Draft& draft,
                                                     const std::optional<ledger::Sid>& prev) const {
  auto prepared = prepare(draft, prev);
  if (!prepared) return std::unexpected(prepared.error());
  std::vector<const crypto::SecretKey*> keys;
  keys.reserve(prepared->signing.keys.size());
  for (const KeyInHand* key : prepared->signing.keys) keys.push_back(&key->key);
  return MadeStatement{ledger::sign_statement(std::move(prepared->payload), keys),
                       std::move(prepared->signing)};
}

}  // namespace pledgebook::cli

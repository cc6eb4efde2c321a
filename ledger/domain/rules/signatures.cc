// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/signatures.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "crypto/dsse.h"

namespace pledgebook::ledger {
namespace {

std::optional<crypto::PublicKey> find_embedded(const Statement& statement, const KeyId& id) {
  for (const PublicKeyBytes& key : embedded_keys(statement)) {
    if (key_id(key) == id) return crypto::PublicKey::parse(key.bytes);
  }
  return std::nullopt;
}

std::string pointer_to(std::size_t signature, const char* member) {
  return "/signatures/" + std::to_string(signature) + "/" + member;
}

struct Outcome {
  std::optional<std::size_t> unknown;  // the first signature whose key is not known
  std::optional<std::size_t> invalid;
};

Outcome verify_all(const Statement& statement, const SignedStatement& signed_statement,
                   const FindKey& find_key) {
  const std::string message =
      crypto::pae(kStatementPayloadType, crypto::as_bytes(signed_statement.payload));
  Outcome outcome;
  for (std::size_t i = 0; i < signed_statement.signatures.size(); ++i) {
    const auto& [id, signature] = signed_statement.signatures[i];
    auto key = find_key(id);
    if (!key) key = find_embedded(statement, id);
    if (!key) {
      if (!outcome.unknown) outcome.unknown = i;
    } else if (!crypto::verify(*key, crypto::as_bytes(message), signature)) {
      outcome.invalid = i;
      break;
    }
  }
  return outcome;
}

std::unexpected<Refusal> refuse_invalid(std::size_t signature) {
  return std::unexpected(
      Refusal{"signature_invalid", pointer_to(signature, "sig"),
              "the signature does not verify with the key that its keyid names",
              "an Ed25519 signature over the DSSE PAE of exactly these payload bytes"});
}

}  // namespace

std::vector<PublicKeyBytes> embedded_keys(const Statement& statement) {
  std::vector<PublicKeyBytes> keys;
  if (const auto* created = std::get_if<LedgerCreated>(&statement.body)) {
    for (const auto& key : created->keys) keys.push_back(key.public_key);
    keys.insert(keys.end(), created->root_keys.begin(), created->root_keys.end());
  } else if (const auto* added = std::get_if<KeyAdded>(&statement.body)) {
    keys.push_back(added->public_key);
  }
  return keys;
}

Admitted<SignatureCheck> try_signatures(const Statement& statement,
                                        const SignedStatement& signed_statement,
                                        const FindKey& find_key) {
  const Outcome outcome = verify_all(statement, signed_statement, find_key);
  if (outcome.invalid) return refuse_invalid(*outcome.invalid);
  return outcome.unknown ? SignatureCheck::key_not_known_yet : SignatureCheck::verified;
}

Admitted<void> check_signatures(const Statement& statement, const SignedStatement& signed_statement,
                                const FindKey& find_key) {
  const Outcome outcome = verify_all(statement, signed_statement, find_key);
  if (outcome.invalid) return refuse_invalid(*outcome.invalid);
  if (outcome.unknown) {
    return std::unexpected(Refusal{"key_unknown", pointer_to(*outcome.unknown, "keyid"),
                                   "the ledger knows no key of this id",
                                   "a key that key.added has added to the signer's party"});
  }
  return {};
}

}  // namespace pledgebook::ledger

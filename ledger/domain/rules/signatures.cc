// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/signatures.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "crypto/dsse.h"

namespace pledgebook::ledger {
namespace {

std::string pointer_to(std::size_t signature, const char* member) {
  return "/signatures/" + std::to_string(signature) + "/" + member;
}

// The keys of a signed statement's signatures, found without curve arithmetic, which costs a
// thousand times as much: the statement may come from anybody.
struct Keys {
  struct Source {
    std::optional<crypto::PublicKey> known;    // by the ledger
    std::optional<std::size_t> embedded = {};  // else of `embedded_keys`
  };
  std::vector<Source> sources;              // one a signature, in their order
  std::optional<std::size_t> unknown = {};  // the first signature whose key is not found
};

Keys find_keys(std::span<const PublicKeyBytes> embedded, const SignedStatement& signed_statement,
               const FindKey& find_key) {
  std::vector<KeyId> embedded_ids;
  for (const PublicKeyBytes& key : embedded) embedded_ids.push_back(key_id(key));
  Keys keys;
  for (const KeySignature& signature : signed_statement.signatures) {
    Keys::Source source{.known = find_key(signature.key)};
    if (!source.known) {
      const auto found = std::ranges::find(embedded_ids, signature.key);
      if (found == embedded_ids.end()) {
        keys.unknown = keys.sources.size();
        return keys;
      }
      source.embedded = static_cast<std::size_t>(found - embedded_ids.begin());
    }
    keys.sources.push_back(source);
  }
  return keys;
}

std::unexpected<Refusal> refuse_invalid(std::size_t signature) {
  return std::unexpected(Refusal{
      "signature_invalid", pointer_to(signature, "sig"), "invalid signature for the key in keyid",
      "an Ed25519 signature over the DSSE encoding (PAE) of exactly these payload bytes"});
}

std::unexpected<Refusal> refuse_key(std::size_t signature) {
  return std::unexpected(
      Refusal{"key_invalid", pointer_to(signature, "keyid"),
              "the statement's own key with this id is not a valid Ed25519 public key",
              "the 32 bytes of a valid key in base64"});
}

// REQUIRES: no key is unknown.
Admitted<void> verify_all(std::span<const PublicKeyBytes> embedded, const Keys& keys,
                          const SignedStatement& signed_statement) {
  const std::string message =
      crypto::pae(kStatementPayloadType, crypto::as_bytes(signed_statement.payload));
  for (std::size_t i = 0; i < keys.sources.size(); ++i) {
    const Keys::Source& source = keys.sources[i];
    const auto key =
        source.known ? source.known : crypto::PublicKey::parse(embedded[*source.embedded].bytes);
    if (!key) return refuse_key(i);
    if (!crypto::verify(*key, crypto::as_bytes(message), signed_statement.signatures[i].signature))
      return refuse_invalid(i);
  }
  return {};
}

}  // namespace

std::vector<PublicKeyBytes> embedded_keys(const Statement& statement) {
  std::vector<PublicKeyBytes> keys;
  if (const auto* created = std::get_if<LedgerCreated>(&statement.body)) {
    for (const auto& key : created->keys) keys.push_back(key.public_key);
    keys.insert(keys.end(), created->root_keys.begin(), created->root_keys.end());
  } else if (const auto* added = std::get_if<KeyAdded>(&statement.body)) {
    keys.push_back(added->public_key);
  } else if (const auto* replaced = std::get_if<KeyReplaced>(&statement.body)) {
    keys.push_back(replaced->public_key);
  } else if (const auto* log_key = std::get_if<LogKeyReplaced>(&statement.body)) {
    if (const auto key = public_key_of(log_key->log_key)) keys.push_back(*key);
  }
  return keys;
}

Admitted<SignatureCheck> try_signatures(const Statement& statement,
                                        const SignedStatement& signed_statement,
                                        const FindKey& find_key) {
  const std::vector<PublicKeyBytes> embedded = embedded_keys(statement);
  const Keys keys = find_keys(embedded, signed_statement, find_key);
  if (keys.unknown) return SignatureCheck::key_not_known_yet;
  if (auto verified = verify_all(embedded, keys, signed_statement); !verified)
    return std::unexpected(std::move(verified).error());
  return SignatureCheck::verified;
}

Admitted<void> check_signatures(const Statement& statement, const SignedStatement& signed_statement,
                                const FindKey& find_key) {
  const std::vector<PublicKeyBytes> embedded = embedded_keys(statement);
  const Keys keys = find_keys(embedded, signed_statement, find_key);
  if (keys.unknown) {
    return std::unexpected(Refusal{"key_unknown", pointer_to(*keys.unknown, "keyid"),
                                   "the ledger has no key with this id",
                                   "a key that key.added gave to the signer's party"});
  }
  return verify_all(embedded, keys, signed_statement);
}

}  // namespace pledgebook::ledger

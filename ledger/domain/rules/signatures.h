// SPDX-License-Identifier: Apache-2.0
// Signatures: verifies each signature of a signed statement with the key that its keyid names. The
// rules of rights (rules.h) decide later whose key it is and what it may sign. Needs no registry,
// so that many statements can be checked in parallel. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "crypto/ed25519.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

// A key of the ledger by its id; nothing if it is unknown. Called by the checking thread.
using FindKey = std::function<std::optional<crypto::PublicKey>(const KeyId&)>;

enum class SignatureCheck : std::uint8_t {
  verified,
  // A key is not known yet, and no signature was checked: an earlier statement of the same batch
  // may add the key. The sequencer checks again in order.
  key_not_known_yet
};

// Refuses `signature_invalid` ("/signatures/i/sig") at the first invalid signature. Keys that the
// statement itself adds are taken from it: `key_invalid`
// ("/signatures/i/keyid") if such a key is not valid. i is the index in
// `signed_statement.signatures`, ascending by key. No curve arithmetic is done before every key is
// found.
[[nodiscard]] Admitted<SignatureCheck> try_signatures(const Statement& statement,
                                                      const SignedStatement& signed_statement,
                                                      const FindKey& find_key);

// The same if every key must be known: also refuses `key_unknown` ("/signatures/i/keyid").
[[nodiscard]] Admitted<void> check_signatures(const Statement& statement,
                                              const SignedStatement& signed_statement,
                                              const FindKey& find_key);

// The keys that a statement itself adds, which sign it too: those of ledger.created, and the one of
// key.added, key.replaced and log-key.replaced.
[[nodiscard]] std::vector<PublicKeyBytes> embedded_keys(const Statement& statement);

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Signatures: whether those of a signed statement verify, each by the key that its keyid names.
// Says nothing of rights: whose key it is and what it may sign is decided later (rules.h). Pure and
// without a registry, so that many statements can be checked at once. Any thread.
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

// A key of the ledger by its id; nothing where none is known. Called by the thread that checks.
using FindKey = std::function<std::optional<crypto::PublicKey>(const KeyId&)>;

enum class SignatureCheck : std::uint8_t {
  verified,
  // A key is not known yet, and no signature was looked at: an earlier statement of the same batch
  // may add the key. The sequencer, which judges the statement in its place, checks again.
  key_not_known_yet
};

// Refuses `signature_invalid` ("/signatures/i/sig") as soon as one does not verify. Keys that the
// statement itself brings (key.added, ledger.created) are found in it: `key_invalid`
// ("/signatures/i/keyid") where such a key is no point that may own signatures. i is the place in
// `signed_statement.signatures`, which ascend by key. Nothing is computed on the curve before every
// key is found.
[[nodiscard]] Admitted<SignatureCheck> try_signatures(const Statement& statement,
                                                      const SignedStatement& signed_statement,
                                                      const FindKey& find_key);

// The same where every key must be known: besides refuses `key_unknown` ("/signatures/i/keyid").
[[nodiscard]] Admitted<void> check_signatures(const Statement& statement,
                                              const SignedStatement& signed_statement,
                                              const FindKey& find_key);

// The keys that a statement brings with it: those of ledger.created and the one of key.added.
[[nodiscard]] std::vector<PublicKeyBytes> embedded_keys(const Statement& statement);

}  // namespace pledgebook::ledger

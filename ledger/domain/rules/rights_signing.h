// SPDX-License-Identifier: Apache-2.0
// A statement's signatures, each with its key's row: the input of the rules of rights. Internal to
// rights*.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ledger/domain/rules/rules_case.h"

namespace pledgebook::ledger {

struct Signing {
  std::size_t place = 0;     // in the entry's signatures
  const Key* key = nullptr;  // active
};

// Who signed, without the proofs of possession that key.added, key.replaced and log-key.replaced
// ask of the new key.
struct Signings {
  std::vector<Signing> roots;   // root keys, which sign for the operator
  std::vector<Signing> others;  // at most one a signer, but where the kind asks for two
};

[[nodiscard]] std::string keyid_pointer(const Signing& signing);

// Refused unless the new key has signed where the kind adds one, every other key is active and of a
// signer that is not suspended, and each signer has signed.
[[nodiscard]] Admitted<Signings> identify_signings(const Case& c);

// Whether the key holds the role now: it was given the role, and its party has it. False for root
// keys.
[[nodiscard]] bool has_role(const Case& c, const Key& key, Role role);
Objection check_role(const Case& c, const Signing& signing, Role role);
Objection check_sole_signer(const Case& c);

// The root quorum's signatures: as many as the ledger asks for, neither fewer nor more.
Objection check_quorum(const Case& c, const Signings& signings);
// No root key has signed.
Objection check_no_roots(const Signings& signings);
// The operator alone, by its root keys alone.
Objection check_roots_alone(const Case& c, const Signings& signings);

Objection may_sign(const Case& c, const Signings& signings, const KeyAdded& b);
Objection may_sign(const Case& c, const Signings& signings, const KeyReplaced& b);
Objection may_sign(const Case& c, const Signings& signings, const KeyRevoked& b);

}  // namespace pledgebook::ledger

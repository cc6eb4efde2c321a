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
  std::size_t place = 0;     // index in the entry's signatures
  const Key* key = nullptr;  // active
};
using Signings = std::vector<Signing>;

[[nodiscard]] std::string keyid_pointer(const Signing& signing);

// The signatures with their keys, without the added key's signature of key.added, which is
// required. Refused unless every key is active, a root key signs only what it may, and there is one
// signature a signer (two in all for fulfilment.reversed).
[[nodiscard]] Admitted<Signings> identify_signings(const Case& c);

// Whether the key has the role now: its party has it, and the key is not limited to other roles. A
// root key, in the statements that it may sign, acts as a registrar.
[[nodiscard]] bool has_role(const Case& c, const Key& key, Role role);
Objection check_role(const Case& c, const Signing& signing, Role role);
Objection check_sole_signer(const Case& c);

Objection may_sign(const Case& c, const Signings& signings, const KeyAdded& b);
Objection may_sign(const Case& c, const Signings& signings, const KeyRevoked& b);

}  // namespace pledgebook::ledger

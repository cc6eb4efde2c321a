// SPDX-License-Identifier: Apache-2.0
// Keys in the registry: how a statement adds, replaces, revokes and disputes them
// (docs/decisions/0040-rule-set-1.md). Internal to fold*.cc and to the rules of keys.
#pragma once

#include <vector>

#include "ledger/domain/rules/fold.h"

namespace pledgebook::ledger {

// A key that a compromised one takes along.
struct Descendant {
  KeyId key;
  Index since{};  // the record from which on it is disputed
};
// The key itself, from `since` on, and in turn each key that it added or was replaced by since,
// from its first record on; but for a key that another one of its party signed for too, which is
// disputed neither by a record up to `as_of` nor by this. Those of the key's own party end with it.
[[nodiscard]] std::vector<Descendant> descendants(Registry& registry, const KeyId& id, Index since,
                                                  Index as_of);

// Adds the key, with what it has from the keys that signed for it: adders, marks, disputes. Without
// a holder, it is its own.
void add_key(Registry& registry, const Entry& entry, Key key);
// The new key is the old one's heir in everything: roles, holder, marks. The old one ends.
void replace_key(Registry& registry, const Entry& entry, const KeyReplaced& body);
// Ends the key; if it was compromised, also the keys of its party that descend from it, and
// disputes all that they and it have signed since. Nothing if the registry has no such key: an
// export may leave out its party.
void revoke_key(Registry& registry, const Entry& entry, const KeyRevoked& body);

}  // namespace pledgebook::ledger

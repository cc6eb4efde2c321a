// SPDX-License-Identifier: Apache-2.0
// Rules of parties and keys.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

Objection check_body(const PartyBody& b) {
  if (b.country) {
    if (auto objection = check_country(*b.country, "/body/country")) return objection;
  }
  return check_roles_once(b.roles, "/body/roles");
}

Objection unknown_party() {
  return object("party_unknown", "/stream", "the ledger has no party of this id",
                "the id of a registered party");
}

// The party of the statement's stream, or null.
const Party* party_of(const Case& c) { return c.registry.find(*c.statement().stream.party_id()); }

// Whether `id` is the one root key that is left.
bool is_last_root(Registry& registry, const KeyId& id) {
  const Party* operating = registry.find(registry.governance().operator_id);
  return std::ranges::none_of(operating->keys, [&](const KeyId& other_id) {
    const Key* other = registry.find(other_id);
    return other_id != id && other->root && !other->revoked;
  });
}

Objection check_compromise(const Case& c, const Key& key, Index since) {
  if (since >= key.added && since <= c.entry.index) return std::nullopt;
  return object("compromised_since_out_of_range", "/body/compromised_since",
                "the key could not sign then",
                fmt::format("an index from {} to {}", number(key.added), number(c.entry.index)));
}

// A key is revoked once. After that a registrar may still say that it was compromised, or was so
// earlier than known.
Objection check_not_revoked(const Key& key, const KeyRevoked& b) {
  if (!key.revoked) return std::nullopt;
  const bool says_more = b.compromised_since &&
                         (key.disputes.empty() || *b.compromised_since < key.disputes.back().since);
  if (says_more) return std::nullopt;
  return object("key_already_revoked", "/body/key", "the key has been revoked already",
                "an active key, or an earlier compromised_since");
}

}  // namespace

Objection judge(const Case& c, const PartyRegistered& b) {
  if (party_of(c) != nullptr) {
    return object("party_exists", "/stream", "another party has this id already",
                  "an id that no party has, or party.updated");
  }
  return check_body(b.party);
}

Objection judge(const Case& c, const PartyUpdated& b) {
  const Party* party = party_of(c);
  if (party == nullptr) return unknown_party();
  if (party->id == c.governance().operator_id &&
      std::ranges::find(b.party.roles, Role::registrar) == b.party.roles.end()) {
    return object("operator_not_registrar", "/body/roles",
                  "without the registrar's role nobody could ever register a party",
                  "roles with registrar among them");
  }
  return check_body(b.party);
}

Objection judge(const Case& c, const KeyAdded& b) {
  const Party* party = party_of(c);
  if (party == nullptr) return unknown_party();
  if (c.registry.find(key_id(b.public_key)) != nullptr) {
    return object("key_exists", "/body/public_key", "this key has been added before",
                  "a key that was never added to any party");
  }
  if (auto objection = check_roles_once(b.roles, "/body/roles")) return objection;
  if (auto objection = check_roles_of(b.roles, party->body.roles, "/body/roles")) return objection;
  if (b.recovered.value_or(false) && party->keys.empty()) {
    return object("recovered_unexpected", "/body/recovered",
                  "the party never had a key that could be lost", "no member \"recovered\"");
  }
  return std::nullopt;
}

Objection judge(const Case& c, const KeyRevoked& b) {
  const Key* key = c.registry.find(b.key);
  if (key == nullptr || key->party != *c.statement().stream.party_id()) {
    return object("key_not_of_party", "/body/key", "the party has no key of this id",
                  "the id of a key that key.added has added in this stream");
  }
  if (auto objection = check_not_revoked(*key, b)) return objection;
  if (key->root && !key->revoked && is_last_root(c.registry, b.key)) {
    return object("last_root_key", "/body/key",
                  "the last active root key can't be revoked, or nobody could mend the ledger",
                  "another key");
  }
  return b.compromised_since ? check_compromise(c, *key, *b.compromised_since) : std::nullopt;
}

}  // namespace pledgebook::ledger

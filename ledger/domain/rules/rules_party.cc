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
  return object("party_unknown", "/stream", "the ledger has no party with this id",
                "the id of a registered party");
}

// The party of the statement's stream, or null.
const Party* party_of(const Case& c) { return c.registry.find(*c.statement().stream.party_id()); }

// Whether `id` is the last active root key.
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
                "the key did not exist, or was revoked, at this index",
                fmt::format("an index from {} to {}", number(key.added), number(c.entry.index)));
}

// A key is revoked once. Later a registrar may still mark it as compromised, or as compromised
// since an earlier record.
Objection check_not_revoked(const Key& key, const KeyRevoked& b) {
  if (!key.revoked) return std::nullopt;
  const bool says_more = b.compromised_since &&
                         (key.disputes.empty() || *b.compromised_since < key.disputes.back().since);
  if (says_more) return std::nullopt;
  return object("key_already_revoked", "/body/key", "the key is already revoked",
                "an active key, or an earlier compromised_since");
}

}  // namespace

Objection judge(const Case& c, const PartyRegistered& b) {
  if (party_of(c) != nullptr) {
    return object("party_exists", "/stream", "another party already has this id",
                  "an unused id, or party.updated");
  }
  return check_body(b.party);
}

Objection judge(const Case& c, const PartyUpdated& b) {
  const Party* party = party_of(c);
  if (party == nullptr) return unknown_party();
  if (party->id == c.governance().operator_id &&
      std::ranges::find(b.party.roles, Role::registrar) == b.party.roles.end()) {
    return object("operator_not_registrar", "/body/roles",
                  "without the role registrar, no party could ever be registered",
                  "roles that include registrar");
  }
  return check_body(b.party);
}

Objection judge(const Case& c, const KeyAdded& b) {
  const Party* party = party_of(c);
  if (party == nullptr) return unknown_party();
  if (c.registry.find(key_id(b.public_key)) != nullptr) {
    return object("key_exists", "/body/public_key", "this key was added before",
                  "a key that no party has ever had");
  }
  if (auto objection = check_roles_once(b.roles, "/body/roles")) return objection;
  if (auto objection = check_roles_of(b.roles, party->body.roles, "/body/roles")) return objection;
  if (b.recovered.value_or(false) && party->keys.empty()) {
    return object("recovered_unexpected", "/body/recovered",
                  "the party never had a key, so none is lost", "no field \"recovered\"");
  }
  return std::nullopt;
}

Objection judge(const Case& c, const KeyRevoked& b) {
  const Key* key = c.registry.find(b.key);
  if (key == nullptr || key->party != *c.statement().stream.party_id()) {
    return object("key_not_of_party", "/body/key", "the party has no key with this id",
                  "the id of a key that was added in this stream");
  }
  if (auto objection = check_not_revoked(*key, b)) return objection;
  if (key->root && !key->revoked && is_last_root(c.registry, b.key)) {
    return object("last_root_key", "/body/key",
                  "the last active root key can't be revoked: without it, lost officers' keys "
                  "could not be replaced",
                  "another key");
  }
  return b.compromised_since ? check_compromise(c, *key, *b.compromised_since) : std::nullopt;
}

}  // namespace pledgebook::ledger

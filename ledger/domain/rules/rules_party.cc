// SPDX-License-Identifier: Apache-2.0
// Rules of parties and keys.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/fold_keys.h"
#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

// Active keys of members and verifiers that a party may have.
constexpr std::uint32_t kOrdinaryKeysMax = 32;

Objection check_body(const PartyBody& b) {
  if (b.country) {
    if (auto objection = check_country(*b.country, "/body/country")) return objection;
  }
  if (b.roles.empty()) {
    return object("roles_missing", "/body/roles", "the party has no role",
                  "at least one of member, verifier, reviewer and auditor");
  }
  return check_roles_once(b.roles, "/body/roles");
}

// Only the operator has registrars, and keeps them.
Objection check_registrar(const Case& c, const PartyBody& b) {
  const bool operates = *c.statement().stream.party_id() == c.governance().operator_id;
  const auto registrar = std::ranges::find(b.roles, Role::registrar);
  if (operates == (registrar != b.roles.end())) return std::nullopt;
  if (operates) {
    return object("operator_not_registrar", "/body/roles",
                  "without the role registrar, no party could ever be registered",
                  "roles that include registrar");
  }
  return object("registrar_not_operator",
                fmt::format("/body/roles/{}", registrar - b.roles.begin()),
                "only the operator's party may have the role registrar",
                "member, verifier, reviewer or auditor");
}

Objection unknown_party() {
  return object("party_unknown", "/stream", "the ledger has no party with this id",
                "the id of a registered party");
}

// The party of the statement's stream, or null.
const Party* party_of(const Case& c) { return c.registry.find(*c.statement().stream.party_id()); }

// The active root keys that end with `key`: itself and, if it was compromised, those that it made.
std::size_t root_keys_lost(const Case& c, const Key& key, const KeyRevoked& b) {
  if (!b.compromised_since) return key.is_active() ? 1 : 0;
  const auto lost = descendants(c.registry, key.id, *b.compromised_since, c.entry.index);
  return static_cast<std::size_t>(std::ranges::count_if(lost, [&](const Descendant& each) {
    const Key& end = *c.registry.find(each.key);
    return end.root && end.is_active();
  }));
}

// The root keys must stay as many as sign together.
Objection check_quorum_kept(const Case& c, const Key& key, const KeyRevoked& b) {
  if (!key.root) return std::nullopt;
  const Party& operating = *c.registry.find(c.governance().operator_id);
  const std::size_t lost = root_keys_lost(c, key, b);
  if (lost == 0 || operating.root_keys >= c.governance().root_quorum + lost) return std::nullopt;
  return object("root_quorum_lost", "/body/key",
                fmt::format("of {} active root keys {} would end, and {} must sign together",
                            operating.root_keys, lost, c.governance().root_quorum),
                "the same once other root keys were added, or key.replaced for this one");
}

Objection check_compromise(const Case& c, const Key& key, Index since) {
  if (since >= key.added && since <= c.entry.index) return std::nullopt;
  return object("compromised_since_out_of_range", "/body/compromised_since",
                "the key did not exist, or was revoked, at this index",
                fmt::format("an index from {} to {}", number(key.added), number(c.entry.index)));
}

// A key ends once. Later it may still be marked as compromised, or as compromised since an earlier
// record.
Objection check_not_ended(const Key& key, const KeyRevoked& b) {
  if (key.is_active()) return std::nullopt;
  const bool says_more = b.compromised_since &&
                         (key.disputes.empty() || *b.compromised_since < key.disputes.back().since);
  if (says_more) return std::nullopt;
  return object("key_already_revoked", "/body/key",
                key.revoked ? "the key is already revoked" : "the key was replaced by another",
                "an active key, or an earlier compromised_since");
}

Objection check_key_new(const Case& c, const PublicKeyBytes& key) {
  if (c.registry.find(key_id(key)) == nullptr) return std::nullopt;
  return object("key_exists", "/body/public_key", "this key was added before",
                "a key that no party has ever had");
}

Objection check_root_key(const Case& c, const Party& party, const KeyAdded& b) {
  if (party.id != c.governance().operator_id) {
    return object("root_key_not_operators", "/body/root", "only the operator has root keys",
                  c.governance().operator_id.text());
  }
  if (!b.roles.empty()) {
    return object("roles_unexpected", "/body/roles", "a root key holds no role", "no roles");
  }
  if (party.root_keys < kRootKeysMax) return std::nullopt;
  return object("root_keys_wrong", "/body/root",
                fmt::format("the ledger has {} active root keys", party.root_keys),
                "a root key after another was revoked");
}

}  // namespace

Objection judge(const Case& c, const PartyRegistered& b) {
  if (party_of(c) != nullptr) {
    return object("party_exists", "/stream", "another party already has this id",
                  "an unused id, or party.updated");
  }
  if (auto objection = check_registrar(c, b.party)) return objection;
  return check_body(b.party);
}

Objection judge(const Case& c, const PartyUpdated& b) {
  if (party_of(c) == nullptr) return unknown_party();
  if (auto objection = check_registrar(c, b.party)) return objection;
  return check_body(b.party);
}

Objection judge(const Case& c, const PartySuspended&) {
  const Party* party = party_of(c);
  if (party == nullptr) return unknown_party();
  if (party->id == c.governance().operator_id) {
    return object("operator_suspended", "/stream", "the operator can't be suspended",
                  "another party; revoke the keys of an officer");
  }
  if (!party->suspended) return std::nullopt;
  return object("already_suspended", "/stream",
                fmt::format("the party was suspended by record {}", number(*party->suspended)),
                "party.resumed");
}

Objection judge(const Case& c, const PartyResumed&) {
  const Party* party = party_of(c);
  if (party == nullptr) return unknown_party();
  if (party->suspended) return std::nullopt;
  return object("not_suspended", "/stream", "the party is not suspended", "party.suspended first");
}

Objection judge(const Case& c, const KeyAdded& b) {
  const Party* party = party_of(c);
  if (party == nullptr) return unknown_party();
  if (auto objection = check_key_new(c, b.public_key)) return objection;
  if (b.root.value_or(false)) return check_root_key(c, *party, b);
  if (auto objection = check_key_roles(b.roles, "/body/roles")) return objection;
  if (auto objection = check_roles_of(b.roles, party->body.roles, "/body/roles")) return objection;
  if (is_officer(b.roles.front()) || party->ordinary_keys < kOrdinaryKeysMax) return std::nullopt;
  return object(
      "too_many_keys", "/stream",
      fmt::format("the party has {} active keys of members and verifiers", party->ordinary_keys),
      "a key after another was revoked");
}

Objection judge(const Case& c, const KeyReplaced& b) { return check_key_new(c, b.public_key); }

Objection judge(const Case& c, const KeyRevoked& b) {
  const Key* key = c.registry.find(b.key);
  const auto party = c.statement().stream.party_id();
  if (key == nullptr || (party && key->party != *party)) {
    return object("key_not_of_party", "/body/key", "the party has no key with this id",
                  "the id of a key that was added in this stream");
  }
  if (auto objection = check_not_ended(*key, b)) return objection;
  if (b.compromised_since) {
    if (auto objection = check_compromise(c, *key, *b.compromised_since)) return objection;
  }
  return check_quorum_kept(c, *key, b);
}

}  // namespace pledgebook::ledger

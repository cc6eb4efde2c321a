// SPDX-License-Identifier: Apache-2.0
// Rights to add, replace and revoke keys (docs/decisions/0040-rule-set-1.md).
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rights_signing.h"

namespace pledgebook::ledger {
namespace {

bool is_ordinary(const std::vector<Role>& roles) { return std::ranges::none_of(roles, is_officer); }

// The signers that add a key, but the root quorum.
struct Word {
  const Signing* own = nullptr;        // a key of the party itself
  const Signing* registrar = nullptr;  // perhaps the same signature
};

Word find_word(const Case& c, const Signings& signings, const PartyId& party) {
  Word word;
  for (const Signing& signing : signings.others) {
    if (signing.key->party == party) word.own = &signing;
    if (has_role(c, *signing.key, Role::registrar)) word.registrar = &signing;
  }
  return word;
}

// The party itself and its registrar, nobody else.
Objection check_adders(const Case& c, const Signings& signings, const PartyId& party) {
  for (const Signing& signing : signings.others) {
    if (signing.key->party == party) continue;
    if (auto objection = check_role(c, signing, Role::registrar)) return objection;
  }
  return std::nullopt;
}

// Whether a party's keys are lost is said where it has had keys and none of them signs.
Objection check_recovery(const Case& c, const KeyAdded& b, bool is_signed_by_party,
                         const PartyId& party_id) {
  const Party* party = c.registry.find(party_id);
  const bool has_had_key = party != nullptr && !party->keys.empty();
  const bool is_recovery = has_had_key && !is_signed_by_party;
  if (b.recovered.value_or(false) == is_recovery) return std::nullopt;
  if (is_recovery) {
    return object("signature_missing", "/signers",
                  fmt::format("{} has had a key and has not signed", party_id.text()),
                  "the party's signature too, or \"recovered\": true if its keys are lost");
  }
  return object("recovered_unexpected", "/body/recovered",
                has_had_key ? "the party has signed with its own key, so its keys are not lost"
                            : "the party never had a key, so none is lost",
                "no field \"recovered\"");
}

// A party's own key gives what it holds itself.
Objection check_escalation(const KeyAdded& b, const Key& own) {
  for (std::size_t i = 0; i < b.roles.size(); ++i) {
    if (std::ranges::find(own.roles, b.roles[i]) != own.roles.end()) continue;
    return object("role_escalation", fmt::format("/body/roles/{}", i),
                  fmt::format("the signing key does not hold the role {}", name(b.roles[i])),
                  "roles that the signing key holds, or a registrar's signature too");
  }
  return std::nullopt;
}

// A member's or verifier's key: a registrar, or the party.
Objection may_add_ordinary(const Case& c, const Signings& signings, const KeyAdded& b,
                           const PartyId& party) {
  if (auto objection = check_no_roots(signings)) return objection;
  if (auto objection = check_adders(c, signings, party)) return objection;
  const Word word = find_word(c, signings, party);
  if (auto objection = check_recovery(c, b, word.own != nullptr, party)) return objection;
  return word.registrar == nullptr ? check_escalation(b, *word.own->key) : std::nullopt;
}

// An officer's key or a root key: the root quorum, and the party where it is another than the
// operator and can sign.
Objection may_add_officer(const Case& c, const Signings& signings, const KeyAdded& b,
                          const PartyId& party) {
  if (auto objection = check_quorum(c, signings)) return objection;
  const PartyId& operating = c.governance().operator_id;
  for (const Signing& signing : signings.others) {
    if (signing.key->party == party && party != operating) continue;
    return object(
        "signature_unexpected", keyid_pointer(signing),
        "an officer's key is added by the root keys, not by an officer",
        party == operating ? "the root keys alone" : "the root keys, and a key of the party");
  }
  if (party == operating) {
    if (!b.recovered.value_or(false)) return std::nullopt;
    return object("recovered_unexpected", "/body/recovered",
                  "the operator's root keys have signed, so nothing is lost",
                  "no field \"recovered\"");
  }
  const bool is_signed_by_party = !signings.others.empty();
  if (!is_signed_by_party && c.registry.has_active_key(party)) {
    return object("signature_missing", "/signers",
                  fmt::format("{} has an active key and has not signed", party.text()),
                  "the party's signature too; if its keys are lost, revoke them first");
  }
  return check_recovery(c, b, is_signed_by_party, party);
}

// In governance: a registrar, or the root quorum; an officer's or a root key, the quorum alone. An
// unknown key is for check_rules to refuse: who verifies an export has not all parties' keys.
Objection may_revoke(const Case& c, const Signings& signings, const Key* revoked) {
  if (auto objection = check_sole_signer(c)) return objection;
  if (!signings.roots.empty()) return check_roots_alone(c, signings);
  const Signing& signing = signings.others.front();
  if (auto objection = check_role(c, signing, Role::registrar)) return objection;
  if (revoked == nullptr || (!revoked->root && is_ordinary(revoked->roles))) return std::nullopt;
  return object("root_quorum_missing", "/signatures",
                "only the root keys revoke an officer's key or a root key",
                fmt::format("signatures by {} root keys", c.governance().root_quorum));
}

// In the party's own stream: another of its keys, one of a member or verifier.
Objection may_revoke_own(const Case& c, const Signings& signings, const Key& revoked,
                         const KeyRevoked& b) {
  if (auto objection = check_sole_signer(c)) return objection;
  if (auto objection = check_no_roots(signings)) return objection;
  const Signing& signing = signings.others.front();
  if (signing.key->party != *c.statement().stream.party_id()) {
    return object("signer_unexpected", "/signers/0",
                  "only the party itself revokes a key in this stream",
                  "the party's signature; a registrar and the root keys revoke in governance");
  }
  if (signing.key->id == b.key) {
    return object("key_revokes_itself", "/body/key", "a key can't sign its own revocation",
                  "another active key of the party, a registrar's in governance, or key.replaced");
  }
  if (!is_ordinary(signing.key->roles) || revoked.root || !is_ordinary(revoked.roles)) {
    return object("root_quorum_missing", "/signatures",
                  "an officer's key revokes no key here, and only the root keys revoke it",
                  "a member's or verifier's key that revokes another one");
  }
  if (!b.compromised_since) return std::nullopt;
  return object("role_missing", "/body/compromised_since",
                "only a registrar or the root keys may set compromised_since",
                "no compromised_since, or the revocation in governance");
}

}  // namespace

Objection may_sign(const Case& c, const Signings& signings, const KeyAdded& b) {
  const PartyId party = *c.statement().stream.party_id();
  if (b.root.value_or(false) || !is_ordinary(b.roles))
    return may_add_officer(c, signings, b, party);
  return may_add_ordinary(c, signings, b, party);
}

// The key that goes, whichever it is.
Objection may_sign(const Case& c, const Signings& signings, const KeyReplaced&) {
  if (c.statement().signers != std::vector{*c.statement().stream.party_id()}) {
    return object("signer_unexpected", "/signers", "only the party itself replaces its key",
                  c.statement().stream.party_id()->text());
  }
  if (signings.roots.size() + signings.others.size() == 1) return std::nullopt;
  return object("signature_unexpected", "/signatures", "more than one key of the party has signed",
                "the key that is replaced, and the new one");
}

Objection may_sign(const Case& c, const Signings& signings, const KeyRevoked& b) {
  const Key* revoked = c.registry.find(b.key);
  if (c.statement().stream.kind() == StreamKind::governance)
    return may_revoke(c, signings, revoked);
  if (revoked != nullptr) return may_revoke_own(c, signings, *revoked, b);
  return object("key_not_of_party", "/body/key", "the ledger has no key with this id",
                "the id of a key that was added in this stream");
}

}  // namespace pledgebook::ledger

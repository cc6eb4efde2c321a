// SPDX-License-Identifier: Apache-2.0
// Rights to add and revoke keys (docs/decisions/0004-keys-and-roles.md).
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rights_signing.h"

namespace pledgebook::ledger {
namespace {

// The signers that add a key.
struct AddedBy {
  const Signing* own = nullptr;        // a key of the party itself
  const Signing* registrar = nullptr;  // a registrar's, or a root key; perhaps the same signature
};

AddedBy find_added_by(const Case& c, const Signings& signings, const PartyId& party) {
  AddedBy added_by;
  for (const Signing& signing : signings) {
    if (signing.key->party == party) added_by.own = &signing;
    if (has_role(c, *signing.key, Role::registrar)) added_by.registrar = &signing;
  }
  return added_by;
}

// The party itself and at most one registrar, nobody else.
Objection check_adders(const Case& c, const Signings& signings, const PartyId& party) {
  for (const Signing& signing : signings) {
    if (signing.key->party == party) continue;
    if (auto objection = check_role(c, signing, Role::registrar)) return objection;
  }
  const auto others = std::ranges::count_if(c.statement().signers,
                                            [&](const PartyId& signer) { return signer != party; });
  if (others <= 1) return std::nullopt;
  return object("signer_unexpected", "/signers", "more than one registrar has signed",
                fmt::format("a registrar, {}, or both", party.text()));
}

Objection check_recovery(const Case& c, const KeyAdded& b, const AddedBy& added_by,
                         const PartyId& party) {
  const bool signed_by_party = added_by.own != nullptr && !added_by.own->key->root;
  if (b.recovered.value_or(false)) {
    if (added_by.registrar == nullptr) {
      return object("role_missing", "/body/recovered",
                    "only a registrar can recover a party's keys", "a registrar's signature");
    }
    if (!signed_by_party) return std::nullopt;
    return object("recovered_unexpected", "/body/recovered",
                  "the party has signed with its own key, so its keys are not lost",
                  "no field \"recovered\"");
  }
  if (added_by.own != nullptr || !c.registry.has_active_key(party)) return std::nullopt;
  return object("signature_missing", "/signers",
                fmt::format("{} has an active key and has not signed", party.text()),
                "the party's signature too, or \"recovered\": true if its keys are lost");
}

// Without a registrar, a new key may hold only roles of the key that adds it. A key without roles
// of its own holds all roles of the party, future ones too.
Objection check_escalation(const KeyAdded& b, const Signing& own) {
  const auto& held = own.key->roles;
  if (held.empty()) return std::nullopt;
  if (b.roles.empty()) {
    return object("role_escalation", "/body/roles",
                  "without \"roles\" the new key would hold all of the party's roles; the signing "
                  "key does not hold them all",
                  "roles that the signing key holds, or a registrar's signature too");
  }
  for (std::size_t i = 0; i < b.roles.size(); ++i) {
    if (std::ranges::find(held, b.roles[i]) != held.end()) continue;
    return object("role_escalation", fmt::format("/body/roles/{}", i),
                  fmt::format("the signing key does not hold the role {}", name(b.roles[i])),
                  "roles that the signing key holds, or a registrar's signature too");
  }
  return std::nullopt;
}

}  // namespace

Objection may_sign(const Case& c, const Signings& signings, const KeyAdded& b) {
  const PartyId party = *c.statement().stream.party_id();
  if (auto objection = check_adders(c, signings, party)) return objection;
  const AddedBy added_by = find_added_by(c, signings, party);
  if (auto objection = check_recovery(c, b, added_by, party)) return objection;
  return added_by.registrar == nullptr ? check_escalation(b, *added_by.own) : std::nullopt;
}

Objection may_sign(const Case& c, const Signings& signings, const KeyRevoked& b) {
  if (auto objection = check_sole_signer(c)) return objection;
  const Signing& signing = signings.front();
  const bool is_own = signing.key->party == *c.statement().stream.party_id();
  if (!is_own) {
    if (auto objection = check_role(c, signing, Role::registrar)) return objection;
  }
  if (signing.key->id == b.key) {
    return object("key_revokes_itself", "/body/key", "a key can't sign its own revocation",
                  "a registrar's key, or another active key of the party");
  }
  if (!b.compromised_since || has_role(c, *signing.key, Role::registrar)) return std::nullopt;
  return object("role_missing", "/body/compromised_since",
                "only a registrar may set compromised_since",
                "a registrar's signature, or no compromised_since");
}

}  // namespace pledgebook::ledger

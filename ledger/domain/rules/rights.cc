// SPDX-License-Identifier: Apache-2.0
// Rights: the signatures that a kind requires (domain.md, "Statement kinds", the actor's column).
// Adding and revoking keys has its own rules: rights_key.cc.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rights_signing.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/rules_case.h"

namespace pledgebook::ledger {
namespace {

// The role that the only signer of a kind needs, for kinds without further conditions.
template <class Body>
constexpr std::optional<Role> kRoleOf = std::nullopt;
template <>
constexpr std::optional<Role> kRoleOf<RulesAdopted> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<ListPublished> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<RatesPublished> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<ObjectiveSet> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<IndicatorObserved> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<WitnessPolicyPublished> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<PartyRegistered> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<PartyUpdated> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<NoticeGiven> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<PledgeLapsed> = Role::registrar;
template <>
constexpr std::optional<Role> kRoleOf<PledgeSuperseded> = Role::registrar;

template <class Body>
  requires(kRoleOf<Body>.has_value())
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  if (auto objection = check_sole_signer(c)) return objection;
  return check_role(c, signings.front(), *kRoleOf<Body>);
}

// A registrar may sign for a member that cannot sign yet.
Objection may_sign_on_behalf(const Case& c, const Signings& signings, const PartyId& member) {
  if (auto objection = check_sole_signer(c)) return objection;
  if (auto objection = check_role(c, signings.front(), Role::registrar)) return objection;
  const std::string pointer = "/body/on_behalf_of";
  const Party* party = c.registry.find(member);
  if (party == nullptr) {
    return object("party_unknown", pointer, "the ledger has no party with this id",
                  "the id of a registered party");
  }
  if (std::ranges::find(party->body.roles, Role::member) == party->body.roles.end()) {
    return object("not_a_member", pointer,
                  fmt::format("{} does not have the role member", member.text()),
                  "a party with the role member");
  }
  if (c.registry.has_active_key(member)) {
    return object("member_has_key", pointer,
                  fmt::format("{} has an active key and signs for itself", member.text()),
                  "the member's own signature");
  }
  if (c.pledge != nullptr && c.pledge->owner != member) {
    return object("not_the_owner", pointer, fmt::format("the pledge is not {}'s", member.text()),
                  c.pledge->owner.text());
  }
  return std::nullopt;
}

// The owner signs; other signers must be named in `partners`.
Objection may_sign_as_owner(const Case& c, const Signings& signings, const PartyId& owner,
                            const std::vector<Partner>& partners) {
  const auto& signers = c.statement().signers;
  for (std::size_t i = 0; i < signers.size(); ++i) {
    const auto is_signer = [&](const Partner& partner) { return partner.party == signers[i]; };
    if (signers[i] == owner || std::ranges::any_of(partners, is_signer)) continue;
    return object("not_the_owner", fmt::format("/signers/{}", i),
                  fmt::format("the pledge is not {}'s", signers[i].text()), owner.text());
  }
  if (std::ranges::find(signers, owner) == signers.end()) {
    return object("not_the_owner", "/signers", "the pledge's owner is not among the signers",
                  owner.text());
  }
  for (const Signing& signing : signings) {
    if (auto objection = check_role(c, signing, Role::member)) return objection;
  }
  return std::nullopt;
}

Objection may_sign(const Case& c, const Signings& signings, const PledgeSubmitted& b) {
  if (b.pledge.behalf.on_behalf_of)
    return may_sign_on_behalf(c, signings, *b.pledge.behalf.on_behalf_of);
  const auto owner = pledge_owner(b.pledge, c.statement().signers);
  if (!owner) {
    return object("owner_ambiguous", "/signers", "the signers do not show who owns the pledge",
                  "the owner; any other signer must be a party named in partners");
  }
  return may_sign_as_owner(c, signings, *owner, b.pledge.partners);
}

Objection may_sign(const Case& c, const Signings& signings, const PledgeRevised& b) {
  if (b.pledge.behalf.on_behalf_of)
    return may_sign_on_behalf(c, signings, *b.pledge.behalf.on_behalf_of);
  return may_sign_as_owner(c, signings, c.pledge->owner, b.pledge.partners);
}

Objection may_sign(const Case& c, const Signings& signings, const PledgeAmended& b) {
  if (b.behalf.on_behalf_of) return may_sign_on_behalf(c, signings, *b.behalf.on_behalf_of);
  return may_sign_as_owner(c, signings, c.pledge->owner, c.pledge->body.partners);
}

// Only the member may sign these.
template <class Body>
concept MembersOwn =
    Is<Body, PledgeWithdrawn> || Is<Body, PledgeReinstated> || Is<Body, ReportSubmitted> ||
    Is<Body, PledgeEndorsed> || Is<Body, MatchProposed> || Is<Body, MatchAccepted>;
template <MembersOwn Body>
Objection may_sign(const Case& c, const Signings& signings, const Body& b) {
  if constexpr (requires { b.behalf; }) {
    if (b.behalf.on_behalf_of) return may_sign_on_behalf(c, signings, *b.behalf.on_behalf_of);
  }
  return may_sign_as_owner(c, signings, c.pledge->owner, {});
}

template <class Body>
concept ReviewersOwn =
    Is<Body, PledgePublished> || Is<Body, PledgeReturned> || Is<Body, PledgeRejected>;
template <ReviewersOwn Body>
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  if (auto objection = check_sole_signer(c)) return objection;
  const Signing& signing = signings.front();
  if (auto objection = check_role(c, signing, Role::reviewer)) return objection;
  const auto& submitters = c.pledge->submission.keys;
  if (std::ranges::find(submitters, signing.key->id) == submitters.end()) return std::nullopt;
  return object("reviewer_is_submitter", keyid_pointer(signing),
                "the key that submitted the pledge can't review it", "another reviewer's key");
}

Objection check_not_owner(const Case& c) {
  const auto& signers = c.statement().signers;
  const auto own = std::ranges::find(signers, c.pledge->owner);
  if (own == signers.end()) return std::nullopt;
  return object("signer_is_owner", fmt::format("/signers/{}", own - signers.begin()),
                "the pledge's owner can't judge its own pledge", "another party");
}

template <class Body>
concept AuditorsOwn =
    Is<Body, ReportReviewed> || Is<Body, FulfilmentDetermined> || Is<Body, FulfilmentReversed>;
template <AuditorsOwn Body>
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  if constexpr (!Is<Body, FulfilmentReversed>) {
    if (auto objection = check_sole_signer(c)) return objection;
  }
  for (const Signing& signing : signings) {
    if (auto objection = check_role(c, signing, Role::auditor)) return objection;
  }
  return check_not_owner(c);
}

Objection may_sign(const Case& c, const Signings&, const AttestationGiven&) {
  if (auto objection = check_sole_signer(c)) return objection;
  return check_not_owner(c);
}

// Checked before there is a registry: check_creation.
Objection may_sign(const Case&, const Signings&, const LedgerCreated&) { return std::nullopt; }

// Exactly one signature by every key that the statement lists.
Objection check_creation(const Case& c, const LedgerCreated& b) {
  if (c.statement().signers != std::vector{b.operating_party.id}) {
    return object("signer_unexpected", "/signers", "only the operator may begin the ledger",
                  b.operating_party.id.text());
  }
  std::vector<KeyId> wanted;
  for (const auto& key : b.keys) wanted.push_back(key_id(key.public_key));
  for (const PublicKeyBytes& key : b.root_keys) wanted.push_back(key_id(key));
  const auto& signatures = c.entry.signatures;
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    if (std::ranges::find(wanted, signatures[i].key) != wanted.end()) continue;
    return object("signature_unexpected", fmt::format("/signatures/{}/keyid", i),
                  "there is a signature by a key that the statement does not list",
                  "one signature by each of keys and root_keys");
  }
  for (const KeyId& id : wanted) {
    if (std::ranges::find(signatures, id, &KeySignature::key) != signatures.end()) continue;
    return object("signature_missing", "/signatures",
                  fmt::format("the listed key {} has not signed", id.hex()),
                  "one signature by each of keys and root_keys");
  }
  return std::nullopt;
}

}  // namespace

Admitted<void> check_rights(Registry& registry, const Entry& entry) {
  Case c{registry, entry};
  if (const auto id = entry.statement.stream.pledge_id()) c.pledge = registry.find(*id);
  if (auto objection = check_place(c)) return verdict(std::move(objection));
  if (const auto* created = std::get_if<LedgerCreated>(&entry.statement.body)) {
    return verdict(check_creation(c, *created));
  }
  const auto signings = identify_signings(c);
  if (!signings) return std::unexpected(signings.error());
  if (auto objection = check_pledge_exists(c)) return verdict(std::move(objection));
  return verdict(std::visit([&](const auto& body) { return may_sign(c, *signings, body); },
                            entry.statement.body));
}

}  // namespace pledgebook::ledger

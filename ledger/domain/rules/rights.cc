// SPDX-License-Identifier: Apache-2.0
// Rights: the signatures that a kind requires (domain.md, "Statement kinds", the actor's column).
// Adding, replacing and revoking keys has its own rules: rights_key.cc; so has judging a pledge:
// rights_judge.cc.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/amended_body.h"
#include "ledger/domain/rules/rights_judge.h"
#include "ledger/domain/rules/rights_signing.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/rules_case.h"

namespace pledgebook::ledger {
namespace {

// A registrar of the operator alone.
Objection check_registrar(const Case& c, const Signings& signings) {
  if (auto objection = check_sole_signer(c)) return objection;
  if (signings.others.empty()) return check_no_roots(signings);
  return check_role(c, signings.others.front(), Role::registrar);
}

template <class Body>
concept RegistrarsOwn =
    Is<Body, ObjectiveSet> || Is<Body, IndicatorObserved> || Is<Body, WitnessPolicyPublished> ||
    Is<Body, NoticeGiven> || Is<Body, PledgeLapsed>;
template <RegistrarsOwn Body>
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  if (auto objection = check_no_roots(signings)) return objection;
  return check_registrar(c, signings);
}

template <class Body>
concept RootsOwn = Is<Body, RulesAdopted> || Is<Body, LogKeyReplaced>;
template <RootsOwn Body>
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  return check_roots_alone(c, signings);
}

// A registrar; to correct what is in force, an auditor too, of whichever party.
template <class Body>
concept Correctable = Is<Body, ListPublished> || Is<Body, RatesPublished>;
template <Correctable Body>
Objection may_sign(const Case& c, const Signings& signings, const Body& b) {
  if (auto objection = check_no_roots(signings)) return objection;
  if (!b.corrects) return check_registrar(c, signings);
  const auto registrar = std::ranges::find_if(signings.others, [&](const Signing& signing) {
    return has_role(c, *signing.key, Role::registrar);
  });
  if (registrar == signings.others.end())
    return check_role(c, signings.others.front(), Role::registrar);
  for (const Signing& signing : signings.others) {
    if (signing.place == registrar->place) continue;
    if (auto objection = check_role(c, signing, Role::auditor)) return objection;
  }
  return std::nullopt;
}

// Whether an officer's role is given or taken.
bool changes_officers(const std::vector<Role>& before, const std::vector<Role>& after) {
  const auto differs = [](const std::vector<Role>& from, const std::vector<Role>& to) {
    return std::ranges::any_of(from, [&](Role role) {
      return is_officer(role) && std::ranges::find(to, role) == to.end();
    });
  };
  return differs(before, after) || differs(after, before);
}

// A registrar; with the root quorum where officers are made or unmade.
template <class Body>
concept Registers = Is<Body, PartyRegistered> || Is<Body, PartyUpdated>;
template <Registers Body>
Objection may_sign(const Case& c, const Signings& signings, const Body& b) {
  const Party* party = c.registry.find(*c.statement().stream.party_id());
  const std::vector<Role> before = party == nullptr ? std::vector<Role>{} : party->body.roles;
  const bool needs_roots = changes_officers(before, b.party.roles);
  if (auto objection = needs_roots ? check_quorum(c, signings) : check_no_roots(signings))
    return objection;
  if (signings.others.empty()) {
    return object("signature_missing", "/signatures", "no registrar has signed",
                  "a registrar's signature too");
  }
  return check_registrar(c, signings);
}

// A registrar; where the party has officers' keys, the root quorum.
template <class Body>
concept Suspends = Is<Body, PartySuspended> || Is<Body, PartyResumed>;
template <Suspends Body>
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  const Party* party = c.registry.find(*c.statement().stream.party_id());
  if (party != nullptr && party->officer_keys > 0) return check_roots_alone(c, signings);
  if (auto objection = check_no_roots(signings)) return objection;
  return check_registrar(c, signings);
}

// A registrar may sign for a member that has never had a key.
Objection may_sign_on_behalf(const Case& c, const Signings& signings, const PartyId& member) {
  if (auto objection = check_registrar(c, signings)) return objection;
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
  if (party->suspended) {
    return object(
        "party_suspended", pointer,
        fmt::format("{} was suspended by record {}", member.text(), number(*party->suspended)),
        "a member that is not suspended");
  }
  if (!party->keys.empty()) {
    return object("member_has_key", pointer,
                  fmt::format("{} has had a key, and signs for itself", member.text()),
                  "the member's own signature; if its keys are lost, a recovered key");
  }
  if (c.pledge != nullptr && c.pledge->owner != member) {
    return object("not_the_owner", pointer, fmt::format("the pledge is not {}'s", member.text()),
                  c.pledge->owner.text());
  }
  return std::nullopt;
}

// The owner signs; other signers must be named in `partners`.
Objection may_sign_as_owner(const Case& c, const Signings& signings, const PartyId& owner,
                            const std::vector<PartyId>& partners) {
  const auto& signers = c.statement().signers;
  for (std::size_t i = 0; i < signers.size(); ++i) {
    if (signers[i] == owner || std::ranges::find(partners, signers[i]) != partners.end()) continue;
    return object("not_the_owner", fmt::format("/signers/{}", i),
                  fmt::format("the pledge is not {}'s", signers[i].text()), owner.text());
  }
  if (std::ranges::find(signers, owner) == signers.end()) {
    return object("not_the_owner", "/signers", "the pledge's owner is not among the signers",
                  owner.text());
  }
  for (const Signing& signing : signings.others) {
    if (auto objection = check_role(c, signing, Role::member)) return objection;
  }
  return std::nullopt;
}

std::vector<PartyId> parties_of(const std::vector<Partner>& partners) {
  std::vector<PartyId> parties;
  for (const Partner& partner : partners) {
    if (partner.party) parties.push_back(*partner.party);
  }
  return parties;
}

Objection may_sign(const Case& c, const Signings& signings, const PledgeSubmitted& b) {
  if (auto objection = check_no_roots(signings)) return objection;
  if (b.pledge.behalf.on_behalf_of)
    return may_sign_on_behalf(c, signings, *b.pledge.behalf.on_behalf_of);
  const auto owner = pledge_owner(b.pledge, c.statement().signers);
  if (!owner) {
    return object("owner_ambiguous", "/signers", "the signers do not show who owns the pledge",
                  "the owner; any other signer must be a party named in partners");
  }
  return may_sign_as_owner(c, signings, *owner, parties_of(b.pledge.partners));
}

Objection may_sign(const Case& c, const Signings& signings, const PledgeRevised& b) {
  if (auto objection = check_no_roots(signings)) return objection;
  if (b.pledge.behalf.on_behalf_of)
    return may_sign_on_behalf(c, signings, *b.pledge.behalf.on_behalf_of);
  return may_sign_as_owner(c, signings, c.pledge->owner, parties_of(b.pledge.partners));
}

// Partners before the amendment and after it. An amendment that gives no body is refused later.
std::vector<PartyId> partners_amended(const Case& c, const PledgeAmended& b) {
  std::vector<PartyId> partners = parties_of(c.pledge->body.partners);
  if (const auto after = amended_body(c.pledge->body, b.changes)) {
    const std::vector<PartyId> others = parties_of(after->partners);
    partners.insert(partners.end(), others.begin(), others.end());
  }
  return partners;
}

Objection may_sign(const Case& c, const Signings& signings, const PledgeAmended& b) {
  if (auto objection = check_no_roots(signings)) return objection;
  if (b.behalf.on_behalf_of) return may_sign_on_behalf(c, signings, *b.behalf.on_behalf_of);
  return may_sign_as_owner(c, signings, c.pledge->owner, partners_amended(c, b));
}

// Only the member may sign these.
template <class Body>
concept MembersOwn =
    Is<Body, PledgeWithdrawn> || Is<Body, PledgeReinstated> || Is<Body, ReportSubmitted> ||
    Is<Body, PledgeEndorsed> || Is<Body, MatchProposed> || Is<Body, MatchAccepted>;
template <MembersOwn Body>
Objection may_sign(const Case& c, const Signings& signings, const Body& b) {
  if (auto objection = check_no_roots(signings)) return objection;
  if constexpr (requires { b.behalf; }) {
    if (b.behalf.on_behalf_of) return may_sign_on_behalf(c, signings, *b.behalf.on_behalf_of);
  }
  return may_sign_as_owner(c, signings, c.pledge->owner, {});
}

// A registrar, and the owner where its pledge goes over to another; but for an owner that has never
// had a key, for which the registrar speaks anyway.
Objection may_sign(const Case& c, const Signings& signings, const PledgeSuperseded& b) {
  if (auto objection = check_no_roots(signings)) return objection;
  const PartyId& owner = c.pledge->owner;
  const PledgeState* successor = c.registry.find(b.successor);
  const Party* party = c.registry.find(owner);
  const bool goes_over = successor != nullptr && successor->owner != owner;
  const bool needs_owner = goes_over && party != nullptr && !party->keys.empty();
  // Who verifies an export without the successor can't tell: check_rules does.
  const bool may_be_owners = needs_owner || successor == nullptr;
  bool is_signed_by_registrar = false;
  bool is_signed_by_owner = false;
  for (const Signing& signing : signings.others) {
    const bool is_owners = signing.key->party == owner && has_role(c, *signing.key, Role::member);
    is_signed_by_owner = is_signed_by_owner || is_owners;
    if (is_owners && may_be_owners) continue;
    if (auto objection = check_role(c, signing, Role::registrar)) return objection;
    is_signed_by_registrar = true;
  }
  if (needs_owner && !is_signed_by_owner) {
    return object(
        "signature_missing", "/signers",
        fmt::format("the successor is another party's, and {} has not signed", owner.text()),
        "the signatures of a registrar and of the pledge's owner");
  }
  if (is_signed_by_registrar) return std::nullopt;
  return object("signature_missing", "/signers", "no registrar has signed",
                "a registrar's signature too");
}

template <class Body>
concept Judges =
    Is<Body, PledgePublished> || Is<Body, PledgeReturned> || Is<Body, PledgeRejected> ||
    Is<Body, CorrectionAccepted> || Is<Body, CorrectionDeclined> || Is<Body, ReportReviewed> ||
    Is<Body, FulfilmentDetermined>;
template <class Body>
constexpr Role kJudge =
    Is<Body, ReportReviewed> || Is<Body, FulfilmentDetermined> ? Role::auditor : Role::reviewer;
template <Judges Body>
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  if (auto objection = check_no_roots(signings)) return objection;
  if (auto objection = check_sole_signer(c)) return objection;
  return check_judge(c, signings.others.front(), kJudge<Body>);
}

Objection may_sign(const Case& c, const Signings& signings, const FulfilmentReversed&) {
  if (auto objection = check_no_roots(signings)) return objection;
  for (const Signing& signing : signings.others) {
    if (auto objection = check_judge(c, signing, Role::auditor)) return objection;
  }
  return check_reversal(c, signings);
}

Objection may_sign(const Case& c, const Signings& signings, const AttestationGiven&) {
  if (auto objection = check_no_roots(signings)) return objection;
  if (auto objection = check_sole_signer(c)) return objection;
  const Signing& signing = signings.others.front();
  if (!has_role(c, *signing.key, Role::member)) {
    if (auto objection = check_role(c, signing, Role::verifier)) return objection;
  }
  return check_interest(c, signing);
}

// Who gave the attestation is a rule of the body: rules_review.cc.
template <class Body>
concept AnybodysOwn = Is<Body, AttestationWithdrawn> || Is<Body, MessagePosted>;
template <AnybodysOwn Body>
Objection may_sign(const Case& c, const Signings& signings, const Body&) {
  if (auto objection = check_no_roots(signings)) return objection;
  return check_sole_signer(c);
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

Admitted<void> check_rights_1(Registry& registry, const Entry& entry) {
  Case c{registry, entry};
  if (const auto id = entry.statement.stream.about_pledge()) c.pledge = registry.find(*id);
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

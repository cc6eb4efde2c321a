// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/choose_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "crypto/base64.h"
#include "ledger/domain/kinds/governance.h"

namespace pledgebook::cli {
namespace {

using ledger::PartyId;
using ledger::Refusal;
using ledger::Role;
using Keys = std::vector<const KeyInHand*>;

// Who signs a kind. `member` means the owner; a registrar if the body says on whose behalf.
enum class Actor : std::uint8_t {
  registrar,
  registrar_and_auditor,  // the auditor where the body corrects something
  reviewer,
  auditor,
  two_auditors,
  member,
  attester,  // a member or verifier
  anybody,
  key_holder,  // of the party whose keys the stream is about
  root_keys
};
// Whether root keys sign a kind: with the actor, or in the place of the operator's other keys.
enum class Roots : std::uint8_t { none, beside, instead };

struct KindActor {
  std::string_view kind;
  Actor actor;
  Roots roots = Roots::none;
};
constexpr auto kActors = std::to_array<KindActor>({
    {"rules.adopted", Actor::root_keys, Roots::instead},
    {"log-key.replaced", Actor::root_keys, Roots::instead},
    {"list.published", Actor::registrar_and_auditor},
    {"rates.published", Actor::registrar_and_auditor},
    {"party.registered", Actor::registrar, Roots::beside},
    {"party.updated", Actor::registrar, Roots::beside},
    {"party.suspended", Actor::registrar, Roots::instead},
    {"party.resumed", Actor::registrar, Roots::instead},
    {"key.added", Actor::key_holder, Roots::instead},
    {"key.replaced", Actor::key_holder},
    {"key.revoked", Actor::key_holder, Roots::instead},
    {"pledge.submitted", Actor::member},
    {"pledge.revised", Actor::member},
    {"pledge.published", Actor::reviewer},
    {"pledge.returned", Actor::reviewer},
    {"pledge.rejected", Actor::reviewer},
    {"pledge.amended", Actor::member},
    {"correction.accepted", Actor::reviewer},
    {"correction.declined", Actor::reviewer},
    {"pledge.endorsed", Actor::member},
    {"pledge.withdrawn", Actor::member},
    {"pledge.reinstated", Actor::member},
    {"report.submitted", Actor::member},
    {"report.reviewed", Actor::auditor},
    {"fulfilment.determined", Actor::auditor},
    {"fulfilment.reversed", Actor::two_auditors},
    {"attestation.given", Actor::attester},
    {"attestation.withdrawn", Actor::attester},
    {"message.posted", Actor::anybody},
    {"match.proposed", Actor::member},
    {"match.accepted", Actor::member},
});

KindActor actor_of(std::string_view kind) {
  const auto found = std::ranges::find(kActors, kind, &KindActor::kind);
  return found == kActors.end() ? KindActor{kind, Actor::registrar} : *found;
}

// Whose key it is, so that a person sees why it may not sign.
std::string describe(const KeyInHand& key) {
  if (!key.holder) return fmt::format("{} is not a key of this ledger", key.path);
  if (!key.holder->active) return fmt::format("{} was revoked or replaced", key.path);
  if (key.holder->root) return fmt::format("{} is a root key", key.path);
  std::string roles;
  for (const Role role : key.holder->roles)
    roles += (roles.empty() ? "" : " and ") + std::string(name(role));
  return fmt::format("{} is a key of {} as {}", key.path, key.holder->party.text(), roles);
}

std::unexpected<Refusal> no_key(const Draft& draft, std::span<const KeyInHand> keys,
                                std::string_view whose) {
  std::string rule = fmt::format("none of the given keys may sign {}", draft.kind);
  for (const KeyInHand& key : keys) rule += "; " + describe(key);
  return std::unexpected(
      Refusal{"key_missing", "/signers", std::move(rule), fmt::format("{}, with --key", whose)});
}

Signing signing_by(Keys keys) {
  Signing signing;
  for (const KeyInHand* key : keys) signing.signers.push_back(key->holder->party);
  std::ranges::sort(signing.signers);
  signing.signers.erase(std::ranges::unique(signing.signers).begin(), signing.signers.end());
  signing.keys = std::move(keys);
  return signing;
}

template <class Is>
const KeyInHand* find_key(std::span<const KeyInHand> keys, const Is& is) {
  const auto found = std::ranges::find_if(keys, is);
  return found == keys.end() ? nullptr : &*found;
}

Keys with_role(std::span<const KeyInHand> keys, Role role) {
  Keys found;
  for (const KeyInHand& key : keys) {
    if (key.may(role)) found.push_back(&key);
  }
  return found;
}

// The root keys that sign: no more than the quorum, since the ledger refuses more.
Keys root_keys(std::span<const KeyInHand> keys) {
  Keys found;
  for (const KeyInHand& key : keys) {
    if (key.is_active_root() && found.size() < key.holder->root_quorum) found.push_back(&key);
  }
  return found;
}

std::size_t missing_root_keys(const Keys& roots) {
  return roots.empty() ? 0 : roots.front()->holder->root_quorum - roots.size();
}

ledger::Admitted<Signing> by_role(const Draft& draft, std::span<const KeyInHand> keys, Role role) {
  const auto found = with_role(keys, role);
  if (found.empty()) return no_key(draft, keys, fmt::format("a key with the role {}", name(role)));
  return signing_by({found.front()});
}

// One key a party; what several members state together is signed by all whose keys are given.
ledger::Admitted<Signing> by_members(const Draft& draft, std::span<const KeyInHand> keys) {
  std::map<PartyId, const KeyInHand*> one_a_party;
  for (const KeyInHand* key : with_role(keys, Role::member)) {
    one_a_party.emplace(key->holder->party, key);
  }
  if (one_a_party.empty()) {
    return no_key(draft, keys, "a key with the role member, or a registrar's and on_behalf_of");
  }
  const bool may_be_joint = draft.kind == "pledge.submitted" || draft.kind == "pledge.revised" ||
                            draft.kind == "pledge.amended";
  if (one_a_party.size() > 1 && !may_be_joint) {
    return std::unexpected(
        Refusal{"key_ambiguous", "/signers",
                "keys of several members are given, but only one member can sign",
                "the key of the pledge's owner, or \"signers\""});
  }
  Keys chosen;
  for (const auto& [party, key] : one_a_party) chosen.push_back(key);
  return signing_by(std::move(chosen));
}

ledger::Admitted<Signing> by_two_auditors(const Draft& draft, std::span<const KeyInHand> keys) {
  auto found = with_role(keys, Role::auditor);
  if (found.size() < 2) return no_key(draft, keys, "two different keys with the role auditor");
  found.resize(2);
  return signing_by(std::move(found));
}

ledger::Admitted<Signing> by_registrar_and_auditor(const Draft& draft,
                                                   std::span<const KeyInHand> keys) {
  if (!draft.body.contains("corrects")) return by_role(draft, keys, Role::registrar);
  const auto registrars = with_role(keys, Role::registrar);
  const auto auditors = with_role(keys, Role::auditor);
  if (registrars.empty() || auditors.empty())
    return no_key(draft, keys,
                  "a registrar's key and an auditor's, since it corrects what is in force");
  return signing_by({registrars.front(), auditors.front()});
}

// A registrar; and the owner's key too, if it is given: it must sign where the successor is another
// party's.
ledger::Admitted<Signing> for_superseded(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto registrars = with_role(keys, Role::registrar);
  if (registrars.empty()) return no_key(draft, keys, "a key with the role registrar");
  const auto members = with_role(keys, Role::member);
  Keys chosen{registrars.front()};
  if (!members.empty()) chosen.push_back(members.front());
  return signing_by(std::move(chosen));
}

std::string_view text_member(const Draft& draft, std::string_view member) {
  const auto* value = draft.body.if_contains(member);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

// The key that the statement brings, which must sign too.
bool brings_key(const Draft& draft) {
  return draft.kind == "key.added" || draft.kind == "key.replaced" ||
         draft.kind == "log-key.replaced";
}
bool is_brought(const Draft& draft, const KeyInHand& key) {
  const std::string text = crypto::to_base64(key.key.public_key().bytes());
  if (draft.kind != "log-key.replaced") return text == text_member(draft, "public_key");
  // A verifier key ends with the base64 of a type's byte and the public key.
  const auto public_key = ledger::public_key_of(text_member(draft, "log_key"));
  return public_key && crypto::to_base64(public_key->bytes) == text;
}

bool is_of(const KeyInHand& key, const PartyId& party) {
  return key.holder && key.holder->active && key.holder->party == party;
}

// key.added: the party's own key, else a registrar's.
ledger::Admitted<Signing> for_key_added(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto party = *draft.stream.party_id();
  const auto* own = find_key(keys, [&](const auto& key) {
    return is_of(key, party) && !key.holder->root && !is_brought(draft, key);
  });
  if (own != nullptr) return signing_by({own});
  const auto registrars = with_role(keys, Role::registrar);
  if (registrars.empty())
    return no_key(draft, keys, "a registrar's key, an active key of the party, or the root keys");
  return signing_by({registrars.front()});
}

// key.replaced: the key that goes, root keys too.
ledger::Admitted<Signing> for_key_replaced(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto party = *draft.stream.party_id();
  const auto* old =
      find_key(keys, [&](const auto& key) { return is_of(key, party) && !is_brought(draft, key); });
  if (old == nullptr) return no_key(draft, keys, "the key that is replaced");
  return signing_by({old});
}

// key.revoked: in the party's stream another of its keys, in governance a registrar's.
ledger::Admitted<Signing> for_key_revoked(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto party = draft.stream.party_id();
  if (!party) return by_role(draft, keys, Role::registrar);
  const std::string_view revoked = text_member(draft, "key");
  const auto* other = find_key(keys, [&](const auto& key) {
    return is_of(key, *party) && !key.holder->root && key.id.hex() != revoked;
  });
  if (other == nullptr) return no_key(draft, keys, "another active key of the party");
  return signing_by({other});
}

ledger::Admitted<Signing> by_key_holder(const Draft& draft, std::span<const KeyInHand> keys) {
  if (draft.kind == "key.added") return for_key_added(draft, keys);
  if (draft.kind == "key.replaced") return for_key_replaced(draft, keys);
  return for_key_revoked(draft, keys);
}

ledger::Admitted<Signing> by_attester(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto* found = find_key(
      keys, [](const auto& key) { return key.may(Role::member) || key.may(Role::verifier); });
  if (found == nullptr) return no_key(draft, keys, "a key with the role member or verifier");
  return signing_by({found});
}

ledger::Admitted<Signing> by_anybody(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto* found = find_key(keys, [](const auto& key) { return key.is_active(); });
  if (found == nullptr) return no_key(draft, keys, "any active key of the ledger");
  return signing_by({found});
}

ledger::Admitted<Signing> by_actor(const Draft& draft, std::span<const KeyInHand> keys,
                                   Actor actor) {
  if (draft.kind == "pledge.superseded") return for_superseded(draft, keys);
  switch (actor) {
    case Actor::registrar:
      return by_role(draft, keys, Role::registrar);
    case Actor::registrar_and_auditor:
      return by_registrar_and_auditor(draft, keys);
    case Actor::reviewer:
      return by_role(draft, keys, Role::reviewer);
    case Actor::auditor:
      return by_role(draft, keys, Role::auditor);
    case Actor::two_auditors:
      return by_two_auditors(draft, keys);
    case Actor::member:
      if (draft.body.contains("on_behalf_of")) return by_role(draft, keys, Role::registrar);
      return by_members(draft, keys);
    case Actor::attester:
      return by_attester(draft, keys);
    case Actor::key_holder:
      return by_key_holder(draft, keys);
    case Actor::root_keys:
      return no_key(draft, keys, "the root keys");
    case Actor::anybody:
      break;
  }
  return by_anybody(draft, keys);
}

// The role that a signer's key needs; none where the kind decides it otherwise.
std::optional<Role> role_of(Actor actor, const Draft& draft) {
  switch (actor) {
    case Actor::registrar:
      return Role::registrar;
    case Actor::reviewer:
      return Role::reviewer;
    case Actor::auditor:
    case Actor::two_auditors:
      return Role::auditor;
    case Actor::member:
      return draft.body.contains("on_behalf_of") ? Role::registrar : Role::member;
    case Actor::registrar_and_auditor:
    case Actor::attester:
    case Actor::key_holder:
    case Actor::root_keys:
    case Actor::anybody:
      break;
  }
  return std::nullopt;
}

// The draft names its signers: one key of each, with the required role if there is one. `roots`
// sign for the operator.
Signing by_signers(const Draft& draft, std::span<const KeyInHand> keys, std::optional<Role> role,
                   const Keys& roots) {
  Signing signing;
  signing.signers = draft.signers;
  for (const PartyId& signer : draft.signers) {
    if (!roots.empty() && roots.front()->holder->party == signer) continue;
    const auto* found = find_key(keys, [&](const KeyInHand& key) {
      return key.is_active() && key.holder->party == signer && (!role || key.may(*role));
    });
    if (found == nullptr) {
      signing.missing.push_back(signer);
    } else {
      signing.keys.push_back(found);
    }
  }
  return signing;
}

// The root keys in the place of the operator's other keys; with them, for an officer's key of
// another party, a key of that party.
Signing by_root_keys(const Draft& draft, std::span<const KeyInHand> keys, const Keys& roots) {
  Keys chosen = roots;
  const auto party = draft.stream.party_id();
  if (draft.kind == "key.added" && party && *party != roots.front()->holder->party) {
    const auto* own = find_key(keys, [&](const auto& key) { return is_of(key, *party); });
    if (own != nullptr) chosen.push_back(own);
  }
  return signing_by(std::move(chosen));
}

void add_keys(Signing& signing, const Keys& keys) {
  const Signing more = signing_by(keys);
  for (const PartyId& signer : more.signers) {
    if (std::ranges::find(signing.signers, signer) == signing.signers.end())
      signing.signers.push_back(signer);
  }
  std::ranges::sort(signing.signers);
  signing.keys.insert(signing.keys.end(), keys.begin(), keys.end());
}

ledger::Admitted<Signing> choose(const Draft& draft, std::span<const KeyInHand> keys,
                                 const KindActor& rule, const Keys& roots) {
  const bool is_by_roots = rule.roots == Roots::instead && !roots.empty();
  if (!draft.signers.empty()) {
    Signing signing =
        by_signers(draft, keys, role_of(rule.actor, draft), is_by_roots ? roots : Keys{});
    if (is_by_roots) add_keys(signing, roots);
    return signing;
  }
  if (is_by_roots) return by_root_keys(draft, keys, roots);
  return by_actor(draft, keys, rule.actor);
}

}  // namespace

ledger::Admitted<Signing> choose_keys(const Draft& draft, std::span<const KeyInHand> keys) {
  const KindActor rule = actor_of(draft.kind);
  const Keys roots = rule.roots == Roots::none ? Keys{} : root_keys(keys);
  auto signing = choose(draft, keys, rule, roots);
  if (!signing) return signing;
  if (rule.roots == Roots::beside) add_keys(*signing, roots);
  signing->root_keys_missing = missing_root_keys(roots);
  if (!brings_key(draft)) return signing;
  const auto* brought = find_key(keys, [&](const auto& key) { return is_brought(draft, key); });
  signing->lacks_new_key = brought == nullptr;
  if (brought != nullptr) signing->keys.push_back(brought);
  return signing;
}

}  // namespace pledgebook::cli

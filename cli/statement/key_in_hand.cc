// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/key_in_hand.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "cli/shell/input_file.h"
#include "cli/shell/passphrase.h"
#include "crypto/base64.h"
#include "crypto/key_file.h"

namespace pledgebook::cli {
namespace {

using ledger::PartyId;
using ledger::Refusal;
using ledger::Role;

// Who signs a kind, if one role decides it. `member` means the owner; a registrar if the body says
// on whose behalf.
enum class Actor : std::uint8_t { registrar, reviewer, auditor, member, two_auditors, anybody };

Actor actor_of(std::string_view kind) {
  static constexpr auto kReviewer =
      std::to_array<std::string_view>({"pledge.published", "pledge.returned", "pledge.rejected"});
  static constexpr auto kAuditor =
      std::to_array<std::string_view>({"report.reviewed", "fulfilment.determined"});
  static constexpr auto kMember =
      std::to_array<std::string_view>({"pledge.submitted", "pledge.revised", "pledge.amended",
                                       "pledge.endorsed", "pledge.withdrawn", "pledge.reinstated",
                                       "report.submitted", "match.proposed", "match.accepted"});
  const auto is_in = [&](const auto& kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
  };
  if (is_in(kReviewer)) return Actor::reviewer;
  if (is_in(kAuditor)) return Actor::auditor;
  if (is_in(kMember)) return Actor::member;
  if (kind == "fulfilment.reversed") return Actor::two_auditors;
  if (kind == "attestation.given") return Actor::anybody;
  return Actor::registrar;
}

std::unexpected<Refusal> no_key(const Draft& draft, std::string_view whose) {
  return std::unexpected(Refusal{"key_missing", "/signers",
                                 fmt::format("none of the given keys may sign {}", draft.kind),
                                 fmt::format("{}, with --key", whose)});
}

Signing signing_by(std::vector<const KeyInHand*> keys) {
  Signing signing;
  for (const KeyInHand* key : keys) signing.signers.push_back(key->holder->party);
  std::ranges::sort(signing.signers);
  signing.signers.erase(std::ranges::unique(signing.signers).begin(), signing.signers.end());
  signing.keys = std::move(keys);
  return signing;
}

std::vector<const KeyInHand*> with_role(std::span<const KeyInHand> keys, Role role) {
  std::vector<const KeyInHand*> found;
  for (const KeyInHand& key : keys) {
    if (key.may(role)) found.push_back(&key);
  }
  return found;
}

ledger::Admitted<Signing> by_role(const Draft& draft, std::span<const KeyInHand> keys, Role role) {
  const auto found = with_role(keys, role);
  if (found.empty()) return no_key(draft, fmt::format("a key with the role {}", name(role)));
  return signing_by({found.front()});
}

// One key a party; a joint pledge is signed by all parties whose keys are given.
ledger::Admitted<Signing> by_members(const Draft& draft, std::span<const KeyInHand> keys) {
  std::map<PartyId, const KeyInHand*> one_a_party;
  for (const KeyInHand* key : with_role(keys, Role::member)) {
    one_a_party.emplace(key->holder->party, key);
  }
  if (one_a_party.empty()) {
    return no_key(draft, "a key with the role member, or a registrar's and on_behalf_of");
  }
  const bool may_be_joint = draft.kind == "pledge.submitted" || draft.kind == "pledge.revised";
  if (one_a_party.size() > 1 && !may_be_joint) {
    return std::unexpected(
        Refusal{"key_ambiguous", "/signers",
                "keys of several members are given, but only one member can sign",
                "the key of the pledge's owner, or \"signers\""});
  }
  std::vector<const KeyInHand*> chosen;
  for (const auto& [party, key] : one_a_party) chosen.push_back(key);
  return signing_by(std::move(chosen));
}

ledger::Admitted<Signing> by_two_auditors(const Draft& draft, std::span<const KeyInHand> keys) {
  auto found = with_role(keys, Role::auditor);
  if (found.size() < 2) return no_key(draft, "two different keys with the role auditor");
  found.resize(2);
  return signing_by(std::move(found));
}

std::string_view text_member(const Draft& draft, std::string_view member) {
  const auto* value = draft.body.if_contains(member);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

// A key that may sign in keys/<party>: one of the party's own; for the operator also a root key;
// else a registrar's.
const KeyInHand* key_for_keys(std::span<const KeyInHand> keys, const PartyId& party,
                              std::string_view other_than) {
  const KeyInHand* best = nullptr;
  for (const KeyInHand& key : keys) {
    if (!key.holder || !key.holder->active || key.id.hex() == other_than) continue;
    if (key.holder->party == party) return &key;
    if (best == nullptr && key.may(Role::registrar)) best = &key;
  }
  return best;
}

ledger::Admitted<Signing> for_key_added(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto party = draft.stream.party_id();
  const std::string_view public_key = text_member(draft, "public_key");
  const auto is_new = [&](const KeyInHand& key) {
    return crypto::to_base64(key.key.public_key().bytes()) == public_key;
  };
  const auto added = std::ranges::find_if(keys, is_new);
  const KeyInHand* by = party ? key_for_keys(keys, *party, "") : nullptr;
  if (by == nullptr) return no_key(draft, "a registrar's key, or an active key of the party");
  Signing signing = signing_by({by});
  signing.lacks_new_key = added == keys.end();
  if (added != keys.end()) signing.keys.push_back(&*added);
  return signing;
}

ledger::Admitted<Signing> for_key_revoked(const Draft& draft, std::span<const KeyInHand> keys) {
  const auto party = draft.stream.party_id();
  const KeyInHand* by = party ? key_for_keys(keys, *party, text_member(draft, "key")) : nullptr;
  if (by == nullptr) return no_key(draft, "a registrar's key, or another active key of the party");
  return signing_by({by});
}

// The draft names its signers: one key of each, with the required role if there is one.
Signing by_signers(const Draft& draft, std::span<const KeyInHand> keys, std::optional<Role> role) {
  Signing signing;
  signing.signers = draft.signers;
  for (const PartyId& signer : draft.signers) {
    const auto found = std::ranges::find_if(keys, [&](const KeyInHand& key) {
      return key.is_active() && key.holder->party == signer && (!role || key.may(*role));
    });
    if (found == keys.end()) {
      signing.missing.push_back(signer);
    } else {
      signing.keys.push_back(&*found);
    }
  }
  return signing;
}

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
    case Actor::anybody:
      break;
  }
  return std::nullopt;
}

}  // namespace

bool KeyInHand::may(Role role) const {
  return is_active() && std::ranges::find(holder->roles, role) != holder->roles.end();
}

Outcome<KeyInHand> read_key(const std::string& path,
                            const std::optional<std::string>& passphrase_file) {
  LEDGER_TRY(const std::string pem, read_whole(path, crypto::kKeyFileBytesMax));
  Secret passphrase;
  if (crypto::is_encrypted_pem(pem)) {
    LEDGER_TRY(auto given, passphrase_from_file(passphrase_file));
    LEDGER_TRY(passphrase, given ? Outcome<Secret>(*std::move(given))
                                 : ask_passphrase(fmt::format("passphrase of {}: ", path)));
  }
  auto key = crypto::read_secret_key(path, passphrase.text());
  if (!key) return usage(key.error());
  const ledger::KeyId id{key->public_key().id()};
  return KeyInHand{path, *std::move(key), id, std::nullopt};
}

Outcome<EitherKey> read_either(const std::string& path,
                               const std::optional<std::string>& passphrase_file) {
  LEDGER_TRY(const std::string pem, read_whole(path, crypto::kKeyFileBytesMax));
  if (const auto key = crypto::parse_public_key_pem(pem)) return EitherKey{*key, false};
  LEDGER_TRY(const KeyInHand key, read_key(path, passphrase_file));
  return EitherKey{key.key.public_key(), true};
}

Outcome<std::vector<KeyInHand>> read_keys(Book& book, const std::vector<std::string>& paths,
                                          const std::optional<std::string>& passphrase_file) {
  std::vector<KeyInHand> keys;
  for (const std::string& path : paths) {
    LEDGER_TRY(KeyInHand key, read_key(path, passphrase_file));
    for (const KeyInHand& other : keys) {
      if (other.id == key.id) {
        return usage(fmt::format("{} and {} are the same key: give it once", other.path, path));
      }
    }
    LEDGER_TRY(key.holder, book.holder(key.id));
    keys.push_back(std::move(key));
  }
  return keys;
}

ledger::Admitted<Signing> choose_keys(const Draft& draft, std::span<const KeyInHand> keys) {
  const Actor actor = actor_of(draft.kind);
  if (!draft.signers.empty()) return by_signers(draft, keys, role_of(actor, draft));
  if (draft.kind == "key.added") return for_key_added(draft, keys);
  if (draft.kind == "key.revoked") return for_key_revoked(draft, keys);
  if (actor == Actor::two_auditors) return by_two_auditors(draft, keys);
  const auto role = role_of(actor, draft);
  if (!role) {
    const auto any = std::ranges::find_if(keys, [](const KeyInHand& k) { return k.is_active(); });
    if (any == keys.end()) return no_key(draft, "any active key of the ledger");
    return signing_by({&*any});
  }
  if (*role == Role::member) return by_members(draft, keys);
  return by_role(draft, keys, *role);
}

}  // namespace pledgebook::cli

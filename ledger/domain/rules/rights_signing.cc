// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rights_signing.h"

#include <fmt/format.h>

#include <algorithm>

namespace pledgebook::ledger {
namespace {

// Root keys replace the operator's own keys and do nothing else (docs/FORMAT.md, "Keys").
Objection check_root_use(const Case& c, const Signing& signing) {
  const StreamId keys_of_operator = StreamId::keys(c.governance().operator_id);
  if (!signing.key->root || c.statement().stream == keys_of_operator) return std::nullopt;
  return object("root_key_misused", keyid_pointer(signing),
                "a root key may sign only key.added and key.revoked for the operator's own keys",
                "an officer's key");
}

Admitted<Signing> identify(const Case& c, std::size_t place) {
  const Signing signing{place, c.registry.find(c.entry.signatures[place].key)};
  if (signing.key == nullptr) {
    return std::unexpected(*object("key_unknown", keyid_pointer(signing),
                                   "the ledger has no key with this id",
                                   "a key that key.added gave to the signer's party"));
  }
  if (signing.key->revoked) {
    return std::unexpected(
        *object("key_revoked", keyid_pointer(signing),
                fmt::format("the key was revoked by record {}", number(*signing.key->revoked)),
                "an active key of the signer's party"));
  }
  if (auto objection = check_root_use(c, signing)) return std::unexpected(*std::move(objection));
  return signing;
}

Objection unexpected_signature(const Signing& signing, std::string accepted) {
  return object("signature_unexpected", keyid_pointer(signing),
                "this kind does not allow a signature by this key", std::move(accepted));
}

std::size_t count_of(const Signings& signings, const PartyId& party) {
  return static_cast<std::size_t>(std::ranges::count_if(
      signings, [&](const Signing& signing) { return signing.key->party == party; }));
}

// One a signer; for fulfilment.reversed two in all, at least one a signer.
Objection check_count(const Case& c, const Signings& signings) {
  constexpr std::size_t kAuditors = 2;
  const bool reverses = std::holds_alternative<FulfilmentReversed>(c.statement().body);
  const std::string accepted = reverses ? "two signatures by different auditors' keys"
                                        : "exactly one signature by a key of each signer";
  const auto& signers = c.statement().signers;
  for (std::size_t i = 0; i < signers.size(); ++i) {
    if (count_of(signings, signers[i]) > 0) continue;
    return object("signature_missing", fmt::format("/signers/{}", i),
                  fmt::format("no key of {} has signed", signers[i].text()), accepted);
  }
  const std::size_t wanted = reverses ? kAuditors : signers.size();
  if (signings.size() < wanted) {
    return object("signature_missing", "/signatures", "a signature is missing", accepted);
  }
  for (const Signing& signing : signings) {
    const bool is_signers = std::ranges::find(signers, signing.key->party) != signers.end();
    const bool is_one_too_many = !reverses && count_of(signings, signing.key->party) > 1;
    if (!is_signers || is_one_too_many) return unexpected_signature(signing, accepted);
  }
  if (signings.size() > wanted) return unexpected_signature(signings.back(), accepted);
  return std::nullopt;
}

}  // namespace

std::string keyid_pointer(const Signing& signing) {
  return fmt::format("/signatures/{}/keyid", signing.place);
}

Admitted<Signings> identify_signings(const Case& c) {
  const auto* added = std::get_if<KeyAdded>(&c.statement().body);
  const std::optional<KeyId> added_id =
      added != nullptr ? std::optional(key_id(added->public_key)) : std::nullopt;
  Signings signings;
  bool possessed = false;
  for (std::size_t i = 0; i < c.entry.signatures.size(); ++i) {
    if (added_id && c.entry.signatures[i].key == *added_id) {
      possessed = true;
      continue;
    }
    auto signing = identify(c, i);
    if (!signing) return std::unexpected(std::move(signing).error());
    signings.push_back(*signing);
  }
  if (added_id && !possessed) {
    return std::unexpected(
        *object("signature_missing", "/signatures",
                "the new key has not signed; it must sign too, to prove that its owner has it",
                "a signature by the new key as well as the signer's"));
  }
  if (auto objection = check_count(c, signings)) return std::unexpected(*std::move(objection));
  return signings;
}

bool has_role(const Case& c, const Key& key, Role role) {
  if (key.root) return role == Role::registrar;
  const Party* party = c.registry.find(key.party);
  if (party == nullptr) return false;
  const auto holds = [role](const std::vector<Role>& roles) {
    return std::ranges::find(roles, role) != roles.end();
  };
  return holds(party->body.roles) && (key.roles.empty() || holds(key.roles));
}

Objection check_role(const Case& c, const Signing& signing, Role role) {
  if (has_role(c, *signing.key, role)) return std::nullopt;
  return object("role_missing", keyid_pointer(signing),
                fmt::format("the key does not hold the role {}", name(role)),
                fmt::format("{} signed by a key that has the role {}, as its party must too",
                            c.statement().kind(), name(role)));
}

Objection check_sole_signer(const Case& c) {
  if (c.statement().signers.size() == 1) return std::nullopt;
  return object("signer_unexpected", "/signers",
                fmt::format("{} takes exactly one signer", c.statement().kind()), "one party's id");
}

}  // namespace pledgebook::ledger

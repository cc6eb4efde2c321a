// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rights_signing.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "crypto/verifier_key.h"

namespace pledgebook::ledger {
namespace {

// Of a party that is suspended only this is taken, so that it can end what was stolen.
bool revokes_own_key(const Case& c, const PartyId& party) {
  return std::holds_alternative<KeyRevoked>(c.statement().body) &&
         c.statement().stream == StreamId::keys(party);
}

Objection check_active(const Case&, const Signing& signing) {
  constexpr const char* kAccepted = "an active key of the signer's party";
  if (signing.key->revoked) {
    return object("key_revoked", keyid_pointer(signing),
                  fmt::format("the key was revoked by record {}", number(*signing.key->revoked)),
                  kAccepted);
  }
  if (!signing.key->replaced) return std::nullopt;
  return object("key_replaced", keyid_pointer(signing),
                fmt::format("the key was replaced by record {}", number(*signing.key->replaced)),
                kAccepted);
}

Objection check_suspension(const Case& c, const Signing& signing) {
  const Party* party = c.registry.find(signing.key->party);
  if (party == nullptr || !party->suspended || revokes_own_key(c, party->id)) return std::nullopt;
  return object(
      "party_suspended", keyid_pointer(signing),
      fmt::format("{} was suspended by record {}", party->id.text(), number(*party->suspended)),
      "statements by other parties, until party.resumed");
}

Admitted<Signing> identify(const Case& c, std::size_t place) {
  const Signing signing{place, c.registry.find(c.entry.signatures[place].key)};
  if (signing.key == nullptr) {
    return std::unexpected(*object("key_unknown", keyid_pointer(signing),
                                   "the ledger has no key with this id",
                                   "a key that key.added gave to the signer's party"));
  }
  for (const auto check : {check_active, check_suspension}) {
    if (auto objection = check(c, signing)) return std::unexpected(*std::move(objection));
  }
  return signing;
}

// The new key that must sign too, to prove that its owner has it.
std::optional<KeyId> possessed_key(const Case& c) {
  const Body& body = c.statement().body;
  if (const auto* added = std::get_if<KeyAdded>(&body)) return key_id(added->public_key);
  if (const auto* replaced = std::get_if<KeyReplaced>(&body)) return key_id(replaced->public_key);
  if (const auto* log_key = std::get_if<LogKeyReplaced>(&body)) {
    if (const auto key = public_key_of(log_key->log_key)) return key_id(*key);
  }
  return std::nullopt;
}

Objection missing_possession() {
  return object("signature_missing", "/signatures",
                "the new key has not signed; it must sign too, to prove that its owner has it",
                "a signature by the new key as well as the signer's");
}

// How many keys other than root keys must sign, where it is not one a signer.
std::optional<std::size_t> pair_of(const Body& body) {
  constexpr std::size_t kTwo = 2;
  if (std::holds_alternative<FulfilmentReversed>(body)) return kTwo;
  if (const auto* list = std::get_if<ListPublished>(&body); list != nullptr && list->corrects)
    return kTwo;
  if (const auto* rates = std::get_if<RatesPublished>(&body); rates != nullptr && rates->corrects)
    return kTwo;
  return std::nullopt;
}

std::string accepted_signatures(const Body& body) {
  if (std::holds_alternative<FulfilmentReversed>(body))
    return "two signatures, by the keys of two auditors";
  if (pair_of(body)) return "two signatures, by a registrar's key and by an auditor's";
  return "exactly one signature by a key of each signer";
}

Objection unexpected_signature(const Case& c, const Signing& signing) {
  return object("signature_unexpected", keyid_pointer(signing),
                "this kind does not allow a signature by this key",
                accepted_signatures(c.statement().body));
}

std::size_t count_of(const std::vector<Signing>& signings, const PartyId& party) {
  return static_cast<std::size_t>(std::ranges::count_if(
      signings, [&](const Signing& signing) { return signing.key->party == party; }));
}

Objection check_count(const Case& c, const Signings& signings) {
  const auto& signers = c.statement().signers;
  const auto is_signer = [&](const Signing& signing) {
    return std::ranges::find(signers, signing.key->party) != signers.end();
  };
  for (const auto* group : {&signings.roots, &signings.others}) {
    const auto stranger = std::ranges::find_if_not(*group, is_signer);
    if (stranger != group->end()) return unexpected_signature(c, *stranger);
  }
  for (std::size_t i = 0; i < signers.size(); ++i) {
    if (count_of(signings.roots, signers[i]) + count_of(signings.others, signers[i]) > 0) continue;
    return object("signature_missing", fmt::format("/signers/{}", i),
                  fmt::format("no key of {} has signed", signers[i].text()),
                  accepted_signatures(c.statement().body));
  }
  const auto pair = pair_of(c.statement().body);
  if (pair && signings.others.size() < *pair) {
    return object("signature_missing", "/signatures", "a signature is missing",
                  accepted_signatures(c.statement().body));
  }
  if (pair && signings.others.size() > *pair)
    return unexpected_signature(c, signings.others.back());
  if (pair) return std::nullopt;
  const auto one_too_many = std::ranges::find_if(signings.others, [&](const Signing& signing) {
    return count_of(signings.others, signing.key->party) > 1;
  });
  return one_too_many == signings.others.end() ? std::nullopt
                                               : unexpected_signature(c, *one_too_many);
}

}  // namespace

std::string keyid_pointer(const Signing& signing) {
  return fmt::format("/signatures/{}/keyid", signing.place);
}

Admitted<Signings> identify_signings(const Case& c) {
  const std::optional<KeyId> possessed = possessed_key(c);
  bool is_proved = false;
  Signings signings;
  for (std::size_t i = 0; i < c.entry.signatures.size(); ++i) {
    if (c.entry.signatures[i].key == possessed) {
      is_proved = true;
      continue;
    }
    auto signing = identify(c, i);
    if (!signing) return std::unexpected(std::move(signing).error());
    (signing->key->root ? signings.roots : signings.others).push_back(*signing);
  }
  if (possessed && !is_proved) return std::unexpected(*missing_possession());
  if (auto objection = check_count(c, signings)) return std::unexpected(*std::move(objection));
  return signings;
}

bool has_role(const Case& c, const Key& key, Role role) {
  const Party* party = c.registry.find(key.party);
  if (party == nullptr) return false;
  const auto holds = [role](const std::vector<Role>& roles) {
    return std::ranges::find(roles, role) != roles.end();
  };
  return holds(key.roles) && holds(party->body.roles);
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

Objection check_quorum(const Case& c, const Signings& signings) {
  const std::size_t wanted = c.governance().root_quorum;
  if (signings.roots.size() == wanted) return std::nullopt;
  const std::string accepted = fmt::format("signatures by exactly {} root keys of {}", wanted,
                                           c.governance().operator_id.text());
  if (signings.roots.size() > wanted) {
    return object("signature_unexpected", keyid_pointer(signings.roots.back()),
                  fmt::format("{} root keys have signed", signings.roots.size()), accepted);
  }
  return object("root_quorum_missing", "/signatures",
                fmt::format("{} of {} root keys have signed", signings.roots.size(), wanted),
                accepted);
}

Objection check_no_roots(const Signings& signings) {
  if (signings.roots.empty()) return std::nullopt;
  return object(
      "root_key_misused", keyid_pointer(signings.roots.front()),
      "a root key may sign only what makes or unmakes officers, parties and keys, and what "
      "the whole ledger rests on",
      "an officer's or a member's key");
}

Objection check_roots_alone(const Case& c, const Signings& signings) {
  if (c.statement().signers != std::vector{c.governance().operator_id}) {
    return object("signer_unexpected", "/signers", "only the operator may say this",
                  c.governance().operator_id.text());
  }
  if (!signings.others.empty()) return unexpected_signature(c, signings.others.front());
  return check_quorum(c, signings);
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Parties and their keys: the bodies of the statements in `party/` and `keys/` streams (domain.md,
// "Statement kinds").
//
// In all bodies in this folder, fields of type std::optional or std::vector may be absent from the
// JSON; all others are required. `describe` names each member once, for reading, writing and the
// published schema alike (fields.h). Its second argument is the limit, in characters or items, if
// there is one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/fields.h"
#include "ledger/domain/values/country.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/names.h"

namespace pledgebook::ledger {

enum class Sector : std::uint8_t {
  government,
  private_sector,
  civil_society,
  academia,
  un_agency,
  international_organization,
  regional_organization,
  youth,
  foundation,
  financial_institution,
  donor_agency,
  other
};
constexpr auto names_of(Sector) {
  return std::to_array<Name<Sector>>(
      {{Sector::government, "government"},
       {Sector::private_sector, "private-sector"},
       {Sector::civil_society, "civil-society"},
       {Sector::academia, "academia"},
       {Sector::un_agency, "un-agency"},
       {Sector::international_organization, "international-organization"},
       {Sector::regional_organization, "regional-organization"},
       {Sector::youth, "youth"},
       {Sector::foundation, "foundation"},
       {Sector::financial_institution, "financial-institution"},
       {Sector::donor_agency, "donor-agency"},
       {Sector::other, "other"}});
}

enum class ItuMembership : std::uint8_t { member_state, sector_member, associate, academia };
constexpr auto names_of(ItuMembership) {
  return std::to_array<Name<ItuMembership>>({{ItuMembership::member_state, "member-state"},
                                             {ItuMembership::sector_member, "sector-member"},
                                             {ItuMembership::associate, "associate"},
                                             {ItuMembership::academia, "academia"}});
}

// The rights of a party in the ledger, and those that one of its keys may use. A verifier attests
// other parties' pledges; registrars, reviewers and auditors are officers.
enum class Role : std::uint8_t { member, verifier, registrar, reviewer, auditor };
constexpr auto names_of(Role) {
  return std::to_array<Name<Role>>({{Role::member, "member"},
                                    {Role::verifier, "verifier"},
                                    {Role::registrar, "registrar"},
                                    {Role::reviewer, "reviewer"},
                                    {Role::auditor, "auditor"}});
}

[[nodiscard]] constexpr bool is_officer(Role role) noexcept {
  return role == Role::registrar || role == Role::reviewer || role == Role::auditor;
}

// The 32 bytes of an Ed25519 public key; base64 on the wire. Reading one checks, with libsodium,
// that it is a point of the prime-order group.
struct PublicKeyBytes {
  std::array<std::byte, 32> bytes{};
  friend bool operator==(const PublicKeyBytes&, const PublicKeyBytes&) = default;
};
// H(public key): the id by which signatures and `key.revoked` name it.
[[nodiscard]] KeyId key_id(const PublicKeyBytes& key);

struct PartyBody {
  std::string name;
  Sector sector{};
  std::optional<Country> country;
  std::optional<ItuMembership> itu_membership;
  std::vector<Role> roles;  // at least one
  friend bool operator==(const PartyBody&, const PartyBody&) = default;
};
void describe(auto& f, Is<PartyBody> auto& b) {
  f("name", b.name, kName);
  f("sector", b.sector);
  f("country", b.country);
  f("itu_membership", b.itu_membership);
  f("roles", b.roles);
}
struct PartyRegistered {
  static constexpr std::string_view kKind = "party.registered";
  PartyBody party;
};
void describe(auto& f, Is<PartyRegistered> auto& b) { describe(f, b.party); }
struct PartyUpdated {
  static constexpr std::string_view kKind = "party.updated";
  PartyBody party;
};
void describe(auto& f, Is<PartyUpdated> auto& b) { describe(f, b.party); }

// Between the two, whatever the party signs is refused, but for revocations of its own keys.
struct PartySuspended {
  static constexpr std::string_view kKind = "party.suspended";
  std::string reason;
};
void describe(auto& f, Is<PartySuspended> auto& b) { f("reason", b.reason, kReason); }
struct PartyResumed {
  static constexpr std::string_view kKind = "party.resumed";
  std::string reason;
};
void describe(auto& f, Is<PartyResumed> auto& b) { f("reason", b.reason, kReason); }

struct KeyAdded {
  static constexpr std::string_view kKind = "key.added";
  PublicKeyBytes public_key;
  std::string label;
  std::vector<Role> roles;   // one officer's role, or member and verifier; none for a root key
  std::optional<bool> root;  // true: one of the operator's root keys
  // True: the party's earlier keys are lost, and none of them signed this.
  std::optional<bool> recovered;
};
void describe(auto& f, Is<KeyAdded> auto& b) {
  f("public_key", b.public_key);
  f("label", b.label, kName);
  f("roles", b.roles);
  f("root", b.root);
  f("recovered", b.recovered);
}

// The key that signs ends, and passes what it may do to the new one, which signs too.
struct KeyReplaced {
  static constexpr std::string_view kKind = "key.replaced";
  PublicKeyBytes public_key;
  std::string label;
};
void describe(auto& f, Is<KeyReplaced> auto& b) {
  f("public_key", b.public_key);
  f("label", b.label, kName);
}

struct KeyRevoked {
  static constexpr std::string_view kKind = "key.revoked";
  KeyId key;
  std::string reason;
  std::optional<Index> compromised_since;  // records from here on, signed by the key, are disputed
};
void describe(auto& f, Is<KeyRevoked> auto& b) {
  f("key", b.key);
  f("reason", b.reason, kReason);
  f("compromised_since", b.compromised_since);
}

}  // namespace pledgebook::ledger

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
       {Sector::other, "other"}});
}

// The rights of a party in the ledger, and those that one of its keys may use.
enum class Role : std::uint8_t { member, registrar, reviewer, auditor };
constexpr auto names_of(Role) {
  return std::to_array<Name<Role>>({{Role::member, "member"},
                                    {Role::registrar, "registrar"},
                                    {Role::reviewer, "reviewer"},
                                    {Role::auditor, "auditor"}});
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
  std::vector<Role> roles;
  friend bool operator==(const PartyBody&, const PartyBody&) = default;
};
void describe(auto& f, Is<PartyBody> auto& b) {
  f("name", b.name, kTitleCharacters);
  f("sector", b.sector);
  f("country", b.country);
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

struct KeyAdded {
  static constexpr std::string_view kKind = "key.added";
  PublicKeyBytes public_key;
  std::string label;
  std::vector<Role> roles;  // none given: all of the party's
  std::optional<bool>
      recovered;  // true: the party's earlier keys are lost, and none of them signed this
};
void describe(auto& f, Is<KeyAdded> auto& b) {
  f("public_key", b.public_key);
  f("label", b.label, kTitleCharacters);
  f("roles", b.roles);
  f("recovered", b.recovered);
}

struct KeyRevoked {
  static constexpr std::string_view kKind = "key.revoked";
  KeyId key;
  std::string reason;
  std::optional<Index> compromised_since;  // records from here on, signed by the key, are disputed
};
void describe(auto& f, Is<KeyRevoked> auto& b) {
  f("key", b.key);
  f("reason", b.reason, kReasonCharacters);
  f("compromised_since", b.compromised_since);
}

}  // namespace pledgebook::ledger

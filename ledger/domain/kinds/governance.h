// SPDX-License-Identifier: Apache-2.0
// Governance: the bodies of the statements in the `governance` stream: how the ledger began, its
// lists, rates, objectives and rules; and the observations of the `indicator/` streams (domain.md,
// "Statement kinds"; party.h explains `describe`).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/fields.h"
#include "ledger/domain/kinds/party.h"
#include "ledger/domain/values/money.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kRootKeysMax = 7;

struct LedgerCreated {
  static constexpr std::string_view kKind = "ledger.created";
  struct Operator {
    PartyId id;
    std::string name;
    std::vector<Role> roles;
  };
  struct OfficerKey {
    PublicKeyBytes public_key;
    std::string label;
    std::vector<Role> roles;
  };
  std::string origin;
  std::string title;
  Operator operating_party;  // `operator` on the wire
  std::vector<OfficerKey> keys;
  std::vector<PublicKeyBytes> root_keys;     // 1 to kRootKeysMax
  std::optional<std::uint32_t> root_quorum;  // none given: more than half of root_keys
  std::string log_key;                       // C2SP signed-note verifier key of the log
  std::string profile;
  std::uint32_t rules = 1;
};
void describe(auto& f, Is<LedgerCreated::Operator> auto& b) {
  f("id", b.id);
  f("name", b.name, kName);
  f("roles", b.roles);
}
void describe(auto& f, Is<LedgerCreated::OfficerKey> auto& b) {
  f("public_key", b.public_key);
  f("label", b.label, kName);
  f("roles", b.roles);
}
void describe(auto& f, Is<LedgerCreated> auto& b) {
  f("origin", b.origin, kName);
  f("title", b.title, kTitle);
  f("operator", b.operating_party);
  f("keys", b.keys);
  f("root_keys", b.root_keys);
  f("root_quorum", b.root_quorum);
  f("log_key", b.log_key, kReason);
  f("profile", b.profile, kName);
  f("rules", b.rules);
}

struct RulesAdopted {
  static constexpr std::string_view kKind = "rules.adopted";
  std::uint32_t rules = 0;
};
void describe(auto& f, Is<RulesAdopted> auto& b) { f("rules", b.rules); }

struct LogKeyReplaced {
  static constexpr std::string_view kKind = "log-key.replaced";
  std::string log_key;  // C2SP signed-note verifier key; the key itself signs the statement too
};
void describe(auto& f, Is<LogKeyReplaced> auto& b) { f("log_key", b.log_key, kReason); }
// The public key in a verifier key of type Ed25519, without arithmetic on the curve: neither its
// name nor its hash is checked.
[[nodiscard]] std::optional<PublicKeyBytes> public_key_of(std::string_view verifier_key);

struct ListItem {
  ItemId id;
  std::map<std::string, std::string> title;  // by language: "en" at least
  std::vector<Country> members;              // of a country group or region
  std::vector<std::string> leads;            // organisations that lead a focus area
};
void describe(auto& f, Is<ListItem> auto& b) {
  f("id", b.id);
  f("title", b.title, kTitle);
  f("members", b.members);
  f("leads", b.leads);
}
struct ListPublished {
  static constexpr std::string_view kKind = "list.published";
  ListId list;
  Date effective{};
  std::vector<ListItem> items;
  std::string source;
  std::optional<Sid> corrects;  // the version of this date that this one replaces
};
void describe(auto& f, Is<ListPublished> auto& b) {
  f("list", b.list);
  f("effective", b.effective);
  f("items", b.items);
  f("source", b.source, kReason);
  f("corrects", b.corrects);
}

struct RatesPublished {
  static constexpr std::string_view kKind = "rates.published";
  Date effective{};
  Currency base;                   // USD
  std::map<Currency, Rate> rates;  // units for one of the base; empty: the table is void
  std::string source;
  std::optional<Sid> corrects;  // the table of this date that this one replaces
};
void describe(auto& f, Is<RatesPublished> auto& b) {
  f("effective", b.effective);
  f("base", b.base);
  f("rates", b.rates);
  f("source", b.source, kReason);
  f("corrects", b.corrects);
}

struct DatedValue {
  Decimal value;
  Date date{};
};
void describe(auto& f, Is<DatedValue> auto& b) {
  f("value", b.value);
  f("date", b.date);
}
struct ObjectiveSet {
  static constexpr std::string_view kKind = "objective.set";
  ObjectiveId id;
  std::string title;
  std::string unit;
  DatedValue baseline;
  DatedValue target;
  std::string source;
};
void describe(auto& f, Is<ObjectiveSet> auto& b) {
  f("id", b.id);
  f("title", b.title, kTitle);
  f("unit", b.unit, kName);
  f("baseline", b.baseline);
  f("target", b.target);
  f("source", b.source, kReason);
}
struct Observation {
  Date date{};
  Decimal value;
  std::optional<Country> country;  // none: the world
};
void describe(auto& f, Is<Observation> auto& b) {
  f("date", b.date);
  f("value", b.value);
  f("country", b.country);
}
// In the stream indicator/<objective>. A later observation of the same date and country replaces an
// earlier one.
struct IndicatorObserved {
  static constexpr std::string_view kKind = "indicator.observed";
  ObjectiveId objective;
  std::vector<Observation> observations;  // at least one
  std::string source;
};
void describe(auto& f, Is<IndicatorObserved> auto& b) {
  f("objective", b.objective);
  f("observations", b.observations);
  f("source", b.source, kReason);
}

struct WitnessPolicyPublished {
  static constexpr std::string_view kKind = "witness-policy.published";
  std::string policy;  // C2SP tlog-policy
};
void describe(auto& f, Is<WitnessPolicyPublished> auto& b) { f("policy", b.policy, kNarrative); }

}  // namespace pledgebook::ledger

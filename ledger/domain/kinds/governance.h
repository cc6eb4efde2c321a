// SPDX-License-Identifier: Apache-2.0
// Governance: the bodies of the statements in the `governance` stream: how the ledger began, its
// lists, rates, objectives and rules (domain.md, "Statement kinds"; party.h explains `describe`).
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
    std::vector<Role> roles;  // none given: all of the operator's
  };
  std::string origin;
  std::string title;
  Operator operating_party;  // `operator` on the wire
  std::vector<OfficerKey> keys;
  std::vector<PublicKeyBytes> root_keys;
  std::string log_key;  // C2SP signed-note verifier key of the log
  std::string profile;
  std::uint32_t rules = 1;
};
void describe(auto& f, Is<LedgerCreated::Operator> auto& b) {
  f("id", b.id);
  f("name", b.name, kTitleCharacters);
  f("roles", b.roles);
}
void describe(auto& f, Is<LedgerCreated::OfficerKey> auto& b) {
  f("public_key", b.public_key);
  f("label", b.label, kTitleCharacters);
  f("roles", b.roles);
}
void describe(auto& f, Is<LedgerCreated> auto& b) {
  f("origin", b.origin, kTitleCharacters);
  f("title", b.title, kTitleCharacters);
  f("operator", b.operating_party);
  f("keys", b.keys);
  f("root_keys", b.root_keys);
  f("log_key", b.log_key, kReasonCharacters);
  f("profile", b.profile, kTitleCharacters);
  f("rules", b.rules);
}

struct RulesAdopted {
  static constexpr std::string_view kKind = "rules.adopted";
  std::uint32_t rules = 0;
};
void describe(auto& f, Is<RulesAdopted> auto& b) { f("rules", b.rules); }

struct ListItem {
  ItemId id;
  std::map<std::string, std::string> title;  // by language: "en" at least
  std::vector<Country> members;              // of a country group or region
};
void describe(auto& f, Is<ListItem> auto& b) {
  f("id", b.id);
  f("title", b.title, kTitleCharacters);
  f("members", b.members);
}
struct ListPublished {
  static constexpr std::string_view kKind = "list.published";
  ListId list;
  Date effective{};
  std::vector<ListItem> items;
  std::string source;
};
void describe(auto& f, Is<ListPublished> auto& b) {
  f("list", b.list);
  f("effective", b.effective);
  f("items", b.items);
  f("source", b.source, kReasonCharacters);
}

struct RatesPublished {
  static constexpr std::string_view kKind = "rates.published";
  Date effective{};
  Currency base;                   // USD
  std::map<Currency, Rate> rates;  // units for one of the base
  std::string source;
};
void describe(auto& f, Is<RatesPublished> auto& b) {
  f("effective", b.effective);
  f("base", b.base);
  f("rates", b.rates);
  f("source", b.source, kReasonCharacters);
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
  f("title", b.title, kTitleCharacters);
  f("unit", b.unit, kTitleCharacters);
  f("baseline", b.baseline);
  f("target", b.target);
  f("source", b.source, kReasonCharacters);
}
struct IndicatorObserved {
  static constexpr std::string_view kKind = "indicator.observed";
  ObjectiveId objective;
  Decimal value;
  Date date{};
  std::optional<Country> country;
  std::string source;
};
void describe(auto& f, Is<IndicatorObserved> auto& b) {
  f("objective", b.objective);
  f("value", b.value);
  f("date", b.date);
  f("country", b.country);
  f("source", b.source, kReasonCharacters);
}

struct WitnessPolicyPublished {
  static constexpr std::string_view kKind = "witness-policy.published";
  std::string policy;  // C2SP tlog-policy
};
void describe(auto& f, Is<WitnessPolicyPublished> auto& b) {
  f("policy", b.policy, kNarrativeCharacters);
}

}  // namespace pledgebook::ledger

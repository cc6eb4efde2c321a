// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/rules_case.h"

namespace pledgebook::ledger {
namespace {

constexpr std::array kRuleSets{RuleSet{1, &check_rights_1, &check_rules_1}};

const RuleSet* find(RuleSets known, std::uint32_t number) {
  const auto found = std::ranges::find(known, number, &RuleSet::number);
  return found == known.end() ? nullptr : &*found;
}

Refusal unknown(std::string pointer, std::uint32_t number, RuleSets known) {
  return {"rules_unknown", std::move(pointer),
          fmt::format("this program does not know rule set {}", number),
          fmt::format("a rule set from 1 to {}, or a newer program", known.back().number)};
}

// The rule set that the statement brings into force.
std::optional<std::uint32_t> adopted_rules(const Body& body) {
  if (const auto* created = std::get_if<LedgerCreated>(&body)) return created->rules;
  if (const auto* adopted = std::get_if<RulesAdopted>(&body)) return adopted->rules;
  return std::nullopt;
}

}  // namespace

RuleSets rule_sets() noexcept { return kRuleSets; }

Admitted<void> check_rights(Registry& registry, const Entry& entry, RuleSets known) {
  const std::uint32_t number = registry.governance().rules;
  if (const RuleSet* rules = find(known, number)) return rules->check_rights(registry, entry);
  return std::unexpected(unknown("", number, known));
}

Admitted<void> check_rules(Registry& registry, const Entry& entry, RuleSets known) {
  const std::uint32_t number = registry.governance().rules;
  const RuleSet* rules = find(known, number);
  if (rules == nullptr) return std::unexpected(unknown("", number, known));
  if (auto checked = rules->check_rules(registry, entry); !checked) return checked;
  const auto adopted = adopted_rules(entry.statement.body);
  if (!adopted || find(known, *adopted) != nullptr) return {};
  return std::unexpected(unknown("/body/rules", *adopted, known));
}

}  // namespace pledgebook::ledger

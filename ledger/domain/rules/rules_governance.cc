// SPDX-License-Identifier: Apache-2.0
// Rules of the governance stream: how the ledger begins, its lists, rates, objectives, rules.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/domain/rules/policy_text.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"
#include "ledger/domain/values/reference.h"

namespace pledgebook::ledger {
namespace {

Objection check_rule_set(std::uint32_t rules) {
  if (rules >= 1 && rules <= kRulesNewest) return std::nullopt;
  return object("rules_unknown", "/body/rules",
                fmt::format("this program does not know rule set {}", rules),
                fmt::format("a rule set from 1 to {}", kRulesNewest));
}

Objection check_first_rules(const Case&, const LedgerCreated& b) { return check_rule_set(b.rules); }

// The origin names the log in checkpoints, so it obeys C2SP signed-note's rule for key names; '#'
// separates it from the hash in a statement's `ledger`.
Objection check_origin(const Case&, const LedgerCreated& b) {
  if (b.origin.find_first_of(" \t\r\n+#") == std::string::npos) return std::nullopt;
  return object("origin_invalid", "/body/origin", "the origin contains a space, + or #",
                "a name such as ledger.example.org/p2c");
}

Objection check_log_key(const Case&, const LedgerCreated& b) {
  const auto key = crypto::VerifierKey::parse(b.log_key);
  if (key && key->name() == b.origin && key->type() == crypto::NoteKeyType::ed25519)
    return std::nullopt;
  return object("log_key_wrong", "/body/log_key",
                "not an Ed25519 verifier key with the origin as its name",
                fmt::format("a verifier key {}+<hash>+<key> (c2sp.org/signed-note)", b.origin));
}

Objection check_profile(const Case&, const LedgerCreated& b) {
  if (is_known_profile(b.profile)) return std::nullopt;
  return object("profile_unknown", "/body/profile", "unknown profile",
                fmt::format("one of {}", known_profiles()));
}

Objection check_operator(const Case&, const LedgerCreated& b) {
  const auto& roles = b.operating_party.roles;
  if (auto objection = check_roles_once(roles, "/body/operator/roles")) return objection;
  if (std::ranges::find(roles, Role::registrar) != roles.end()) return std::nullopt;
  return object("operator_not_registrar", "/body/operator/roles",
                "without the role registrar, no party could ever be registered",
                "roles that include registrar");
}

Objection check_officer_keys(const Case&, const LedgerCreated& b) {
  for (std::size_t i = 0; i < b.keys.size(); ++i) {
    const std::string pointer = fmt::format("/body/keys/{}/roles", i);
    if (auto objection = check_roles_once(b.keys[i].roles, pointer)) return objection;
    if (auto objection = check_roles_of(b.keys[i].roles, b.operating_party.roles, pointer))
      return objection;
  }
  return std::nullopt;
}

Objection check_root_keys(const Case&, const LedgerCreated& b) {
  if (!b.root_keys.empty()) return std::nullopt;
  return object("root_key_missing", "/body/root_keys", "the ledger has no root key",
                "at least one offline key, in case the officers' keys are lost");
}

Objection check_keys_differ(const Case&, const LedgerCreated& b) {
  std::vector<KeyId> seen;
  const auto is_new = [&seen](const PublicKeyBytes& key) {
    const KeyId id = key_id(key);
    if (std::ranges::find(seen, id) != seen.end()) return false;
    seen.push_back(id);
    return true;
  };
  for (std::size_t i = 0; i < b.keys.size() + b.root_keys.size(); ++i) {
    const bool officer = i < b.keys.size();
    const std::size_t place = officer ? i : i - b.keys.size();
    if (is_new(officer ? b.keys[place].public_key : b.root_keys[place])) continue;
    return object("key_exists",
                  officer ? fmt::format("/body/keys/{}/public_key", place)
                          : fmt::format("/body/root_keys/{}", place),
                  "the same public key appears twice", "a different key for each purpose");
  }
  return std::nullopt;
}

Objection check_version_new(const Case& c, const ListPublished& b) {
  const bool known = std::ranges::any_of(c.governance().lists, [&](const ListVersion& version) {
    return version.body.list == b.list && version.body.effective == b.effective;
  });
  if (!known) return std::nullopt;
  return object("list_version_exists", "/body/effective",
                fmt::format("the list {} already has a version with the effective date {}",
                            b.list.text(), to_text(b.effective)),
                "another effective date");
}

Objection check_members(const ListItem& item, const std::string& pointer) {
  for (std::size_t i = 0; i < item.members.size(); ++i) {
    const std::string place = fmt::format("{}/{}", pointer, i);
    if (auto objection = check_country(item.members[i], place)) return objection;
    const std::span before(item.members.data(), i);
    if (std::ranges::find(before, item.members[i]) != before.end()) {
      return object("country_twice", place,
                    fmt::format("the country {} appears twice", item.members[i].iso3()),
                    "each country once");
    }
  }
  return std::nullopt;
}

// A language tag, as far as titles need one: "en", "zh-Hans" (RFC 5646 §2.1).
bool is_language(std::string_view tag) noexcept {
  constexpr std::size_t kSubtagMax = 8;
  const auto is_alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  while (true) {
    const std::string_view subtag = tag.substr(0, tag.find('-'));
    if (subtag.empty() || subtag.size() > kSubtagMax ||
        !std::ranges::all_of(subtag, is_alphanumeric)) {
      return false;
    }
    if (subtag.size() == tag.size()) return true;
    tag.remove_prefix(subtag.size() + 1);
  }
}

Objection check_title(const ListItem& item, const std::string& pointer) {
  for (const auto& [language, title] : item.title) {
    if (!is_language(language)) {
      return object("language_invalid", pointer, "a title's language is not a language tag",
                    "tags such as en, fr or zh-Hans");
    }
  }
  if (item.title.contains("en")) return std::nullopt;
  return object("title_not_in_english", pointer, "an item has no English title",
                "at least a field \"en\"");
}

Objection check_items(const Case&, const ListPublished& b) {
  for (std::size_t i = 0; i < b.items.size(); ++i) {
    const std::string pointer = fmt::format("/body/items/{}", i);
    const std::span before(b.items.data(), i);
    if (std::ranges::find(before, b.items[i].id, &ListItem::id) != before.end()) {
      return object("item_twice", pointer + "/id",
                    fmt::format("the item {} appears twice", b.items[i].id.text()),
                    "each item once");
    }
    if (auto objection = check_title(b.items[i], pointer + "/title")) return objection;
    if (auto objection = check_members(b.items[i], pointer + "/members")) return objection;
  }
  return std::nullopt;
}

Objection check_base(const Case&, const RatesPublished& b) {
  if (b.base == Currency::usd()) return std::nullopt;
  return object("base_not_usd", "/body/base", "the base currency must be USD", "USD");
}

Objection check_table_new(const Case& c, const RatesPublished& b) {
  const bool known = std::ranges::any_of(c.governance().rates, [&](const RateTable& table) {
    return table.body.effective == b.effective;
  });
  if (!known) return std::nullopt;
  return object(
      "rates_exist", "/body/effective",
      fmt::format("there are already rates with the effective date {}", to_text(b.effective)),
      "another effective date");
}

Objection check_rates(const Case&, const RatesPublished& b) {
  if (b.rates.empty()) {
    return object("rates_missing", "/body/rates", "the rate table is empty", "at least one rate");
  }
  for (const auto& [currency, rate] : b.rates) {
    const std::string pointer = fmt::format("/body/rates/{}", currency.code());
    if (auto objection = check_currency(currency, pointer)) return objection;
    if (currency == b.base && rate != Rate{}) {
      return object("rate_of_base", pointer, "the rate of USD must be 1",
                    "\"1\", or no rate of USD");
    }
  }
  return std::nullopt;
}

}  // namespace

Objection judge(const Case& c, const LedgerCreated& b) {
  return first_objection<LedgerCreated>(
      c, b,
      {check_first_rules, check_origin, check_log_key, check_profile, check_operator,
       check_officer_keys, check_root_keys, check_keys_differ});
}

Objection judge(const Case& c, const RulesAdopted& b) {
  if (b.rules <= c.governance().rules) {
    return object("rules_not_greater", "/body/rules",
                  fmt::format("rule set {} is already in force", c.governance().rules),
                  fmt::format("a rule set greater than {}", c.governance().rules));
  }
  return check_rule_set(b.rules);
}

Objection judge(const Case& c, const ListPublished& b) {
  return first_objection<ListPublished>(c, b, {check_version_new, check_items});
}

Objection judge(const Case& c, const RatesPublished& b) {
  return first_objection<RatesPublished>(c, b, {check_base, check_table_new, check_rates});
}

Objection judge(const Case&, const ObjectiveSet& b) {
  if (b.baseline.date < b.target.date) return std::nullopt;
  return object("start_not_before_end", "/body/target/date",
                "the target's date is not after the baseline's",
                fmt::format("a date after {}", to_text(b.baseline.date)));
}

Objection judge(const Case& c, const IndicatorObserved& b) {
  const bool known = std::ranges::any_of(
      c.governance().objectives,
      [&](const Objective& objective) { return objective.body.id == b.objective; });
  if (!known) {
    return object("objective_unknown", "/body/objective",
                  "the ledger has no objective with this id", "the id of an objective.set");
  }
  return b.country ? check_country(*b.country, "/body/country") : std::nullopt;
}

Objection judge(const Case&, const WitnessPolicyPublished& b) {
  const auto policy = PolicyText::parse(b.policy);
  if (policy) return std::nullopt;
  return object("policy_invalid", "/body/policy", policy.error(),
                "lines log, witness, group and quorum (c2sp.org/tlog-policy)");
}

}  // namespace pledgebook::ledger

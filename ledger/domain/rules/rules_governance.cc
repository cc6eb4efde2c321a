// SPDX-License-Identifier: Apache-2.0
// Rules of the governance stream: how the ledger begins, its lists, rates, objectives, rules.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/domain/rules/policy_text.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"
#include "ledger/domain/values/reference.h"

namespace pledgebook::ledger {
namespace {

// The origin names the log in checkpoints, so it obeys C2SP signed-note's rule for key names; '#'
// separates it from the hash in a statement's `ledger`.
Objection check_origin(const Case&, const LedgerCreated& b) {
  if (b.origin.find_first_of(" \t\r\n+#") == std::string::npos) return std::nullopt;
  return object("origin_invalid", "/body/origin", "the origin contains a space, + or #",
                "a name such as ledger.example.org/p2c");
}

Objection check_key_of_log(const std::string& log_key, const std::string& origin) {
  const auto key = crypto::VerifierKey::parse(log_key);
  if (key && key->name() == origin && key->type() == crypto::NoteKeyType::ed25519)
    return std::nullopt;
  return object("log_key_wrong", "/body/log_key",
                "not an Ed25519 verifier key with the origin as its name",
                fmt::format("a verifier key {}+<hash>+<key> (c2sp.org/signed-note)", origin));
}

Objection check_log_key(const Case&, const LedgerCreated& b) {
  return check_key_of_log(b.log_key, b.origin);
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
    if (auto objection = check_key_roles(b.keys[i].roles, pointer)) return objection;
    if (auto objection = check_roles_of(b.keys[i].roles, b.operating_party.roles, pointer))
      return objection;
  }
  return std::nullopt;
}

Objection check_root_keys(const Case&, const LedgerCreated& b) {
  if (b.root_keys.empty() || b.root_keys.size() > kRootKeysMax) {
    return object("root_keys_wrong", "/body/root_keys",
                  fmt::format("the ledger has {} root keys", b.root_keys.size()),
                  fmt::format("1 to {} offline keys, which make officers", kRootKeysMax));
  }
  if (!b.root_quorum || (*b.root_quorum >= 1 && *b.root_quorum <= b.root_keys.size()))
    return std::nullopt;
  return object("root_quorum_wrong", "/body/root_quorum",
                fmt::format("{} of {} root keys can't sign", *b.root_quorum, b.root_keys.size()),
                fmt::format("1 to {}; without it, more than half", b.root_keys.size()));
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

// The last of the versions that satisfy `is_of_date`: the one in force for that date, or none.
template <class Version, class IsOfDate>
const Version* last_of(const std::vector<Version>& versions, IsOfDate is_of_date) {
  const auto found = std::ranges::find_if(versions.rbegin(), versions.rend(), is_of_date);
  return found == versions.rend() ? nullptr : &*found;
}

std::string another_date(const Publicity& in_force) {
  return fmt::format("another effective date, or corrects: {}", in_force.sid.hex());
}

// What is corrected is in force for its date.
Objection check_corrects(const std::optional<Sid>& corrects, const Publicity* in_force,
                         const std::string& what) {
  if (!corrects) return std::nullopt;
  if (in_force == nullptr) {
    return object("nothing_to_correct", "/body/corrects", fmt::format("there is no {}", what),
                  "no field \"corrects\"");
  }
  if (*corrects == in_force->sid) return std::nullopt;
  return object("not_in_force", "/body/corrects", fmt::format("this is not the {}", what),
                in_force->sid.hex());
}

Objection check_version_new(const Case& c, const ListPublished& b) {
  const ListVersion* version = last_of(c.governance().lists, [&](const ListVersion& other) {
    return other.body.list == b.list && other.body.effective == b.effective;
  });
  const std::string what = fmt::format("version of the list {} with the effective date {}",
                                       b.list.text(), to_text(b.effective));
  if (version != nullptr && !b.corrects) {
    return object("list_version_exists", "/body/effective",
                  fmt::format("there is already a {}", what), another_date(version->published));
  }
  return check_corrects(b.corrects, version == nullptr ? nullptr : &version->published, what);
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
  const RateTable* table = last_of(c.governance().rates, [&](const RateTable& other) {
    return other.body.effective == b.effective;
  });
  const std::string what =
      fmt::format("rate table with the effective date {}", to_text(b.effective));
  if (table != nullptr && !b.corrects) {
    return object("rates_exist", "/body/effective", fmt::format("there is already a {}", what),
                  another_date(table->published));
  }
  return check_corrects(b.corrects, table == nullptr ? nullptr : &table->published, what);
}

Objection check_rates(const Case&, const RatesPublished& b) {
  if (b.rates.empty() && !b.corrects) {
    return object("rates_missing", "/body/rates", "the rate table is empty",
                  "at least one rate; only a correction may void a table");
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

Objection check_objective(const Case& c, const IndicatorObserved& b) {
  if (c.statement().stream.objective_id() != b.objective) {
    return object("stream_wrong", "/stream", "the stream is another objective's",
                  StreamId::indicator(b.objective).text());
  }
  const bool is_known = std::ranges::any_of(
      c.governance().objectives,
      [&](const Objective& objective) { return objective.body.id == b.objective; });
  if (is_known) return std::nullopt;
  return object("objective_unknown", "/body/objective", "the ledger has no objective with this id",
                "the id of an objective.set");
}

Objection check_observations(const Case&, const IndicatorObserved& b) {
  if (b.observations.empty()) {
    return object("observations_missing", "/body/observations", "there is no observation",
                  "1 to 200 observations");
  }
  std::set<std::pair<Date, std::optional<Country>>> seen;
  for (std::size_t i = 0; i < b.observations.size(); ++i) {
    const auto& [date, value, country] = b.observations[i];
    const std::string pointer = fmt::format("/body/observations/{}", i);
    if (country) {
      if (auto objection = check_country(*country, pointer + "/country")) return objection;
    }
    if (seen.emplace(date, country).second) continue;
    return object("observation_twice", pointer,
                  fmt::format("there are two observations of {} on {}",
                              country ? country->iso3() : "the world", to_text(date)),
                  "one observation a date and country");
  }
  return std::nullopt;
}

}  // namespace

Objection judge(const Case& c, const LedgerCreated& b) {
  return first_objection<LedgerCreated>(c, b,
                                        {check_origin, check_log_key, check_profile, check_operator,
                                         check_officer_keys, check_root_keys, check_keys_differ});
}

Objection judge(const Case& c, const RulesAdopted& b) {
  if (b.rules > c.governance().rules) return std::nullopt;
  return object("rules_not_greater", "/body/rules",
                fmt::format("rule set {} is already in force", c.governance().rules),
                fmt::format("a rule set greater than {}", c.governance().rules));
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

Objection judge(const Case& c, const LogKeyReplaced& b) {
  if (auto objection = check_key_of_log(b.log_key, c.governance().created.origin)) return objection;
  if (b.log_key != c.governance().log_key) return std::nullopt;
  return object("key_exists", "/body/log_key", "this is the log's key already", "another key");
}

Objection judge(const Case& c, const IndicatorObserved& b) {
  return first_objection<IndicatorObserved>(c, b, {check_objective, check_observations});
}

Objection judge(const Case&, const WitnessPolicyPublished& b) {
  const auto policy = PolicyText::parse(b.policy);
  if (policy) return std::nullopt;
  return object("policy_invalid", "/body/policy", policy.error(),
                "lines log, witness, group and quorum (c2sp.org/tlog-policy)");
}

}  // namespace pledgebook::ledger

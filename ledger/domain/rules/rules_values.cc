// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rules_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/values/reference.h"

namespace pledgebook::ledger {
namespace {

// The most ids that a message lists.
constexpr std::size_t kItemsNamedMax = 20;

// The ids that would be accepted instead.
std::string items_of(const Governance& governance, std::span<const std::string_view> lists) {
  std::vector<std::string_view> ids;
  for (const ListVersion& version : governance.lists) {
    if (std::ranges::find(lists, version.body.list.text()) == lists.end()) continue;
    for (const ListItem& item : version.body.items) ids.push_back(item.id.text());
  }
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  if (ids.empty()) {
    return fmt::format("nothing, until a registrar publishes the list {}",
                       fmt::join(lists, " or "));
  }
  if (ids.size() > kItemsNamedMax)
    return fmt::format("an id of the published list {}", fmt::join(lists, " or "));
  return fmt::format("one of {}", fmt::join(ids, ", "));
}

}  // namespace

std::string text_of(const Money& money) {
  return fmt::format("{} {}", money.currency.code(), money.amount.text());
}

Objection check_country(const Country& country, const std::string& pointer) {
  if (find_country(country.iso3()) != nullptr) return std::nullopt;
  return object("country_unknown", pointer,
                fmt::format("{} is not a country of ISO 3166-1", country.iso3()),
                "an assigned alpha-3 code such as GHA");
}

Objection check_currency(const Currency& currency, const std::string& pointer) {
  if (find_currency(currency.code()) != nullptr) return std::nullopt;
  return object("currency_unknown", pointer,
                fmt::format("{} is not a currency of ISO 4217", currency.code()),
                "a code such as USD; metals, bond units and test codes are not money");
}

Objection check_money(const Money& money, const std::string& pointer, Zero zero) {
  if (auto objection = check_currency(money.currency, pointer + "/currency")) return objection;
  const CurrencyEntry& currency = *find_currency(money.currency.code());
  if (money.amount.places() > currency.minor_units) {
    return object(
        "too_many_decimals", pointer + "/amount",
        fmt::format("the amount {} has more decimals than its currency", money.amount.text()),
        fmt::format("at most {} decimals in {}", currency.minor_units, currency.code));
  }
  if (zero == Zero::refused && money.amount.is_zero()) {
    return object("amount_not_positive", pointer + "/amount", "the amount is zero",
                  "an amount greater than zero");
  }
  return std::nullopt;
}

Objection check_shares(const std::vector<std::optional<Share>>& shares,
                       const std::string& pointer) {
  constexpr std::int64_t kWhole = 100 * Share::kUnit;
  constexpr std::int64_t kTolerance = Share::kUnit / 10;
  std::int64_t total = 0;
  bool is_given = false;
  for (const auto& share : shares) {
    if (!share) continue;
    total += share->millionths();
    is_given = true;
  }
  if (!is_given || (total >= kWhole - kTolerance && total <= kWhole + kTolerance))
    return std::nullopt;
  return object("shares_not_100", pointer, "the shares do not total 100",
                fmt::format("shares that total 99.9 to 100.1 (these total {}), or no shares",
                            Share::text_of(total)));
}

Objection check_roles_once(std::span<const Role> roles, const std::string& pointer) {
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (std::ranges::find(roles.first(i), roles[i]) != roles.first(i).end()) {
      return object("role_twice", fmt::format("{}/{}", pointer, i),
                    fmt::format("the role {} appears twice", name(roles[i])), "each role once");
    }
  }
  return std::nullopt;
}

Objection check_key_roles(std::span<const Role> roles, const std::string& pointer) {
  if (roles.empty()) {
    return object("roles_missing", pointer, "the key has no role",
                  "registrar, reviewer or auditor; or member, verifier or both");
  }
  if (auto objection = check_roles_once(roles, pointer)) return objection;
  const auto officer = std::ranges::find_if(roles, is_officer);
  if (officer == roles.end() || roles.size() == 1) return std::nullopt;
  return object("key_holds_too_much", fmt::format("{}/{}", pointer, officer - roles.begin()),
                fmt::format("a key that holds the role {} may hold no other", name(*officer)),
                "a key of its own for each officer's role");
}

Objection check_roles_of(std::span<const Role> roles, std::span<const Role> party_roles,
                         const std::string& pointer) {
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (std::ranges::find(party_roles, roles[i]) == party_roles.end()) {
      return object("role_not_of_party", fmt::format("{}/{}", pointer, i),
                    fmt::format("the party does not have the role {}", name(roles[i])),
                    "roles that the party has");
    }
  }
  return std::nullopt;
}

bool has_item(const Governance& governance, std::string_view list, const ItemId& id) {
  return std::ranges::any_of(governance.lists, [&](const ListVersion& version) {
    return version.body.list.text() == list &&
           std::ranges::find(version.body.items, id, &ListItem::id) != version.body.items.end();
  });
}

Objection unknown_item(const Governance& governance, std::span<const std::string_view> lists,
                       const ItemId& id, const std::string& pointer) {
  return object("item_unknown", pointer,
                fmt::format("{1} is not in any published version of the list {0}",
                            fmt::join(lists, " or "), id.text()),
                items_of(governance, lists));
}

Objection check_item(const Governance& governance, std::string_view list, const ItemId& id,
                     const std::string& pointer) {
  if (has_item(governance, list, id)) return std::nullopt;
  return unknown_item(governance, std::span(&list, 1), id, pointer);
}

Objection check_behalf(const OnBehalf& behalf) {
  if (behalf.source && is_blank(*behalf.source)) return blank_text("/body/source");
  if (behalf.on_behalf_of.has_value() == behalf.source.has_value()) return std::nullopt;
  const bool source_missing = !behalf.source;
  return object("on_behalf_incomplete", source_missing ? "/body/source" : "/body/on_behalf_of",
                source_missing ? "on_behalf_of is given without source"
                               : "source is given without on_behalf_of",
                "both on_behalf_of and source, or neither");
}

Objection check_state(const Case& c, std::initializer_list<Lifecycle> states) {
  if (std::ranges::find(states, c.pledge->state) != states.end()) return std::nullopt;
  std::vector<std::string_view> names;
  for (const Lifecycle state : states) names.push_back(name(state));
  return object(
      "state_not_allowed", "/kind",
      fmt::format("the pledge is {}: {} is not allowed", name(c.pledge->state),
                  c.statement().kind()),
      fmt::format("{} for a pledge that is {}", c.statement().kind(), fmt::join(names, ", ")));
}

Objection check_open(const Case& c) {
  return check_state(c, {Lifecycle::published, Lifecycle::in_progress, Lifecycle::stalled,
                         Lifecycle::completion_claimed, Lifecycle::lapsed});
}

Objection blank_text(std::string pointer) {
  return object("text_empty", std::move(pointer), "a required text is empty",
                "at least one character that is not white space");
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rules_pledge_body.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

struct Draft {  // a body and whose it is
  const PledgeBody& body;
  const PartyId& owner;
};

// The index of the first item that equals an earlier one, by `key`.
template <class T, class Key = std::identity>
std::optional<std::size_t> find_twice(const std::vector<T>& items, Key key = {}) {
  for (std::size_t i = 1; i < items.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (std::invoke(key, items[i]) == std::invoke(key, items[j])) return i;
    }
  }
  return std::nullopt;
}

Objection check_consent(const Case&, const Draft& d) {
  if (d.body.is_public) return std::nullopt;
  return object("consent_required", "/public",
                "everything in the ledger is public, at once and for ever", "true");
}

Objection check_value(const Case&, const Draft& d) {
  if (d.body.value) return check_money(*d.body.value, "/value", Zero::refused);
  if (d.body.type != PledgeType::financial) return std::nullopt;
  return object("value_missing", "/value", "a financial pledge needs a value",
                "a value, or a type other than financial");
}

Objection check_scope(const Case&, const Draft& d) {
  if (d.body.scope == Scope::countries && d.body.countries.empty()) {
    return object("countries_missing", "/countries",
                  "the scope is countries, but no country is named",
                  "at least one country, or the scope global or region");
  }
  if (d.body.scope == Scope::global && !d.body.countries.empty()) {
    return object("countries_unexpected", "/countries",
                  "the scope is global, but countries are named",
                  "no countries, or the scope countries or region");
  }
  return std::nullopt;
}

Objection check_countries(const Case&, const Draft& d) {
  const auto& countries = d.body.countries;
  std::vector<std::optional<Share>> shares;
  for (std::size_t i = 0; i < countries.size(); ++i) {
    if (auto objection = check_country(countries[i].iso3, fmt::format("/countries/{}/iso3", i)))
      return objection;
    shares.push_back(countries[i].share);
  }
  if (const auto i = find_twice(countries, &CountryShare::iso3)) {
    return object("country_twice", fmt::format("/countries/{}/iso3", *i),
                  fmt::format("the country {} appears twice", countries[*i].iso3.iso3()),
                  "each country once");
  }
  return check_shares(shares, "/countries");
}

Objection check_term(const Case&, const Draft& d) {
  if (!d.body.end || d.body.start <= *d.body.end) return std::nullopt;
  return object(
      "end_before_start", "/end",
      fmt::format("the end is {} but the start is {}", to_text(*d.body.end), to_text(d.body.start)),
      fmt::format("{} or later, or no end", to_text(d.body.start)));
}

Objection check_targets(const Case&, const Draft& d) {
  const auto& targets = d.body.targets;
  if (const auto i = find_twice(targets, &Target::id)) {
    return object("target_twice", fmt::format("/targets/{}/id", *i),
                  fmt::format("the target {} appears twice", targets[*i].id.text()),
                  "each target id once");
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Date due = targets[i].due;
    if (due >= d.body.start && (!d.body.end || due <= *d.body.end)) continue;
    return object("due_outside_term", fmt::format("/targets/{}/due", i),
                  fmt::format("the target is due on {}, outside the pledge's term", to_text(due)),
                  d.body.end ? fmt::format("a date from {} to {}", to_text(d.body.start),
                                           to_text(*d.body.end))
                             : fmt::format("{} or later", to_text(d.body.start)));
  }
  return std::nullopt;
}

Objection check_focus_areas(const Case& c, const Draft& d) {
  constexpr std::string_view kList = "focus-area";
  if (auto objection = check_item(c.governance(), kList, d.body.focus_area, "/focus_area"))
    return objection;
  const auto& secondary = d.body.secondary_focus_areas;
  const auto twice = find_twice(secondary);
  for (std::size_t i = 0; i < secondary.size(); ++i) {
    const std::string pointer = fmt::format("/secondary_focus_areas/{}", i);
    if (auto objection = check_item(c.governance(), kList, secondary[i], pointer)) return objection;
    if (secondary[i] == d.body.focus_area || twice == i) {
      return object("focus_area_twice", pointer,
                    fmt::format("the focus area {} appears twice", secondary[i].text()),
                    "secondary focus areas that differ from the primary one, each once");
    }
  }
  return std::nullopt;
}

// Each id appears once, and is in one of `lists`.
Objection check_framework(const Case& c, const std::vector<ItemId>& ids, std::string_view member,
                          std::initializer_list<std::string_view> lists) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool known = std::ranges::any_of(
        lists, [&](std::string_view list) { return has_item(c.governance(), list, ids[i]); });
    if (!known)
      return unknown_item(c.governance(), lists, ids[i], fmt::format("/{}/{}", member, i));
  }
  const auto twice = find_twice(ids);
  if (!twice) return std::nullopt;
  return object("item_twice", fmt::format("/{}/{}", member, *twice),
                fmt::format("{} appears twice", ids[*twice].text()), "each id once");
}

Objection check_frameworks(const Case& c, const Draft& d) {
  if (auto objection = check_framework(c, d.body.sdgs, "sdgs", {"sdg"})) return objection;
  if (auto objection =
          check_framework(c, d.body.goals, "goals", {"strategic-goal", "connect-2030-goal"}))
    return objection;
  if (auto objection = check_framework(c, d.body.wsis, "wsis", {"wsis-action-line"}))
    return objection;
  if (auto objection = check_framework(c, d.body.frameworks, "frameworks", {"framework"}))
    return objection;
  return d.body.event ? check_item(c.governance(), "pledging-event", *d.body.event, "/event")
                      : std::nullopt;
}

Objection check_beneficiaries(const Case& c, const Draft& d) {
  const auto& groups = d.body.beneficiaries;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (auto objection = check_item(c.governance(), "beneficiary-group", groups[i].group,
                                    fmt::format("/beneficiaries/{}/group", i))) {
      return objection;
    }
  }
  const auto twice = find_twice(groups, &Beneficiaries::group);
  if (!twice) return std::nullopt;
  return object("item_twice", fmt::format("/beneficiaries/{}/group", *twice),
                fmt::format("{} appears twice", groups[*twice].group.text()), "each group once");
}

// Who may judge pledges is named as a partner only with its own signature: nobody is kept from
// judging a pledge by being named in it. What the registrar signs on a member's behalf, the
// operator does not sign as a partner.
Objection check_partner_signs(const Case& c, const Party& party, const std::string& pointer) {
  const auto& roles = party.body.roles;
  const bool judges = std::ranges::any_of(
      roles, [](Role role) { return is_officer(role) || role == Role::verifier; });
  const auto& signers = c.statement().signers;
  const bool signs =
      !is_entered(c.statement()) && std::ranges::find(signers, party.id) != signers.end();
  const bool has_signed = c.pledge != nullptr && has_interest(*c.pledge, party.id);
  if (!judges || signs || has_signed) return std::nullopt;
  return object("partner_must_sign", pointer + "/party",
                fmt::format("{} is an officer or verifier and has not signed", party.id.text()),
                "the partner's signature too, or its name without its id");
}

Objection check_partner(const Case& c, const Draft& d, const Partner& partner,
                        const std::string& pointer) {
  if (partner.party.has_value() == partner.name.has_value()) {
    return object("partner_ambiguous", pointer, "a partner has both party and name, or neither",
                  "either party (the id of a registered party) or name");
  }
  if (partner.name && is_blank(*partner.name)) return blank_text(pointer + "/name");
  if (!partner.party) return std::nullopt;
  if (*partner.party == d.owner) {
    return object("partner_is_owner", pointer + "/party",
                  "the pledge's owner is named as a partner", "parties other than the owner");
  }
  const Party* party = c.registry.find(*partner.party);
  if (party == nullptr) {
    return object("party_unknown", pointer + "/party",
                  fmt::format("the ledger has no party {}", partner.party->text()),
                  "the id of a registered party, or the partner's name");
  }
  return check_partner_signs(c, *party, pointer);
}

Objection check_partners(const Case& c, const Draft& d) {
  std::vector<std::optional<Share>> shares;
  std::vector<PartyId> parties;
  for (std::size_t i = 0; i < d.body.partners.size(); ++i) {
    const Partner& partner = d.body.partners[i];
    const std::string pointer = fmt::format("/partners/{}", i);
    if (auto objection = check_partner(c, d, partner, pointer)) return objection;
    shares.push_back(partner.share);
    if (!partner.party) continue;
    if (std::ranges::find(parties, *partner.party) != parties.end()) {
      return object("partner_twice", pointer + "/party",
                    fmt::format("the partner {} appears twice", partner.party->text()),
                    "each partner once");
    }
    parties.push_back(*partner.party);
  }
  return check_shares(shares, "/partners");
}

Objection check_related(const Case& c, const Draft& d) {
  const auto& related = d.body.related;
  for (std::size_t i = 0; i < related.size(); ++i) {
    const std::string pointer = fmt::format("/related/{}", i);
    const PledgeId& other = related[i].pledge;
    if (other == c.statement().stream.pledge_id()) {
      return object("related_to_itself", pointer + "/pledge", "a pledge can't be related to itself",
                    "another pledge");
    }
    if (c.registry.find(other) == nullptr) {
      return object("pledge_unknown", pointer + "/pledge",
                    fmt::format("the ledger has no pledge {}", other.text()),
                    "the id of a submitted pledge");
    }
    if (!related[i].overlap) continue;
    if (auto objection = check_money(*related[i].overlap, pointer + "/overlap", Zero::refused))
      return objection;
  }
  const auto twice = find_twice(related, &RelatedPledge::pledge);
  if (!twice) return std::nullopt;
  return object("related_twice", fmt::format("/related/{}/pledge", *twice),
                fmt::format("the pledge {} appears twice", related[*twice].pledge.text()),
                "each related pledge once");
}

}  // namespace

Objection check_pledge_body(const Case& c, const PledgeBody& body, const PartyId& owner) {
  return first_objection<Draft>(
      c, {body, owner},
      {check_consent, check_value, check_scope, check_countries, check_term, check_targets,
       check_beneficiaries, check_focus_areas, check_frameworks, check_partners, check_related});
}

}  // namespace pledgebook::ledger

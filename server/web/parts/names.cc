// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/names.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <map>

#include "server/web/words/catalogue.h"
#include "server/web/words/embedded_words.h"

namespace pledgebook::server {
namespace {

using projections::Facet;

// iso3 → language → name.
using CountryNames =
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>;
const CountryNames& country_names() {
  static const CountryNames names = [] {
    CountryNames all;
    const auto document = boost::json::parse(embedded::kCountryNames);
    for (const auto& [iso3, languages] : document.as_object()) {
      for (const auto& [language, name] : languages.as_object())
        all[std::string(iso3)][std::string(language)] = std::string(name.as_string());
    }
    return all;
  }();
  return names;
}

}  // namespace

std::string item_title(const projections::Context& context, std::string_view list,
                       const ledger::ItemId& id, Language language) {
  const ledger::ListItem* item = context.item(list, id);
  if (item == nullptr) return id.text();
  for (const std::string_view wanted : {tag(language), tag(Language::en)}) {
    for (const auto& [written, title] : item->title) {
      if (written == wanted) return title;
    }
  }
  return id.text();
}

std::string country_name(std::string_view iso3, Language language) {
  const auto country = country_names().find(iso3);
  if (country == country_names().end()) return std::string(iso3);
  const auto name = country->second.find(tag(language));
  return name == country->second.end() ? std::string(iso3) : name->second;
}

std::string party_name(const projections::Context& context, const ledger::PartyId& id) {
  const projections::PartyVersion* party = context.party(id);
  return party == nullptr ? id.text() : party->name;
}

std::string value_name(const projections::Context& context, Facet facet, std::string_view value,
                       Language language) {
  const Catalogue& words = Catalogue::of(language);
  if (value == projections::kUnallocated) return std::string(words.text("value.unallocated"));
  if (facet == Facet::country) return country_name(value, language);
  if (facet == Facet::member) {
    const auto id = ledger::PartyId::parse(value);
    return id ? party_name(context, *id) : std::string(value);
  }
  if (facet == Facet::goal) {
    const auto id = ledger::ItemId::parse(value);
    if (!id) return std::string(value);
    const bool is_strategic = context.item("strategic-goal", *id) != nullptr;
    return item_title(context, is_strategic ? "strategic-goal" : "connect-2030-goal", *id,
                      language);
  }
  if (const std::string_view list = list_of(facet); !list.empty()) {
    const auto id = ledger::ItemId::parse(value);
    return id ? item_title(context, list, *id, language) : std::string(value);
  }
  const std::string key = std::string(ledger::name(facet)) + "." + std::string(value);
  return std::string(words.text(key));
}

std::string_view tone_of(std::string_view value) noexcept {
  if (value == "FULFILLED") return "good";
  if (value == "INACTIVE" || value == "DISPUTED") return "bad";
  return "";
}

}  // namespace pledgebook::server

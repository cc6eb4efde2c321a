// SPDX-License-Identifier: Apache-2.0
#include "projections/query/pledge_json.h"

#include <boost/json/array.hpp>

#include "projections/query/tally_json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

json::value day_json(const std::optional<ledger::Date>& day) {
  return day ? json::value(ledger::to_text(*day)) : json::value(nullptr);
}

json::array countries_json(const std::vector<CountryFacts>& countries) {
  json::array array;
  for (const CountryFacts& country : countries) {
    json::object object{{"iso3", country.iso3.iso3()}};
    if (country.share) object["share"] = country.share->text();
    array.push_back(std::move(object));
  }
  return array;
}

void write_facts(json::object& row, const Facts& facts) {
  row["title"] = facts.title;
  row["type"] = ledger::name(facts.type);
  row["estimated"] = facts.is_estimated;
  row["nature"] = facts.nature ? json::value(ledger::name(*facts.nature)) : json::value(nullptr);
  row["focus_area"] = facts.focus_area.text();
  row["secondary_focus_areas"] = ids_json(facts.secondary_focus_areas);
  row["scope"] = ledger::name(facts.scope);
  row["countries"] = countries_json(facts.countries);
  row["sdgs"] = ids_json(facts.sdgs);
  row["start"] = ledger::to_text(facts.start);
  row["end"] = day_json(facts.end);
}

}  // namespace

json::array ids_json(const std::vector<ledger::ItemId>& ids) {
  json::array array;
  for (const auto& id : ids) array.emplace_back(id.text());
  return array;
}

json::object titles_json(const ledger::ListItem* item) {
  json::object titles;
  if (item == nullptr) return titles;
  for (const auto& [language, title] : item->title) titles[language] = title;
  return titles;
}

void write_party(json::object& row, const Context& context, const ledger::PartyId& id,
                 std::string_view name_member) {
  const PartyVersion* party = context.party(id);
  row[name_member] = party == nullptr ? id.text() : party->name;
  row["sector"] =
      party == nullptr ? json::value(nullptr) : json::value(ledger::name(party->sector));
  row["country"] = party == nullptr || !party->country ? json::value(nullptr)
                                                       : json::value(party->country->iso3());
}

json::value suspension_json(const PartyVersion& party) {
  return party.suspended ? json::value(ledger::number(*party.suspended)) : json::value(nullptr);
}

json::object pledge_row(const Context& context, const ValuedPledge& pledge, ledger::Date today) {
  const Facts& facts = *pledge.facts;
  const Version& now = pledge.now();
  json::object row;
  row["id"] = facts.id.text();
  row["number"] = now.published && now.published->number ? json::value(*now.published->number)
                                                         : json::value(nullptr);
  row["member"] = facts.owner.text();
  write_party(row, context, facts.owner, "member_name");
  write_facts(row, facts);
  row["state"] = ledger::name(now.state);
  const auto timeliness = pledge.timeliness(today);
  row["timeliness"] = timeliness ? json::value(ledger::name(*timeliness)) : json::value(nullptr);
  row["assurance"] = ledger::name(now.assurance);
  for (const auto& [amount, word] : names_of(Amount{})) row[word] = to_json(pledge.amount(amount));
  row["submitted"] = ledger::to_text(ledger::date_of(pledge.submitted));
  row["published"] = now.published
                         ? json::value(ledger::to_text(ledger::date_of(now.published->at)))
                         : json::value(nullptr);
  row["last_activity"] = day_json(now.last_activity);
  row["last_report"] = day_json(now.last_report);
  row["targets"] = json::object{{"met", now.targets_met}, {"total", facts.targets.size()}};
  row["version"] = pledge.records;
  row["entered_on_behalf"] = now.entered_on_behalf;
  row["recovered_key"] = pledge.recovered;
  row["disputed"] = pledge.disputed;
  return row;
}

}  // namespace pledgebook::projections

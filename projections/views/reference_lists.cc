// SPDX-License-Identifier: Apache-2.0
#include "projections/views/reference_lists.h"

#include <boost/json/array.hpp>
#include <set>

#include "ledger/domain/values/reference.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

json::value title_json(const ledger::ListItem& item, std::string_view language) {
  if (language.empty()) return titles_json(&item);
  for (const std::string& wanted : {std::string(language), std::string("en")}) {
    if (const auto title = item.title.find(wanted); title != item.title.end())
      return json::value(title->second);
  }
  return json::value(item.id.text());
}

json::object list_json(const ledger::ListPublished& list, std::string_view language) {
  json::array items;
  for (const ledger::ListItem& item : list.items) {
    json::object row{{"id", item.id.text()}, {"title", title_json(item, language)}};
    if (!item.members.empty()) {
      json::array members;
      for (const auto& country : item.members) members.emplace_back(country.iso3());
      row["members"] = std::move(members);
    }
    if (!item.leads.empty()) row["leads"] = ledger::write(item.leads);
    items.push_back(std::move(row));
  }
  return {{"effective", ledger::to_text(list.effective)},
          {"source", list.source},
          {"items", std::move(items)}};
}

template <class E>
json::array words() {
  json::array array;
  for (const auto& [value, word] : names_of(E{})) array.emplace_back(word);
  return array;
}

json::array countries_json() {
  json::array array;
  for (const auto& country : ledger::countries())
    array.push_back(
        json::object{{"iso3", country.iso3}, {"iso2", country.iso2}, {"name", country.name}});
  return array;
}

json::array currencies_json() {
  json::array array;
  for (const auto& currency : ledger::currencies())
    array.push_back(json::object{
        {"code", currency.code}, {"name", currency.name}, {"minor_units", currency.minor_units}});
  return array;
}

}  // namespace

ledger::Result<json::object> reference(const Views& views, std::string_view language,
                                       ledger::RecordedAt now) {
  const Query query;
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  const ledger::Governance& governance = *selection.context().background().governance;
  std::set<std::string> names;
  for (const auto& version : governance.lists) names.insert(version.body.list.text());
  json::object lists;
  for (const std::string& name : names) {
    if (const auto* list = selection.context().list_on(name, selection.day()))
      lists[name] = list_json(*list, language);
  }
  json::object answer = selection.heading();
  answer["ledger"] = governance.ledger;
  answer["title"] = governance.created.title;
  answer["operator"] = governance.operator_id.text();
  answer["profile"] = governance.created.profile;
  answer["rules"] = governance.rules;
  answer["lists"] = std::move(lists);
  answer["countries"] = countries_json();
  answer["currencies"] = currencies_json();
  answer["sectors"] = words<ledger::Sector>();
  answer["types"] = words<ledger::PledgeType>();
  answer["natures"] = words<ledger::Nature>();
  answer["additionalities"] = words<ledger::Additionality>();
  answer["scopes"] = words<ledger::Scope>();
  answer["stages"] = words<ledger::Stage>();
  answer["states"] = words<ledger::Lifecycle>();
  answer["timeliness"] = words<ledger::Timeliness>();
  answer["assurances"] = words<ledger::Assurance>();
  answer["roles"] = words<ledger::Role>();
  answer["amendment_categories"] = words<ledger::AmendmentCategory>();
  answer["itu_memberships"] = words<ledger::ItuMembership>();
  answer["topics"] = words<ledger::Topic>();
  return answer;
}

}  // namespace pledgebook::projections

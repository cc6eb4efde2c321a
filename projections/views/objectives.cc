// SPDX-License-Identifier: Apache-2.0
#include "projections/views/objectives.h"

#include <boost/json/array.hpp>
#include <map>

#include "projections/query/selection.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Decimal;

constexpr std::string_view kUsd = "USD";

// What pledges aim at in a unit, and what was reported of it.
struct Reached {
  Decimal pledged;
  Decimal reported;
};

json::object dated_json(const ledger::DatedValue& dated) {
  return {{"value", dated.value.text()}, {"date", ledger::to_text(dated.date)}};
}

json::array observations_json(const Context& context, const ledger::ObjectiveId& id) {
  json::array array;
  for (const auto& [published, body] : context.background().governance->observations) {
    if (body.objective != id || !context.moment().includes(published.index, published.at)) continue;
    json::object row{{"date", ledger::to_text(body.date)},
                     {"value", body.value.text()},
                     {"source", body.source}};
    if (body.country) row["country"] = body.country->iso3();
    array.push_back(std::move(row));
  }
  return array;
}

// Adds a pledge's targets to the units that an objective has.
void add_targets(std::map<std::string, Reached>& units, const ValuedPledge& standing) {
  if (!standing.counts) return;
  const Facts& facts = *standing.facts;
  for (std::size_t i = 0; i < facts.targets.size(); ++i) {
    const TargetFacts& target = facts.targets[i];
    const auto at = units.find(target.unit);
    if (at == units.end()) continue;
    at->second.pledged += target.goal - target.baseline;
    const auto& actual = standing.now().actuals;
    if (i < actual.size() && actual[i]) at->second.reported += *actual[i] - target.baseline;
  }
}

}  // namespace

ledger::Result<json::object> objectives(const Views& views, const Query& query, ledger::Date) {
  LEDGER_TRY(const auto selection, Selection::make(views, query));
  const Context& context = selection.context();
  // The last one set under an id is in force.
  std::map<ledger::ObjectiveId, const ledger::ObjectiveSet*> in_force;
  std::map<std::string, Reached> units;
  for (const auto& [published, body] : context.background().governance->objectives) {
    if (!context.moment().includes(published.index, published.at)) continue;
    in_force[body.id] = &body;
    units[body.unit];
  }
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& standing) { add_targets(units, standing); }));
  if (const auto money = units.find(std::string(kUsd)); money != units.end()) {
    LEDGER_TRY(auto totals, selection.cells(Model::totals));
    const Amounts& amounts = totals[""].tally.amounts;
    money->second = {amounts.of(Amount::announced).usd, amounts.of(Amount::disbursed).usd};
  }
  json::array rows;
  for (const auto& [id, objective] : in_force) {
    const Reached& reached = units[objective->unit];
    const int places = objective->unit == kUsd ? 2 : 0;
    rows.push_back(json::object{{"objective", id.text()},
                                {"title", objective->title},
                                {"unit", objective->unit},
                                {"baseline", dated_json(objective->baseline)},
                                {"target", dated_json(objective->target)},
                                {"source", objective->source},
                                {"pledged", reached.pledged.text(places)},
                                {"reported", reached.reported.text(places)},
                                {"observations", observations_json(context, id)}});
  }
  json::object answer = selection.heading();
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections

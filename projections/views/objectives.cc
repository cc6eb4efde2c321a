// SPDX-License-Identifier: Apache-2.0
#include "projections/views/objectives.h"

#include <boost/json/array.hpp>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "projections/figures/value_sets.h"
#include "projections/fold/stream_rows.h"
#include "projections/query/filter_sets.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Decimal;

constexpr std::string_view kUsd = "USD";

json::object dated_json(const ledger::DatedValue& dated) {
  return {{"value", dated.value.text()}, {"date", ledger::to_text(dated.date)}};
}

// Later observations of the same date and country replace earlier ones.
ledger::Result<std::vector<Observation>> observations_of(const Selection& selection,
                                                         const ledger::ObjectiveId& id) {
  std::map<std::pair<ledger::Date, std::optional<ledger::Country>>, Observation> in_force;
  const auto take = [&](const DecodedRecord& record) {
    const auto* body = std::get_if<ledger::IndicatorObserved>(&record.statement->body);
    if (body == nullptr) return;
    for (const auto& [date, value, country] : body->observations) {
      in_force[{date, country}] = {date, value, country, body->source};
    }
  };
  LEDGER_CHECK(for_each_of_stream(selection.log(), selection.rows(),
                                  ledger::StreamId::indicator(id), selection.context().moment(),
                                  take));
  std::vector<Observation> observations;
  for (auto& [key, observation] : in_force) observations.push_back(std::move(observation));
  return observations;
}

json::array observations_json(const std::vector<Observation>& observations) {
  json::array array;
  for (const auto& [date, value, country, source] : observations) {
    json::object row{{"date", ledger::to_text(date)}, {"value", value.text()}, {"source", source}};
    if (country) row["country"] = country->iso3();
    array.push_back(std::move(row));
  }
  return array;
}

// The pledges at the present that have a target in one of the units: few, and found without a walk.
ledger::Result<void> add_those_with_a_target(const Selection& selection, ObjectiveSums& sums) {
  PledgeSet with_target;
  for (const std::string_view unit : sums.units()) {
    if (!add_set(selection.rows(), Trait::unit, unit, with_target))
      return std::unexpected(damaged_views());
  }
  LEDGER_TRY(const FilterSets filters, selection.filter_sets());
  with_target &= filters.passing();
  PledgeReader reader = selection.reader();
  for (const Ordinal ordinal : with_target.ordinals()) {
    const auto pledge = reader.find(ordinal);
    if (!pledge) return std::unexpected(damaged_views());
    sums.add(*pledge);
  }
  return {};
}

}  // namespace

ObjectiveSums::ObjectiveSums(const Context& context) {
  for (const auto& [published, body] : context.background().governance->objectives) {
    if (!context.moment().knows(published.index)) continue;
    in_force_[body.id] = &body;
    reached_[body.unit];
  }
}

void ObjectiveSums::add(const ValuedPledge& pledge) {
  if (!pledge.counts) return;
  const Facts& facts = *pledge.facts;
  for (std::size_t i = 0; i < facts.targets.size(); ++i) {
    const TargetFacts& target = facts.targets[i];
    const auto at = reached_.find(target.unit);
    if (at == reached_.end()) continue;
    at->second.pledged += target.goal - target.baseline;
    const auto& actual = pledge.now().actuals;
    if (i < actual.size() && actual[i]) at->second.reported += *actual[i] - target.baseline;
  }
}

std::vector<std::string_view> ObjectiveSums::units() const {
  std::vector<std::string_view> units;
  for (const auto& [unit, reached] : reached_) units.push_back(unit);
  return units;
}

ledger::Result<std::vector<ObjectiveProgress>> ObjectiveSums::progress(const Selection& selection,
                                                                       const Amounts& totals) && {
  if (const auto money = reached_.find(kUsd); money != reached_.end())
    money->second = {totals.of(Amount::announced).usd, totals.of(Amount::disbursed).usd};
  std::vector<ObjectiveProgress> progress;
  for (const auto& [id, objective] : in_force_) {
    LEDGER_TRY(auto observations, observations_of(selection, id));
    const Reached& reached = reached_[objective->unit];
    progress.push_back({*objective, reached.pledged, reached.reported, std::move(observations)});
  }
  return progress;
}

ledger::Result<std::vector<ObjectiveProgress>> objective_progress(const Selection& selection) {
  ObjectiveSums sums(selection.context());
  Amounts totals;
  if (selection.query().is_past()) {
    Tally all;
    LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
      sums.add(pledge);
      all.add(pledge, Sign::add);
    }));
    totals = std::move(all.amounts);
  } else {
    LEDGER_CHECK(add_those_with_a_target(selection, sums));
    LEDGER_TRY(auto cells, selection.cells(Model::totals));
    totals = std::move(cells[""].tally.amounts);
  }
  return std::move(sums).progress(selection, totals);
}

ledger::Result<json::object> objectives(const Views& views, const Query& query,
                                        ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const auto progress, objective_progress(selection));
  json::array rows;
  for (const auto& [objective, pledged, reported, observations] : progress) {
    const int places = objective.unit == kUsd ? 2 : 0;
    rows.push_back(json::object{{"objective", objective.id.text()},
                                {"title", objective.title},
                                {"unit", objective.unit},
                                {"baseline", dated_json(objective.baseline)},
                                {"target", dated_json(objective.target)},
                                {"source", objective.source},
                                {"pledged", pledged.text(places)},
                                {"reported", reported.text(places)},
                                {"observations", observations_json(observations)}});
  }
  json::object answer = selection.heading();
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections

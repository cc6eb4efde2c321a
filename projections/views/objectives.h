// SPDX-License-Identifier: Apache-2.0
// Objectives: pledged, reported and observed against each objective's target.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/kinds/governance.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/figures/tally.h"
#include "projections/query/query.h"
#include "projections/query/selection.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// Of an indicator, by a registrar; of one country, or of the world.
struct Observation {
  ledger::Date date{};
  ledger::Decimal value;
  std::optional<ledger::Country> country;
  std::string source;
};

struct ObjectiveProgress {
  ledger::ObjectiveSet objective;
  ledger::Decimal pledged;  // by the selected pledges, in the objective's unit
  ledger::Decimal reported;
  std::vector<Observation> observations;  // by date; those in force
};

// Adds up what pledges promise and deliver in the units of the objectives in force. Threads: one at
// a time; the context outlives it.
class ObjectiveSums {
 public:
  explicit ObjectiveSums(const Context& context);
  void add(const ValuedPledge& pledge);
  // The objectives' units.
  [[nodiscard]] std::vector<std::string_view> units() const;
  // The objectives, by id. `totals` are of the pledges that were added.
  [[nodiscard]] ledger::Result<std::vector<ObjectiveProgress>> progress(const Selection& selection,
                                                                        const Amounts& totals) &&;

 private:
  // Of pledged and reported values in one unit.
  struct Reached {
    ledger::Decimal pledged;
    ledger::Decimal reported;
  };
  // The last objective set under an id is in force.
  std::map<ledger::ObjectiveId, const ledger::ObjectiveSet*> in_force_;
  std::map<std::string, Reached, std::less<>> reached_;  // by unit
};

// The objectives in force, by id.
[[nodiscard]] ledger::Result<std::vector<ObjectiveProgress>> objective_progress(
    const Selection& selection);

// {…, "rows": [{"objective", "title", "unit", "baseline", "target", "pledged", "reported",
// "observations": [{"date", "value", "country"?, "source"}]}]}.
[[nodiscard]] ledger::Result<boost::json::object> objectives(const Views& views, const Query& query,
                                                             ledger::RecordedAt now);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Objectives: pledged, reported and observed against each objective's target.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/governance.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
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

// The objectives in force, by id.
[[nodiscard]] ledger::Result<std::vector<ObjectiveProgress>> objective_progress(
    const Selection& selection);

// {…, "rows": [{"objective", "title", "unit", "baseline", "target", "pledged", "reported",
// "observations": [{"date", "value", "country"?, "source"}]}]}.
[[nodiscard]] ledger::Result<boost::json::object> objectives(const Views& views, const Query& query,
                                                             ledger::RecordedAt now);

}  // namespace pledgebook::projections

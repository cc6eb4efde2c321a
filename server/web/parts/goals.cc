// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/goals.h"

#include <fmt/format.h>

#include <algorithm>

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::ObjectiveProgress;
using projections::Observation;

constexpr std::string_view kUsd = "USD";

// The newest of the whole world; null if there is none.
const Observation* newest_of_world(const ObjectiveProgress& progress) {
  const Observation* newest = nullptr;
  for (const Observation& observation : progress.observations) {
    if (!observation.country) newest = &observation;
  }
  return newest;
}

double ratio(Decimal part, Decimal whole) {
  if (whole.is_zero()) return 0;
  return static_cast<double>(part.ten_thousandths()) / static_cast<double>(whole.ten_thousandths());
}

std::string percent(double part) { return fmt::format("{:.2f}", 100 * std::clamp(part, 0.0, 1.0)); }

// The part of the way from start to goal, in whole per cent, not rounded up to the goal.
std::int64_t way(Decimal start, Decimal at, Decimal goal) {
  const ledger::Int128 whole = (goal - start).ten_thousandths();
  if (whole == 0) return 100;
  return static_cast<std::int64_t>((at - start).ten_thousandths() * 100 / whole);
}

class Goal {
 public:
  Goal(Fields& fields, const PageContext& context, const ObjectiveProgress& progress)
      : fields_(fields),
        words_(context.words()),
        figures_(context.figures()),
        progress_(progress),
        objective_(progress.objective) {}

  void draw() {
    fields_.set("title", objective_.title);
    if (objective_.unit == kUsd) return draw_money();
    const Observation* newest = newest_of_world(progress_);
    if (newest == nullptr) {
      fields_.set("state", words_.text("goals.not_observed"))
          .set("note", words_.text("goals.nothing_drawn"));
      return;
    }
    draw_observed(*newest);
  }

 private:
  [[nodiscard]] std::string value(Decimal number) const {
    return objective_.unit == kUsd ? "USD\u00a0" + figures_.axis(number) : figures_.axis(number);
  }

  void draw_money() {
    const Decimal goal = objective_.target.value;
    fields_
        .set("state",
             words_.text("goals.of", {{"at", value(progress_.pledged)}, {"goal", value(goal)}}))
        .set("note", words_.text("goals.money_note", {{"source", objective_.source}}));
    Fields& drawn = fields_.add("drawn");
    drawn.set("from", "0").set("width", percent(ratio(progress_.pledged, goal)));
    drawn.set("target", "100").set("shift", "-3");
    drawn.set("left", "0").set("right", words_.text("goals.goal", {{"value", value(goal)}}));
  }

  // Grey is what there was at the start, or what is left of it; blue is what was added or taken
  // off.
  void draw_observed(const Observation& newest) {
    const Decimal start = objective_.baseline.value;
    const Decimal goal = objective_.target.value;
    const bool falls = goal < start;
    const Decimal scale = std::max({start, goal, newest.value});
    fields_
        .set("state",
             words_.text(falls ? "goals.left" : "goals.reached", {{"at", value(newest.value)},
                                                                  {"unit", objective_.unit},
                                                                  {"start", value(start)},
                                                                  {"goal", value(goal)}}))
        .set("note",
             words_.text("goals.observed_note",
                         {{"percent", figures_.percent(way(start, newest.value, goal), 100)},
                          {"start_day", figures_.day(objective_.baseline.date)},
                          {"start", value(start)},
                          {"at_day", figures_.day(newest.date)},
                          {"at", value(newest.value)},
                          {"source", newest.source}}));
    Fields& drawn = fields_.add("drawn");
    const double low = ratio(std::min(start, newest.value), scale);
    const double high = ratio(std::max(start, newest.value), scale);
    drawn.add("rest").set("width", percent(low));
    drawn.set("from", percent(low)).set("width", percent(high - low));
    drawn.set("target", percent(ratio(goal, scale))).set("shift", goal == scale ? "-3" : "0");
    const std::string goal_text = words_.text("goals.goal", {{"value", value(goal)}});
    const std::string start_text = words_.text("goals.start", {{"value", value(start)}});
    drawn.set("left", falls ? goal_text : start_text).set("right", falls ? start_text : goal_text);
    drawn.add("middle").set("text", words_.text("goals.now", {{"value", value(newest.value)}}));
  }

  Fields& fields_;
  const Catalogue& words_;
  const Figures figures_;
  const ObjectiveProgress& progress_;
  const ledger::ObjectiveSet& objective_;
};

}  // namespace

void set_goals(Fields& fields, const PageContext& context,
               const std::vector<ObjectiveProgress>& objectives) {
  if (objectives.empty()) return;
  Fields& goals = fields.add("goals");
  for (const ObjectiveProgress& progress : objectives)
    Goal(goals.add("goal"), context, progress).draw();
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Rules of report.submitted (domain.md): state, period, cumulative figures, actuals, evidence.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/rules_actuals.h"
#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

// Whether `report` stays valid beside the new one: it is not replaced, by an earlier report or by
// this one.
bool stands(const ReportState& report, const ReportSubmitted& b) {
  return !report.replaced && report.sid != b.corrects;
}

std::string text_of_period(const Period& period) {
  return fmt::format("{} to {}", to_text(period.from), to_text(period.to));
}

Objection check_report_state(const Case& c, const ReportSubmitted& b) {
  if (auto objection =
          check_state(c, {Lifecycle::published, Lifecycle::in_progress, Lifecycle::stalled,
                          Lifecycle::lapsed, Lifecycle::completion_claimed})) {
    return objection;
  }
  if (b.stage != Stage::planning || c.pledge->state == Lifecycle::published) return std::nullopt;
  return object("stage_not_allowed", "/body/stage",
                fmt::format("the pledge is {}, so planning is over", name(c.pledge->state)),
                "in-progress, stalled or completed; planning only while it is PUBLISHED");
}

Objection check_room(const Case& c, const ReportSubmitted&) {
  if (c.pledge->reports.size() < kReportsMax) return std::nullopt;
  return object("too_many_reports", "", "the pledge has the maximum number of reports",
                fmt::format("at most {} reports on one pledge", kReportsMax));
}

Objection check_corrects(const Case& c, const ReportSubmitted& b) {
  if (!b.corrects) return std::nullopt;
  const ReportState* report = find_report(*c.pledge, *b.corrects);
  if (report == nullptr) {
    return object("report_unknown", "/body/corrects", "the pledge has no report with this sid",
                  "the sid of a report.submitted on this pledge");
  }
  if (!report->replaced) return std::nullopt;
  return object("report_replaced", "/body/corrects", "another report already corrects this one",
                "the sid of the report that corrected it");
}

Objection check_period(const Case& c, const ReportSubmitted& b) {
  const Period& period = b.period;
  if (period.to < period.from) {
    return object("period_backwards", "/body/period/to",
                  fmt::format("the period ends on {}, before it begins", to_text(period.to)),
                  fmt::format("{} or later", to_text(period.from)));
  }
  const Date today = c.latest_day();
  if (period.to > today) {
    return object("period_in_future", "/body/period/to",
                  fmt::format("the period ends on {}, after the day {} of the report itself",
                              to_text(period.to), to_text(today)),
                  fmt::format("{} or earlier", to_text(today)));
  }
  for (const ReportState& other : c.pledge->reports) {
    if (!stands(other, b) || other.period.to < period.from || period.to < other.period.from)
      continue;
    return object("periods_overlap", "/body/period",
                  fmt::format("the period {} overlaps another report's period, {}",
                              text_of_period(period), text_of_period(other.period)),
                  "a period without a day of another report's, or corrects: " + other.sid.hex());
  }
  return std::nullopt;
}

using Figure = std::optional<Money> ReportState::*;

// The nearest report before or after the new one that gives the figure.
struct Neighbours {
  const ReportState* before = nullptr;
  const ReportState* after = nullptr;
};

Neighbours neighbours(const Case& c, const ReportSubmitted& b, Figure figure) {
  Neighbours found;
  for (const ReportState& other : c.pledge->reports) {
    if (!stands(other, b) || !(other.*figure)) continue;
    if (other.period.to < b.period.from) {
      if (found.before == nullptr || other.period.to > found.before->period.to)
        found.before = &other;
    } else if (found.after == nullptr || other.period.from < found.after->period.from) {
      found.after = &other;
    }
  }
  return found;
}

Objection check_currency_kept(const Money& money, const Money& theirs, const ReportState& other,
                              const std::string& pointer) {
  if (money.currency == theirs.currency) return std::nullopt;
  return object(
      "figure_changes_currency", pointer + "/currency",
      fmt::format("the cumulative figure is in {}, but that of {} is in {}", money.currency.code(),
                  text_of_period(other.period), theirs.currency.code()),
      fmt::format("{}, or \"correction\": true", theirs.currency.code()));
}

Objection check_figure(const Case& c, const ReportSubmitted& b, const std::optional<Money>& money,
                       Figure figure, const std::string& pointer) {
  if (!money) return std::nullopt;
  if (auto objection = check_money(*money, pointer, Zero::allowed)) return objection;
  if (b.correction.value_or(false)) return std::nullopt;
  const auto [before, after] = neighbours(c, b, figure);
  for (const ReportState* other : {before, after}) {
    if (other == nullptr) continue;
    const Money& theirs = *(other->*figure);
    if (auto objection = check_currency_kept(*money, theirs, *other, pointer)) return objection;
    const bool falls =
        other == before ? money->amount < theirs.amount : money->amount > theirs.amount;
    if (!falls) continue;
    return object("figure_falls", pointer + "/amount",
                  fmt::format("the cumulative figure is {}, but that of {} is {}", text_of(*money),
                              text_of_period(other->period), text_of(theirs)),
                  fmt::format("at {} {}, or \"correction\": true",
                              other == before ? "least" : "most", text_of(theirs)));
  }
  return std::nullopt;
}

Objection check_figures(const Case& c, const ReportSubmitted& b) {
  if (auto objection = check_figure(c, b, b.committed, &ReportState::committed, "/body/committed"))
    return objection;
  return check_figure(c, b, b.disbursed, &ReportState::disbursed, "/body/disbursed");
}

Objection check_report_actuals(const Case& c, const ReportSubmitted& b) {
  return check_actuals(*c.pledge, b.actuals, "/body/actuals");
}

Objection check_completion(const Case& c, const ReportSubmitted& b) {
  if (b.stage != Stage::completed) return std::nullopt;
  for (const Target& target : c.pledge->body.targets) {
    if (std::ranges::find(b.actuals, target.id, &Actual::target) != b.actuals.end()) continue;
    return object(
        "actual_missing", "/body/actuals",
        fmt::format("stage completed needs an actual for the target {}", target.id.text()),
        "an actual for every target of the pledge");
  }
  return std::nullopt;
}

Objection check_report_evidence(const Case&, const ReportSubmitted& b) {
  return check_evidence(b.evidence, "/body/evidence");
}

}  // namespace

Objection judge(const Case& c, const ReportSubmitted& b) {
  return first_objection<ReportSubmitted>(
      c, b,
      {check_report_state, check_room, check_corrects, check_period, check_figures,
       check_report_actuals, check_completion, check_report_evidence});
}

}  // namespace pledgebook::ledger

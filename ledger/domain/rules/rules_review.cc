// SPDX-License-Identifier: Apache-2.0
// Rules of reviews, determinations and attestations.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rules_actuals.h"
#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

Objection check_determinable(const Case& c) {
  const Lifecycle state = c.pledge->state;
  if (state == Lifecycle::completion_claimed) return std::nullopt;
  if (auto objection = check_open(c)) return objection;
  const Date today = date_of(c.at());
  const auto& end = c.pledge->body.end;
  if (end && *end < today) return std::nullopt;
  return object(
      "end_not_passed", "/at",
      fmt::format("the pledge is {}, and its end is {}", name(state), end ? to_text(*end) : "open"),
      end ? fmt::format("a report with stage completed, or a date after {}", to_text(*end))
          : "a report with stage completed, since the pledge has no end");
}

}  // namespace

Objection check_actuals(const PledgeState& pledge, std::span<const Actual> actuals,
                        const std::string& pointer) {
  for (std::size_t i = 0; i < actuals.size(); ++i) {
    const TargetId& target = actuals[i].target;
    const std::string place = fmt::format("{}/{}/target", pointer, i);
    if (std::ranges::find(pledge.body.targets, target, &Target::id) == pledge.body.targets.end()) {
      return object("target_unknown", place,
                    fmt::format("the pledge has no target {}", target.text()),
                    "the id of a target of the amended pledge");
    }
    const auto before = actuals.first(i);
    if (std::ranges::find(before, target, &Actual::target) != before.end()) {
      return object("target_twice", place,
                    fmt::format("the target {} appears twice", target.text()), "each target once");
    }
  }
  return std::nullopt;
}

Objection check_evidence(std::span<const Evidence> evidence, const std::string& pointer) {
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (evidence[i].size > 0) continue;
    return object("evidence_empty", fmt::format("{}/{}/size", pointer, i),
                  "the evidence file is empty", "the file's size in bytes");
  }
  return std::nullopt;
}

Objection judge(const Case& c, const ReportReviewed& b) {
  if (find_report(*c.pledge, b.report) == nullptr) {
    return object("report_unknown", "/body/report", "the pledge has no report with this sid",
                  "the sid of a report.submitted on this pledge");
  }
  const bool queried = b.finding == Finding::queried;
  if (queried != (b.assurance == ReviewAssurance::disputed)) {
    return object(
        "assurance_contradicts_finding", "/body/assurance",
        fmt::format("the report is {} and its assurance {}", name(b.finding), name(b.assurance)),
        queried ? "disputed, since the report is queried"
                : "documented, reviewed or verified, since the report is accepted");
  }
  return std::nullopt;
}

Objection judge(const Case& c, const FulfilmentDetermined& b) {
  if (auto objection = check_determinable(c)) return objection;
  return check_actuals(*c.pledge, b.achieved, "/body/achieved");
}

Objection judge(const Case& c, const FulfilmentReversed& b) {
  if (auto objection = check_state(
          c, {Lifecycle::fulfilled, Lifecycle::partly_fulfilled, Lifecycle::unfulfilled})) {
    return objection;
  }
  if (c.pledge->determination && c.pledge->determination->sid == b.sid) return std::nullopt;
  return object("determination_unknown", "/body/sid",
                "this is not the sid of the current determination",
                c.pledge->determination ? c.pledge->determination->sid.hex()
                                        : "the sid of a fulfilment.determined");
}

Objection judge(const Case&, const AttestationGiven& b) {
  return check_evidence(b.evidence, "/body/evidence");
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/pledge_state.h"

#include <algorithm>

namespace pledgebook::ledger {
namespace {

// Of the reports that are not replaced and satisfy `accepts`, the one whose period ends last; of
// two such, the later.
template <class Accepts>
const ReportState* latest(const PledgeState& pledge, Accepts accepts) noexcept {
  const ReportState* found = nullptr;
  for (const ReportState& report : pledge.reports) {
    if (report.replaced || !accepts(report)) continue;
    if (found == nullptr || report.period.to >= found->period.to) found = &report;
  }
  return found;
}

bool reaches(const Target& target, Decimal actual) noexcept {
  return target.goal < target.baseline ? actual <= target.goal : actual >= target.goal;
}

}  // namespace

bool is_open(Lifecycle state) noexcept {
  switch (state) {
    case Lifecycle::published:
    case Lifecycle::in_progress:
    case Lifecycle::stalled:
    case Lifecycle::completion_claimed:
    case Lifecycle::lapsed:
      return true;
    default:
      return false;
  }
}

bool has_interest(const PledgeState& pledge, const PartyId& party) noexcept {
  return party == pledge.owner ||
         std::ranges::find(pledge.partners, party) != pledge.partners.end();
}

bool counts_in_totals(Lifecycle state) noexcept {
  switch (state) {
    case Lifecycle::submitted:
    case Lifecycle::returned:
    case Lifecycle::rejected:
    case Lifecycle::withdrawn:
    case Lifecycle::lapsed:
    case Lifecycle::superseded:
      return false;
    default:
      return true;
  }
}

Timeliness timeliness(Date last_activity, Date today) noexcept {
  const auto days = today - last_activity;
  if (days <= kCurrentDaysMax) return Timeliness::current;
  return days <= kDueDaysMax ? Timeliness::due : Timeliness::inactive;
}

const ReportState* last_report(const PledgeState& pledge) noexcept {
  return latest(pledge, [](const ReportState&) { return true; });
}

const ReportState* committed_report(const PledgeState& pledge) noexcept {
  return latest(pledge, [](const ReportState& report) { return report.committed.has_value(); });
}

const ReportState* disbursed_report(const PledgeState& pledge) noexcept {
  return latest(pledge, [](const ReportState& report) { return report.disbursed.has_value(); });
}

const ReportState* verified_report(const PledgeState& pledge) noexcept {
  return latest(pledge, [](const ReportState& report) {
    return report.disbursed.has_value() && report.assurance == Assurance::verified;
  });
}

Assurance assurance(const PledgeState& pledge) noexcept {
  const ReportState* report = last_report(pledge);
  return report == nullptr ? Assurance::self_reported : report->assurance;
}

std::optional<Instant> last_activity(const PledgeState& pledge) noexcept {
  if (!pledge.publication) return std::nullopt;
  Instant last = pledge.publication->at;
  for (const ReportState& report : pledge.reports) last = std::max(last, report.at);
  return last;
}

std::optional<Decimal> last_actual(const PledgeState& pledge, const TargetId& target) noexcept {
  const auto names_target = [&](const Actual& actual) { return actual.target == target; };
  const ReportState* report = latest(
      pledge, [&](const ReportState& r) { return std::ranges::any_of(r.actuals, names_target); });
  if (report == nullptr) return std::nullopt;
  return std::ranges::find_if(report->actuals, names_target)->value;
}

std::uint32_t targets_met(const PledgeState& pledge) noexcept {
  std::uint32_t met = 0;
  for (const Target& target : pledge.body.targets) {
    const auto actual = last_actual(pledge, target.id);
    if (actual && reaches(target, *actual)) ++met;
  }
  return met;
}

const ReportState* find_report(const PledgeState& pledge, const Sid& sid) noexcept {
  const auto found = std::ranges::find(pledge.reports, sid, &ReportState::sid);
  return found == pledge.reports.end() ? nullptr : &*found;
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/version.h"

#include <algorithm>
#include <utility>

namespace pledgebook::projections {
namespace {

using ledger::PledgeState;
using ledger::ReportState;

std::optional<Figure> reported(const ReportState* report,
                               std::optional<ledger::Money> ReportState::* figure) {
  if (report == nullptr) return std::nullopt;
  return Figure{*(report->*figure), report->origin.index, report->period.to};
}

}  // namespace

ledger::Instant at_of(std::string_view packed) {
  ledger::Instant at{};
  Unpacker{packed}(at);
  return at;
}

Version version_of(const PledgeState& pledge, const ledger::Entry& entry,
                   std::vector<KeyNumber> keys) {
  Version version;
  version.at = entry.statement.at;
  version.index = entry.index;
  version.recorded_at = entry.recorded_at;
  version.state = pledge.state;
  version.entered_on_behalf = !pledge.entered.empty();
  version.awaits_correction = pledge.correction.has_value();
  version.keys = std::move(keys);
  if (pledge.publication) {
    version.published =
        PublishedAt{pledge.publication->at, pledge.publication->index, pledge.publication->number};
  }
  if (pledge.body.value) {
    const ledger::Money& announced = *pledge.body.value;
    version.announced = Figure{announced, pledge.valuation.index, ledger::Date{}};
  }
  if (const auto activity = ledger::last_activity(pledge))
    version.last_activity = ledger::date_of(*activity);

  version.is_report = std::holds_alternative<ledger::ReportSubmitted>(entry.statement.body);
  if (const auto* review = std::get_if<ledger::ReportReviewed>(&entry.statement.body)) {
    if (const ReportState* report = ledger::find_report(pledge, review->report))
      version.reviewed = report->origin.index;
  }
  if (pledge.reports.empty()) {
    version.actuals.resize(pledge.body.targets.size());
    return version;
  }
  version.assurance = ledger::assurance(pledge);
  version.committed = reported(ledger::committed_report(pledge), &ReportState::committed);
  version.disbursed = reported(ledger::disbursed_report(pledge), &ReportState::disbursed);
  version.verified = reported(ledger::verified_report(pledge), &ReportState::disbursed);
  if (const ReportState* report = ledger::last_report(pledge))
    version.last_report = ledger::date_of(report->at);
  version.targets_met = ledger::targets_met(pledge);
  for (const ledger::Target& target : pledge.body.targets)
    version.actuals.push_back(ledger::last_actual(pledge, target.id));
  return version;
}

Facts facts_of(const PledgeState& pledge) {
  const ledger::PledgeBody& body = pledge.body;
  Facts facts{.id = pledge.id,
              .owner = pledge.owner,
              .title = body.title,
              .type = body.type,
              .is_estimated = body.value && body.value->estimated.value_or(false),
              .focus_area = body.focus_area,
              .secondary_focus_areas = body.secondary_focus_areas,
              .nature = body.nature,
              .scope = body.scope,
              .countries = {},
              .start = body.start,
              .end = body.end,
              .targets = {},
              .sdgs = body.sdgs,
              .goals = body.goals,
              .wsis = body.wsis,
              .frameworks = body.frameworks,
              .beneficiaries = {},
              .event = body.event,
              .overlaps = {}};
  for (const auto& country : body.countries)
    facts.countries.push_back({country.iso3, country.share});
  std::ranges::sort(facts.countries, {}, &CountryFacts::iso3);
  for (const auto& target : body.targets)
    facts.targets.push_back({target.unit, target.baseline, target.goal});
  for (const auto& group : body.beneficiaries) facts.beneficiaries.push_back(group.group);
  for (const auto& related : body.related) {
    if (related.overlap) facts.overlaps.push_back({related.pledge, *related.overlap});
  }
  return facts;
}

bool changes_facts(const ledger::Body& body) noexcept {
  return std::holds_alternative<ledger::PledgeSubmitted>(body) ||
         std::holds_alternative<ledger::PledgeRevised>(body) ||
         std::holds_alternative<ledger::PledgeAmended>(body) ||
         std::holds_alternative<ledger::CorrectionAccepted>(body);
}

}  // namespace pledgebook::projections

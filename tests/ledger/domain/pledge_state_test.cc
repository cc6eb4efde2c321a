// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/pledge_state.h"

#include <gtest/gtest.h>

#include <set>

namespace pledgebook::ledger {
namespace {

using std::chrono::days;

Date day(const char* text) { return *parse_date(text); }

Money usd(const char* amount) { return {*Decimal::parse(amount), Currency::usd()}; }

ReportState report(const char* from, const char* to) {
  ReportState report;
  report.period = {day(from), day(to)};
  report.at = day(to);
  return report;
}

Target target(const char* id, const char* baseline, const char* goal) {
  Target target;
  target.id = *TargetId::parse(id);
  target.baseline = *Decimal::parse(baseline);
  target.goal = *Decimal::parse(goal);
  return target;
}

Actual actual(const char* id, const char* value) {
  return {*TargetId::parse(id), *Decimal::parse(value)};
}

TEST(Timeliness, TurnsAfter365And730Days) {
  const Date last = day("2024-01-01");

  EXPECT_EQ(timeliness(last, last), Timeliness::current);
  EXPECT_EQ(timeliness(last, last - days{10}), Timeliness::current);
  EXPECT_EQ(timeliness(last, last + days{365}), Timeliness::current);
  EXPECT_EQ(timeliness(last, last + days{366}), Timeliness::due);
  EXPECT_EQ(timeliness(last, last + days{730}), Timeliness::due);
  EXPECT_EQ(timeliness(last, last + days{731}), Timeliness::inactive);
}

TEST(Lifecycles, AreOpenOrCountAsDomainSays) {
  using enum Lifecycle;
  const std::set<Lifecycle> open{published, in_progress, stalled, completion_claimed, lapsed};
  const std::set<Lifecycle> left_out{submitted, returned, rejected, withdrawn, lapsed, superseded};

  for (const auto& [state, word] : names_of(Lifecycle{})) {
    EXPECT_EQ(is_open(state), open.contains(state)) << word;
    EXPECT_EQ(counts_in_totals(state), !left_out.contains(state)) << word;
  }
}

TEST(LastReport, IsTheOneWhosePeriodEndsLast) {
  PledgeState pledge;
  EXPECT_EQ(last_report(pledge), nullptr);

  pledge.reports = {report("2026-01-01", "2026-03-31"), report("2026-07-01", "2026-09-30"),
                    report("2026-04-01", "2026-06-30")};
  EXPECT_EQ(last_report(pledge), &pledge.reports[1]);

  pledge.reports[1].replaced = true;
  EXPECT_EQ(last_report(pledge), &pledge.reports[2]);
}

TEST(Figures, ComeFromTheLastReportThatGivesThem) {
  PledgeState pledge;
  pledge.reports = {report("2026-01-01", "2026-03-31"), report("2026-04-01", "2026-06-30"),
                    report("2026-07-01", "2026-09-30")};
  pledge.reports[0].committed = usd("10");
  pledge.reports[0].disbursed = usd("1");
  pledge.reports[0].assurance = Assurance::verified;
  pledge.reports[1].disbursed = usd("2");
  pledge.reports[1].assurance = Assurance::reviewed;

  EXPECT_EQ(committed_report(pledge), &pledge.reports[0]);
  EXPECT_EQ(disbursed_report(pledge), &pledge.reports[1]);
  EXPECT_EQ(verified_report(pledge), &pledge.reports[0]);

  pledge.reports[0].replaced = true;
  EXPECT_EQ(committed_report(pledge), nullptr);
  EXPECT_EQ(verified_report(pledge), nullptr);
}

TEST(AssuranceOfAPledge, IsThatOfItsLastReport) {
  PledgeState pledge;
  EXPECT_EQ(assurance(pledge), Assurance::self_reported);

  pledge.reports = {report("2026-01-01", "2026-03-31"), report("2026-04-01", "2026-06-30")};
  pledge.reports[0].assurance = Assurance::verified;
  pledge.reports[1].assurance = Assurance::documented;
  EXPECT_EQ(assurance(pledge), Assurance::documented);
}

TEST(LastActivity, IsPublicationOrAnyReport) {
  PledgeState pledge;
  EXPECT_EQ(last_activity(pledge), std::nullopt);

  pledge.publication = Publication{day("2026-05-01"), Index{7}, std::nullopt};
  EXPECT_EQ(last_activity(pledge), day("2026-05-01"));
  pledge.reports = {report("2026-07-01", "2026-09-30"), report("2026-01-01", "2026-03-31")};
  EXPECT_EQ(last_activity(pledge), day("2026-09-30"));
  pledge.reports[0].replaced = true;
  EXPECT_EQ(last_activity(pledge), day("2026-09-30")) << "a corrected report was activity too";
}

TEST(TargetsMet, ReachTheGoalFromTheBaselinesSide) {
  PledgeState pledge;
  pledge.body.targets = {target("more", "0", "100"), target("less", "80", "20"),
                         target("same", "5", "5"), target("unsaid", "0", "1")};
  pledge.reports = {report("2026-01-01", "2026-03-31"), report("2026-04-01", "2026-06-30")};
  EXPECT_EQ(targets_met(pledge), 0U);

  pledge.reports[0].actuals = {actual("more", "100"), actual("less", "21"), actual("same", "5")};
  EXPECT_EQ(targets_met(pledge), 2U);
  pledge.reports[1].actuals = {actual("more", "99.9999"), actual("less", "20")};
  EXPECT_EQ(targets_met(pledge), 2U) << "less and same: the newest actual of each decides";
  EXPECT_EQ(last_actual(pledge, *TargetId::parse("more")), Decimal::parse("99.9999"));
  EXPECT_EQ(last_actual(pledge, *TargetId::parse("unsaid")), std::nullopt);

  pledge.reports[1].replaced = true;
  EXPECT_EQ(last_actual(pledge, *TargetId::parse("more")), Decimal::parse("100"));
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Rules of report.submitted: periods, corrections, cumulative figures, actuals, evidence.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::pledge_body;
using support::report_body;

constexpr const char* kTargets = R"({"targets":[
    {"id":"sites","title":"T","unit":"u","baseline":"0","goal":"9","due":"2027-01-01"},
    {"id":"people","title":"T","unit":"u","baseline":"0","goal":"9","due":"2027-01-01"}]})";

// A pledge with two targets, published on 2026-06-01.
LedgerBuilder with_pledge() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov", changed(pledge_body(), kTargets));
  return ledger;
}

Draft report(std::string_view from, std::string_view to, std::string_view patch = "{}") {
  return by_party("gha-gov", "report.submitted", "pledge/p-1",
                  changed(report_body(from, to), patch));
}

// A report on a month of 2026 with the disbursed amount in USD.
Draft disbursing(int month, std::string_view amount, std::string_view patch = "{}") {
  const std::string prefix = "2026-0" + std::to_string(month) + "-";
  Draft draft = report(prefix + "01", prefix + "28", patch);
  boost::json::object money{{"amount", amount}, {"currency", "USD"}};
  if (!draft.body.contains("disbursed")) draft.body["disbursed"] = std::move(money);
  return draft;
}

Draft correcting(Draft draft, const Sid& corrected) {
  draft.body["corrects"] = corrected.hex();
  return draft;
}

TEST(ReportPeriod, IsNotBackwards) {
  LedgerBuilder ledger = with_pledge();

  ledger.expect_refused(report("2026-03-02", "2026-03-01"), "period_backwards", "/body/period/to");
  EXPECT_TRUE(ledger.submit(report("2026-03-01", "2026-03-01"))) << "one day is a period";
}

// In Kiribati, UTC+14, it is tomorrow from ten in the morning UTC on.
TEST(ReportPeriod, EndsOnTheDayThatItIsAnywhereOnEarthAtTheLatest) {
  LedgerBuilder ledger = with_pledge();
  ledger.set_clock("2026-07-01T09:59:59Z");

  ledger.expect_refused(report("2026-06-01", "2026-07-02"), "period_in_future", "/body/period/to");
  ledger.expect_refused(report("2026-06-01", "2026-06-30").dated("2026-06-29T09:59:59Z"),
                        "period_in_future", "/body/period/to");
  EXPECT_TRUE(ledger.submit(report("2026-06-01", "2026-07-01")));
  ledger.set_clock("2026-07-02T10:00:00Z");
  ledger.expect_refused(report("2026-07-02", "2026-07-04"), "period_in_future", "/body/period/to");
  EXPECT_TRUE(ledger.submit(report("2026-07-02", "2026-07-03")));
}

TEST(ReportPeriod, SharesNoDayWithAnother) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(report("2026-03-10", "2026-03-20"));
  for (const auto& [from, to] :
       std::vector<std::pair<const char*, const char*>>{{"2026-03-10", "2026-03-20"},
                                                        {"2026-03-01", "2026-03-10"},
                                                        {"2026-03-20", "2026-03-31"},
                                                        {"2026-03-12", "2026-03-13"},
                                                        {"2026-03-01", "2026-03-31"}}) {
    ledger.expect_refused(report(from, to), "periods_overlap", "/body/period");
  }
  EXPECT_TRUE(ledger.submit(report("2026-03-21", "2026-03-31")));
  EXPECT_TRUE(ledger.submit(report("2026-03-01", "2026-03-09"))) << "in any order";
}

TEST(ReportCorrection, ReplacesAReportOfThePledge) {
  LedgerBuilder ledger = with_pledge();
  const Sid first = ledger.add(report("2026-03-01", "2026-03-31"));
  const Draft again = report("2026-03-01", "2026-03-31");

  ledger.expect_refused(correcting(again, ledger.statements().front().sid), "report_unknown",
                        "/body/corrects");
  const Sid second = ledger.add(correcting(again, first));
  ledger.expect_refused(correcting(again, first), "report_replaced", "/body/corrects");
  EXPECT_TRUE(ledger.submit(correcting(report("2026-04-01", "2026-04-30"), second)))
      << "of another period";
  EXPECT_TRUE(ledger.submit(again)) << "its period is free again";
}

TEST(ReportFigures, NeverFall) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(disbursing(2, "100"));

  const Refusal refusal = ledger.refusal(disbursing(3, "99.99"));
  EXPECT_EQ(refusal.code, "figure_falls");
  EXPECT_EQ(refusal.pointer, "/body/disbursed/amount");
  EXPECT_EQ(refusal.accepted, "at least USD 100, or \"correction\": true");
  EXPECT_TRUE(ledger.submit(disbursing(3, "100"))) << "they may stay";
  EXPECT_TRUE(ledger.submit(disbursing(4, "101")));
}

TEST(ReportFigures, AreHeldAgainstTheNextPeriodToo) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(disbursing(1, "50"));
  ledger.add(disbursing(3, "100"));

  ledger.expect_refused(disbursing(2, "49"), "figure_falls", "/body/disbursed/amount");
  const Refusal refusal = ledger.refusal(disbursing(2, "101"));
  EXPECT_EQ(refusal.code, "figure_falls");
  EXPECT_EQ(refusal.accepted, "at most USD 100, or \"correction\": true");
  EXPECT_TRUE(ledger.submit(disbursing(2, "75")));
}

TEST(ReportFigures, AreHeldAgainstTheNearestThatGivesThem) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(disbursing(1, "50"));
  ledger.add(report("2026-02-01", "2026-02-28"));

  ledger.expect_refused(disbursing(3, "49"), "figure_falls", "/body/disbursed/amount");
  EXPECT_TRUE(ledger.submit(
      report("2026-03-01", "2026-03-31", R"({"committed":{"amount":"1","currency":"EUR"}})")))
      << "committed is another figure";
}

TEST(ReportFigures, KeepTheirCurrency) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(disbursing(2, "100"));
  constexpr const char* kEuros = R"({"disbursed":{"amount":"200","currency":"EUR"}})";

  ledger.expect_refused(disbursing(3, "", kEuros), "figure_changes_currency",
                        "/body/disbursed/currency");
  ledger.expect_refused(disbursing(1, "", kEuros), "figure_changes_currency",
                        "/body/disbursed/currency");
}

TEST(ReportFigures, FallByCorrection) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(disbursing(2, "100"));

  ledger.expect_refused(disbursing(3, "10", R"({"correction":false})"), "figure_falls",
                        "/body/disbursed/amount");
  ledger.add(disbursing(3, "10", R"({"correction":true})"));
  EXPECT_TRUE(ledger.submit(disbursing(4, "20"))) << "held against the corrected figure";
  EXPECT_TRUE(ledger.submit(
      disbursing(5, "", R"({"correction":true,"disbursed":{"amount":"9","currency":"EUR"}})")));
}

TEST(ReportFigures, AreNotHeldAgainstReplacedReports) {
  LedgerBuilder ledger = with_pledge();
  const Sid wrong = ledger.add(disbursing(2, "1000000"));
  ledger.expect_refused(disbursing(3, "100"), "figure_falls", "/body/disbursed/amount");

  ledger.add(correcting(disbursing(2, "10"), wrong));
  EXPECT_TRUE(ledger.submit(disbursing(3, "100")));
}

TEST(ReportFigures, AreMoney) {
  LedgerBuilder ledger = with_pledge();
  const auto committing = [](std::string_view money) {
    return report("2026-03-01", "2026-03-31", R"({"committed":)" + std::string(money) + "}");
  };

  ledger.expect_refused(committing(R"({"amount":"1","currency":"XXX"})"), "currency_unknown",
                        "/body/committed/currency");
  ledger.expect_refused(committing(R"({"amount":"0.5","currency":"JPY"})"), "too_many_decimals",
                        "/body/committed/amount");
  ledger.expect_refused(committing(R"({"amount":"-1","currency":"USD"})"), "amount_invalid",
                        "/body/committed/amount");
  EXPECT_TRUE(ledger.submit(committing(R"({"amount":"0","currency":"USD"})"))) << "zero is said";
}

TEST(ReportActuals, AreOfThePledgesTargetsOnce) {
  LedgerBuilder ledger = with_pledge();
  const auto with_actuals = [](std::string_view actuals) {
    return report("2026-03-01", "2026-03-31", R"({"actuals":)" + std::string(actuals) + "}");
  };

  ledger.expect_refused(with_actuals(R"([{"target":"sites","value":"1"},
                            {"target":"towers","value":"1"}])"),
                        "target_unknown", "/body/actuals/1/target");
  ledger.expect_refused(with_actuals(R"([{"target":"sites","value":"1"},
                            {"target":"sites","value":"2"}])"),
                        "target_twice", "/body/actuals/1/target");
  EXPECT_TRUE(ledger.submit(with_actuals(R"([{"target":"sites","value":"1000000"}])")))
      << "an actual may exceed its goal";
}

TEST(ReportActuals, AreCompleteWhereCompletionIsClaimed) {
  LedgerBuilder ledger = with_pledge();
  const auto completing = [](std::string_view actuals) {
    return report("2026-03-01", "2026-03-31",
                  R"({"stage":"completed","actuals":)" + std::string(actuals) + "}");
  };

  ledger.expect_refused(completing("null"), "actual_missing", "/body/actuals");
  ledger.expect_refused(completing(R"([{"target":"people","value":"1"}])"), "actual_missing",
                        "/body/actuals");
  EXPECT_TRUE(ledger.submit(
      completing(R"([{"target":"people","value":"1"},{"target":"sites","value":"0"}])")));
}

TEST(ReportActuals, FollowThePledgeAsAmended) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(by_party("gha-gov", "pledge.amended", "pledge/p-1",
                      {{"category", "scope"},
                       {"reason", "r"},
                       {"changes", support::object_of(R"({"targets":[]})")}}));

  EXPECT_TRUE(ledger.submit(report("2026-03-01", "2026-03-31", R"({"stage":"completed"})")));
}

TEST(ReportTexts, HoldLessonsAndBarriers) {
  LedgerBuilder ledger = with_pledge();

  EXPECT_TRUE(ledger.submit(report("2026-03-01", "2026-03-31",
                                   R"({"lessons":"solar power first","barriers":["customs"]})")));
  ledger.expect_refused(report("2026-04-01", "2026-04-30", R"({"barriers":[" "]})"), "text_empty",
                        "/body/barriers/0");
}

TEST(ReportEvidence, IsNotEmpty) {
  LedgerBuilder ledger = with_pledge();
  Draft draft = report("2026-03-01", "2026-03-31", R"({"evidence":[
      {"sha256":"","size":0,"type":"application/pdf","name":"f.pdf"}]})");
  auto& evidence = draft.body["evidence"].get_array()[0].get_object();
  evidence["sha256"] = support::test_key_id("file").hex();

  ledger.expect_refused(draft, "evidence_empty", "/body/evidence/0/size");
  evidence["size"] = 1;
  ledger.add(draft);
  EXPECT_EQ(assurance(ledger.pledge("p-1")), Assurance::documented);
}

TEST(ReportCount, HasALimit) {
  LedgerBuilder ledger = with_pledge();
  PledgeState& pledge = ledger.registry().edit(*PledgeId::parse("p-1"));
  pledge.reports.resize(kReportsMax, ReportState{});
  for (ReportState& filler : pledge.reports) filler.replaced = true;

  ledger.expect_refused(report("2026-03-01", "2026-03-31"), "too_many_reports", "");
  pledge.reports.pop_back();
  EXPECT_TRUE(ledger.submit(report("2026-03-01", "2026-03-31")));
}

// Reports with rising figures are admitted in any order; if a figure falls, in none.
TEST(ReportFigures, AreJudgedAlikeInEveryOrder) {
  for (const std::vector<int>& figures :
       {std::vector{10, 20, 30, 40}, std::vector{10, 10, 30, 30}, std::vector{10, 30, 20, 40},
        std::vector{20, 10, 30, 40}, std::vector{10, 20, 40, 30}}) {
    std::vector<std::size_t> order{0, 1, 2, 3};
    do {
      LedgerBuilder ledger = with_pledge();
      bool all = true;
      for (const std::size_t month : order) {
        all = ledger.submit(
                  disbursing(static_cast<int>(month) + 1, std::to_string(figures[month]))) &&
              all;
      }
      EXPECT_EQ(all, std::ranges::is_sorted(figures));
    } while (std::ranges::next_permutation(order).found);
  }
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Read models worked out by hand: queues, objectives, frameworks, timeline, history (domain.md,
// "Read models").
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>

#include "projections/views/frameworks.h"
#include "projections/views/members.h"
#include "projections/views/objectives.h"
#include "projections/views/parties.h"
#include "projections/views/pledge_history.h"
#include "projections/views/pledges.h"
#include "projections/views/queues.h"
#include "projections/views/summary.h"
#include "projections/views/timeline.h"
#include "tests/projections/example_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using support::by_auditor;
using support::by_registrar;

json::object object_of(std::string_view text) { return support::json_of(text).as_object(); }

TEST(Queues, HoldWhatWaitsForSomebody) {
  ExampleLedger example;
  example.say("new", "2026-05-01T00:00:00Z", "gha-gov", "pledge.submitted", support::pledge_body());
  example.pledge("current", "2025-06-01T00:00:00Z", "{}");
  example.pledge("due", "2025-05-31T00:00:00Z", "{}");
  example.pledge("inactive", "2024-05-31T00:00:00Z", R"({"end":"2025-12-31"})");
  const ledger::Sid report = example.report("current", "2026-01-01T00:00:00Z", {});
  const auto ids = [&](const json::value& answer, std::string_view queue) {
    std::string text;
    for (const json::value& row : answer.at(queue).as_array()) {
      text += std::string(std::string_view(row.at("id").as_string())) + " ";
    }
    return text;
  };

  const json::value answer = example.ask(&queues);
  example.ledger().add(
      by_auditor("report.reviewed", "pledge/current",
                 {{"report", report.hex()}, {"finding", "queried"}, {"assurance", "disputed"}}));
  const json::value reviewed = example.ask(&queues);

  EXPECT_EQ(ids(answer, "to_review"), "new ");
  EXPECT_EQ(ids(answer, "due"), "due ");
  EXPECT_EQ(ids(answer, "inactive"), "inactive ");
  EXPECT_EQ(ids(answer, "overdue"), "inactive ");
  EXPECT_EQ(ids(answer, "undocumented"), "current ");
  EXPECT_EQ(ids(answer, "queried"), "");
  EXPECT_EQ(ids(reviewed, "undocumented"), "");
  EXPECT_EQ(ids(reviewed, "queried"), "current ");
}

// An end has passed once its day is over everywhere: in UTC-12, at noon of the next day.
TEST(Queues, HoldAsOverdueWhatAnAuditorMayDetermine) {
  ExampleLedger example;
  example.pledge("p", "2025-06-01T00:00:00Z", R"({"end":"2026-05-31"})");
  const auto overdue = [&](const Query& query, ledger::RecordedAt now) {
    return example.ask(&queues, query, now).at("counts").at("overdue");
  };
  const ledger::RecordedAt noon = kExampleDay + std::chrono::hours(12);
  Query past;
  past.stated = noon - std::chrono::milliseconds(1);

  EXPECT_EQ(overdue({}, noon - std::chrono::milliseconds(1)), 0);
  EXPECT_EQ(overdue({}, noon), 1);
  EXPECT_EQ(overdue(past, noon), 0);
  past.stated = noon;
  EXPECT_EQ(overdue(past, kExampleDay), 1);
}

TEST(Objectives, AddUpPledgedReportedAndObserved) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z",
                 R"({"targets":[{"id":"t","title":"People","unit":"people","baseline":"100",
                     "goal":"1100","due":"2026-12-31"}]})");
  example.report("p", "2026-01-01T00:00:00Z",
                 {{"disbursed", money("7 USD")},
                  {"actuals", json::array{json::object{{"target", "t"}, {"value", "350"}}}}});
  example.ledger().add(by_registrar("indicator.observed", "indicator/people-offline",
                                    object_of(R"({"objective":"people-offline","source":"ITU",
                                        "observations":[{"date":"2024-12-31","value":"1"},
                                        {"date":"2024-12-31","value":"4000000","country":"GHA"},
                                        {"date":"2023-12-31","value":"2700000000"}]})")));
  example.ledger().add(
      by_registrar("indicator.observed", "indicator/people-offline",
                   object_of(R"({"objective":"people-offline","source":"ITU, again",
                                        "observations":[{"date":"2024-12-31",
                                        "value":"2600000000"}]})")));

  const json::value answer = example.ask(&objectives);

  const json::value people = row_of(answer, "rows", "objective", "people-offline");
  const json::value dollars = row_of(answer, "rows", "objective", "pledged-by-2026");
  EXPECT_EQ(at(people, "/pledged"), "1000");
  EXPECT_EQ(at(people, "/reported"), "250");
  EXPECT_EQ(at(people, "/observations"), support::json_of(R"([
      {"date":"2023-12-31","value":"2700000000","source":"ITU"},
      {"date":"2024-12-31","value":"2600000000","source":"ITU, again"},
      {"date":"2024-12-31","value":"4000000","source":"ITU","country":"GHA"}])"));
  EXPECT_EQ(at(dollars, "/pledged"), "1000000.00");
  EXPECT_EQ(at(dollars, "/reported"), "7.00");
}

TEST(Frameworks, CountAPledgeUnderEachOfItsGoals) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z",
                 R"({"sdgs":["4","9"],"wsis":["c2"],"goals":["universal-connectivity","growth"]})");

  const json::value answer = example.ask(&frameworks);

  std::string named;
  for (const json::value& row : answer.at("rows").as_array()) {
    if (at(row, "/pledges") == 0) continue;
    EXPECT_EQ(at(row, "/announced/USD"), "1000000.00");
    named += std::string(std::string_view(row.at("list").as_string())) + "/" +
             std::string(std::string_view(row.at("item").as_string())) + " ";
  }
  EXPECT_EQ(named,
            "sdg/4 sdg/9 wsis-action-line/c2 strategic-goal/universal-connectivity "
            "connect-2030-goal/growth ");
}

TEST(Members, ShowTheirSuspensionAsItWasKnown) {
  ExampleLedger example;
  const auto say = [&](std::string_view kind) {
    example.ledger().add(
        by_registrar(std::string(kind), "party/ken-gov", object_of(R"({"reason":"doubts"})")));
    return example.ledger().statements().back();
  };
  const auto before = example.ledger().statements().back();
  const auto suspended = say("party.suspended");
  const auto resumed = say("party.resumed");
  const auto shown = [&](const support::AcceptedStatement& last) {
    Query query;
    query.recorded = last.recorded_at;
    const json::value ken = example.ask(
        [](const Views& views, const Query& asked, ledger::RecordedAt now) {
          return member(views, *ledger::PartyId::parse("ken-gov"), asked, now);
        },
        query);
    const json::value row = row_of(example.ask(&parties, query), "rows", "party", "ken-gov");
    EXPECT_EQ(at(ken, "/member/suspended"), at(row, "/suspended"));
    return at(ken, "/member/suspended");
  };

  EXPECT_EQ(shown(before), nullptr);
  EXPECT_EQ(shown(suspended), ledger::number(suspended.index));
  EXPECT_EQ(shown(resumed), nullptr);
}

TEST(Timeline, ShowsTheMonthInWhichFiguresMoved) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z", "{}");
  example.report("p", "2025-06-01T00:00:00Z", {{"disbursed", money("5 USD")}});
  example.report("p", "2025-08-31T00:00:00Z",
                 {{"period", object_of(R"({"from":"2025-06-02","to":"2025-08-31"})")},
                  {"disbursed", money("8 USD")}});

  const json::value answer = example.ask(&timeline);

  const auto month = [&](std::string_view name) { return row_of(answer, "rows", "month", name); };
  EXPECT_EQ(at(month("2025-01"), "/published/pledges"), 1);
  EXPECT_EQ(at(month("2025-06"), "/reported/disbursed/USD"), "5.00");
  EXPECT_EQ(at(month("2025-08"), "/reported/disbursed/USD"), "3.00");
  EXPECT_EQ(at(month("2025-08"), "/reports"), 1);
}

TEST(Pledges, SayWhetherTheirValueIsAnEstimate) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z",
                 R"({"value":{"amount":"100","currency":"USD","estimated":true}})");
  const json::value estimated = example.ask(&pledges);
  example.say("p", "2025-02-10T00:00:00Z", "gha-gov", "pledge.amended",
              object_of(R"({"category":"scope","reason":"counted","changes":
                  {"value":{"estimated":null}}})"));
  const json::value counted = example.ask(&pledges);

  EXPECT_EQ(at(estimated, "/rows/0/estimated"), true);
  EXPECT_EQ(at(counted, "/rows/0/estimated"), false);
}

// On 2026-06-01: 365 days ago, 366, 730, 731; one that was never published, one that is closed.
TEST(Pledges, AreSelectedByTimeliness) {
  ExampleLedger example;
  example.pledge("current", "2025-06-01T00:00:00Z", "{}");
  example.pledge("due-1", "2025-05-31T23:59:59Z", "{}");
  example.pledge("due-2", "2024-06-01T00:00:00Z", "{}", "ken-gov");
  example.pledge("inactive", "2024-05-31T23:59:59Z", "{}");
  example.say("new", "2026-05-01T00:00:00Z", "gha-gov", "pledge.submitted", support::pledge_body());
  example.pledge("closed", "2024-05-31T00:00:00Z", "{}");
  example.say("closed", "2024-06-30T00:00:00Z", "gha-gov", "pledge.withdrawn", {{"reason", "r"}});
  const auto ids = [&](const Query& query) {
    const json::value answer = example.ask(&pledges, query);
    std::string text;
    for (const json::value& row : answer.at("rows").as_array())
      text += std::string(std::string_view(row.at("id").as_string())) + " ";
    return text;
  };
  using enum ledger::Timeliness;
  const auto only = [](std::vector<ledger::Timeliness> values) {
    Query query;
    query.timeliness = std::move(values);
    return query;
  };
  Query due_of_ghana = only({due});
  due_of_ghana.members = {*ledger::PartyId::parse("gha-gov")};
  Query due_found = only({due});
  due_found.q = "\"due-2\"";
  Query a_year_before = only({current});
  a_year_before.stated = ledger::RecordedAt(kExampleDay) - std::chrono::days(365);

  EXPECT_EQ(ids(only({current})), "current ");
  EXPECT_EQ(ids(only({due})), "due-1 due-2 ");
  EXPECT_EQ(ids(only({inactive})), "inactive ");
  EXPECT_EQ(ids(only({current, inactive})), "current inactive ");
  EXPECT_EQ(ids(only({current, due, inactive})), "current due-1 due-2 inactive ");
  EXPECT_EQ(ids(due_of_ghana), "due-1 ");
  EXPECT_EQ(ids(due_found), "due-2 ");
  EXPECT_EQ(ids(a_year_before), "current due-1 due-2 ");
  const json::value totals = example.ask(&summary, only({due}));
  EXPECT_EQ(at(totals, "/totals/announced/USD"), "2000000.00");
  EXPECT_EQ(at(totals, "/totals/by_timeliness"), support::json_of(R"({"DUE":2})"));
  EXPECT_EQ(at(totals, "/members"), 2);
}

TEST(Pledges, HaveAmountsWithTheDecimalsOfTheirCurrency) {
  ExampleLedger example;
  example.rates("2025-01-01", {{"JPY", "150"}});
  example.pledge("p", "2025-01-10T00:00:00Z", R"({"value":{"amount":"5000","currency":"JPY"}})");
  example.report("p", "2025-06-01T00:00:00Z", {{"disbursed", money("1.00 JPY")}});
  example.pledge("q", "2025-01-10T00:00:00Z", R"({"value":{"amount":"1.5","currency":"KWD"}})");

  const json::value all = example.ask(&pledges);
  const json::value one =
      example.ask([](const Views& views, const Query& query, ledger::RecordedAt now) {
        return pledge(views, *ledger::PledgeId::parse("p"), query, now);
      });

  EXPECT_EQ(at(all, "/rows/0/announced"),
            support::json_of(R"({"amount":"5000","currency":"JPY","usd":"33.33"})"));
  EXPECT_EQ(at(all, "/rows/1/announced"),
            support::json_of(R"({"amount":"1.500","currency":"KWD","usd":null})"));
  EXPECT_EQ(at(all, "/totals/announced"), support::json_of(R"({"JPY":"5000","KWD":"1.500"})"));
  EXPECT_EQ(at(all, "/totals/no_usd_value/announced/amounts/KWD"), "1.500");
  EXPECT_EQ(at(one, "/pledge/reports/0/disbursed"),
            support::json_of(R"({"amount":"1","currency":"JPY"})"));
  EXPECT_EQ(at(one, "/pledge/body/value/amount"), "5000") << "as it was signed";
}

TEST(History, ShowsWhatAnAmendmentChanged) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z", R"({"sdgs":["4"]})");
  example.say("p", "2025-02-10T00:00:00Z", "gha-gov", "pledge.amended",
              object_of(R"({"category":"increase","reason":"more","changes":{"value":
                  {"amount":"2000000"},"sdgs":["4","9"],"description":"Now in words"}})"));

  const json::value answer =
      example.ask([](const Views& views, const Query& query, ledger::RecordedAt now) {
        return pledge(views, *ledger::PledgeId::parse("p"), query, now);
      });

  const json::value amended = row_of(answer, "history", "kind", "pledge.amended");
  EXPECT_EQ(json::serialize(at(amended, "/diff")),
            R"([{"path":"/value/amount","old":"1000000","new":"2000000"},)"
            R"({"path":"/sdgs","old":["4"],"new":["4","9"]},)"
            R"({"path":"/description","old":null,"new":"Now in words"}])");
}

}  // namespace
}  // namespace pledgebook::projections

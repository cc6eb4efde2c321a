// SPDX-License-Identifier: Apache-2.0
// Totals worked out by hand: exchange rates, shares, groups, net, disputes, the past (domain.md,
// "Totals" and "As of").
#include <gtest/gtest.h>

#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/groups.h"
#include "projections/views/summary.h"
#include "tests/projections/example_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using support::by_registrar;

json::object object_of(std::string_view text) { return support::json_of(text).as_object(); }

TEST(Rates, HoldFor62Days) {
  ExampleLedger on_the_62nd;
  on_the_62nd.rates("2023-01-01", {{"EUR", "0.8"}});
  on_the_62nd.pledge("p", "2023-03-04T23:59:59Z", R"({"value":{"amount":"100","currency":"EUR"}})");
  ExampleLedger on_the_63rd;
  on_the_63rd.rates("2023-01-01", {{"EUR", "0.8"}});
  on_the_63rd.pledge("p", "2023-03-05T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");

  EXPECT_EQ(on_the_62nd.usd(), "125.00");
  EXPECT_EQ(on_the_63rd.usd(), "absent");
  EXPECT_EQ(at(on_the_63rd.ask(&summary), "/totals/no_usd_value/announced"),
            support::json_of(R"({"pledges":1,"amounts":{"EUR":"100.00"}})"));
}

TEST(Rates, ThatCameLaterServeUntilTheEndButNeverReplaceOneThatWasThere) {
  ExampleLedger example;
  example.pledge("p", "2023-03-05T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");
  example.rates("2023-02-01", {{"EUR", "0.5"}});
  EXPECT_EQ(example.usd(), "200.00");

  example.rates("2023-03-01", {{"EUR", "0.25"}});
  EXPECT_EQ(example.usd(), "200.00");
}

TEST(Rates, ComeFromATableThatQuotesTheCurrency) {
  ExampleLedger example;
  example.rates("2023-01-01", {{"EUR", "0.8"}});
  example.rates("2023-02-01", {{"JPY", "130"}});
  example.pledge("p", "2023-02-10T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");

  EXPECT_EQ(example.usd(), "125.00");
}

TEST(Rates, OfThePublicationAreKeptByAmendments) {
  ExampleLedger example;
  example.rates("2023-01-01", {{"EUR", "0.8"}});
  example.rates("2023-06-01", {{"EUR", "0.5"}});
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");
  example.say("p", "2023-06-10T00:00:00Z", "gha-gov", "pledge.amended",
              {{"category", "increase"},
               {"changes", json::object{{"value", json::object{{"amount", "200"}}}}},
               {"reason", "more"}});

  EXPECT_EQ(example.usd(), "250.00");
}

TEST(Rates, OfAReportAreThoseOfItsPeriodsEnd) {
  ExampleLedger example;
  example.rates("2023-01-01", {{"EUR", "0.8"}});
  example.rates("2023-06-01", {{"EUR", "0.5"}});
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");
  example.report("p", "2023-06-10T00:00:00Z", {{"disbursed", money("10 EUR")}});

  EXPECT_EQ(at(example.ask(&summary), "/totals/usd/disbursed"), "20.00");
}

TEST(Shares, AbsentMeanEqualPartsWithTheResidueByIso3) {
  ExampleLedger example;
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"value":{"amount":"100","currency":"USD"},
      "countries":[{"iso3":"TGO"},{"iso3":"GHA"},{"iso3":"KEN"}]})");
  example.pledge("q", "2023-01-10T00:00:00Z", R"({"value":{"amount":"1000","currency":"JPY"},
      "countries":[{"iso3":"TGO"},{"iso3":"GHA"},{"iso3":"KEN"}]})");

  const json::value answer = example.ask(&countries);

  const auto part = [&](std::string_view iso3) {
    return at(row_of(answer, "rows", "country", iso3), "/apportioned/announced");
  };
  EXPECT_EQ(part("GHA"), support::json_of(R"({"JPY":"334.00","USD":"33.34"})"));
  EXPECT_EQ(part("KEN"), support::json_of(R"({"JPY":"333.00","USD":"33.33"})"));
  EXPECT_EQ(part("TGO"), support::json_of(R"({"JPY":"333.00","USD":"33.33"})"));
  EXPECT_EQ(at(row_of(answer, "rows", "country", "TGO"), "/announced/USD"), "100.00");
}

TEST(Shares, GoByTheLargestRemainder) {
  ExampleLedger example;
  // 10.01 by 33.3333 and 66.6667 per cent: 3.336663 and 6.673337.
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"value":{"amount":"10.01","currency":"USD"},
      "countries":[{"iso3":"GHA","share":"33.3333"},{"iso3":"KEN","share":"66.6667"}]})");

  const json::value answer = example.ask(&countries);

  EXPECT_EQ(at(row_of(answer, "rows", "country", "GHA"), "/apportioned/announced/USD"), "3.34");
  EXPECT_EQ(at(row_of(answer, "rows", "country", "KEN"), "/apportioned/announced/USD"), "6.67");
}

TEST(Shares, OfGlobalAndRegionalPledgesAreUnallocated) {
  ExampleLedger example;
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"scope":"global","countries":null})");
  example.pledge("q", "2023-01-10T00:00:00Z", R"({"scope":"region"})");

  const json::value answer = example.ask(&countries);

  EXPECT_EQ(at(answer, "/unallocated/announced/USD"), "2000000.00");
  EXPECT_EQ(at(row_of(answer, "rows", "country", "GHA"), "/announced/USD"), "1000000.00");
  EXPECT_EQ(at(row_of(answer, "rows", "country", "GHA"), "/apportioned/announced"), json::object{});
}

TEST(Groups, AreThoseInForceOnTheDayOfPublication) {
  ExampleLedger example;
  // Sao Tome and Principe left the least developed countries on 2024-12-13.
  example.pledge("before", "2024-12-12T23:59:59Z", R"({"countries":[{"iso3":"STP"}]})");
  example.pledge("after", "2024-12-13T00:00:00Z", R"({"countries":[{"iso3":"STP"}]})");
  example.pledge("half", "2025-01-01T00:00:00Z",
                 R"({"countries":[{"iso3":"GHA"},{"iso3":"TGO"}]})");

  const json::value answer = example.ask(&groups);

  const json::value ldc = row_of(answer, "rows", "group", "ldc");
  EXPECT_EQ(at(ldc, "/pledges"), 2);
  EXPECT_EQ(at(ldc, "/announced/USD"), "2000000.00");
  EXPECT_EQ(at(ldc, "/apportioned/announced/USD"), "1500000.00");
  EXPECT_EQ(at(row_of(answer, "rows", "group", "sids"), "/pledges"), 2);
}

TEST(Net, TakesTheSmallerOverlapOfAPairOnce) {
  ExampleLedger example;
  example.pledge("a", "2023-01-10T00:00:00Z", R"({"value":{"amount":"50","currency":"USD"}})");
  example.pledge("b", "2023-01-10T00:00:00Z", R"({"value":{"amount":"60","currency":"USD"},
      "related":[{"pledge":"a","overlap":{"amount":"30","currency":"USD"}}]})");
  EXPECT_EQ(at(example.ask(&summary), "/totals/net_usd"), "80.00");

  example.say("a", "2023-02-10T00:00:00Z", "gha-gov", "pledge.amended",
              object_of(R"({"category":"scope","reason":"it overlaps","changes":
                  {"related":[{"pledge":"b","overlap":{"amount":"20","currency":"USD"}}]}})"));
  EXPECT_EQ(at(example.ask(&summary), "/totals/net_usd"), "90.00");
  EXPECT_EQ(example.usd(), "110.00");

  example.say("b", "2023-03-10T00:00:00Z", "gha-gov", "pledge.withdrawn", {{"reason", "double"}});
  EXPECT_EQ(at(example.ask(&summary), "/totals/net_usd"), "50.00");
}

TEST(Disputes, FillAColumnOfTheirOwnAndLeaveThePastAlone) {
  ExampleLedger example;
  example.pledge("p", "2023-01-10T00:00:00Z", "{}", "ken-gov");
  const auto submitted = example.ledger().pledge("p").first;
  Query before;
  before.as_of = example.ledger().now();
  example.ledger().advance(std::chrono::hours(1));
  example.ledger().add(by_registrar("key.revoked", "keys/ken-gov",
                                    {{"key", support::test_key_id("ken-gov").hex()},
                                     {"reason", "stolen"},
                                     {"compromised_since", ledger::number(submitted)}}));

  const json::value now = example.ask(&commitments);
  const json::value then = example.ask(&commitments, before);

  EXPECT_EQ(at(now, "/totals/announced/USD"), "1000000.00");
  EXPECT_EQ(at(now, "/totals/disputed/announced/USD"), "1000000.00");
  EXPECT_EQ(at(now, "/totals/disputed_pledges"), 1);
  EXPECT_EQ(at(then, "/totals/disputed"), json::object{});
  EXPECT_EQ(at(then, "/totals/disputed_pledges"), 0);
}

TEST(Lapsed, LeaveTheTotalsAndComeBackWithAReport) {
  ExampleLedger example;
  example.pledge("p", "2023-01-10T00:00:00Z", "{}");
  const ledger::Sid notice = example.ledger().add(
      by_registrar("notice.given", "pledge/p", {{"text", "silent"}}).dated("2025-02-01T00:00:00Z"));
  example.ledger().add(by_registrar("pledge.lapsed", "pledge/p", {{"notice", notice.hex()}})
                           .dated("2025-04-02T00:00:00Z"));
  const json::value lapsed = example.ask(&summary);
  example.report("p", "2025-05-01T00:00:00Z", {{"disbursed", money("5 USD")}});
  const json::value back = example.ask(&summary);

  EXPECT_EQ(at(lapsed, "/totals/pledges"), 1);
  EXPECT_EQ(at(lapsed, "/totals/announced"), json::object{});
  EXPECT_EQ(at(back, "/totals/by_state/IN_PROGRESS"), 1);
  EXPECT_EQ(at(back, "/totals/announced/USD"), "1000000.00");
}

TEST(AsOf, IsInclusiveOnBothAxes) {
  ExampleLedger example;
  example.pledge("p", "2023-01-10T00:00:00Z", "{}");
  Query stated;
  stated.axis = Axis::stated;
  stated.as_of = std::chrono::sys_days(std::chrono::year(2023) / 1 / 10);
  Query a_second_before = stated;
  *a_second_before.as_of -= std::chrono::seconds(1);
  Query recorded;
  recorded.as_of = example.ledger().statements().back().recorded_at;
  Query a_moment_before = recorded;
  *a_moment_before.as_of -= std::chrono::milliseconds(1);

  EXPECT_EQ(example.usd(stated), "1000000.00");
  EXPECT_EQ(example.usd(a_second_before), "absent");
  EXPECT_EQ(example.usd(recorded), "1000000.00");
  EXPECT_EQ(at(example.ask(&summary, a_moment_before), "/totals/by_state/SUBMITTED"), 1);
}

}  // namespace
}  // namespace pledgebook::projections

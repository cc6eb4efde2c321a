// SPDX-License-Identifier: Apache-2.0
// Totals worked out by hand: exchange rates, shares, groups, net, disputes, the past (domain.md,
// "Totals" and "As of").
#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>

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

// A table that corrects the one of this date, or voids it.
support::Draft correction(ExampleLedger& example, std::string_view effective, json::object rates) {
  const auto& tables = example.ledger().registry().governance().rates;
  const auto wrong = std::ranges::find_if(std::views::reverse(tables), [&](const auto& table) {
    return ledger::to_text(table.body.effective) == effective;
  });
  return by_registrar("rates.published", "governance",
                      {{"effective", effective},
                       {"base", "USD"},
                       {"rates", std::move(rates)},
                       {"source", "a typing error"},
                       {"corrects", wrong->published.sid.hex()}})
      .signed_by({"registrar", "auditor"});
}

TEST(Rates, AreCorrectedFromTheCorrectionOnAndNotBefore) {
  ExampleLedger example;
  example.rates("2023-01-01", {{"EUR", "8"}});
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");
  Query before;
  before.recorded = example.ledger().statements().back().recorded_at;
  example.ledger().add(correction(example, "2023-01-01", {{"EUR", "0.8"}}));
  Query stated;
  stated.stated = std::chrono::sys_days(std::chrono::year(2023) / 1 / 10);
  Query joined = stated;
  joined.recorded = before.recorded;

  EXPECT_EQ(example.usd(), "125.00");
  EXPECT_EQ(example.usd(before), "12.50");
  EXPECT_EQ(example.usd(stated), "125.00") << "the ledger knows the table now";
  EXPECT_EQ(example.usd(joined), "12.50");
}

TEST(Rates, ThatAreVoidServeNobodyUntilTheyAreCorrectedAgain) {
  ExampleLedger example;
  example.rates("2023-01-01", {{"EUR", "8"}});
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");
  example.ledger().add(correction(example, "2023-01-01", {}));
  EXPECT_EQ(example.usd(), "absent");
  EXPECT_EQ(at(example.ask(&summary), "/totals/no_usd_value/announced/amounts/EUR"), "100.00");

  example.ledger().add(correction(example, "2023-01-01", {{"EUR", "0.5"}}));
  EXPECT_EQ(example.usd(), "200.00");
}

// The corrected table keeps its place in the log: it was there before the publication.
TEST(Rates, ThatAreCorrectedStillComeBeforeOnesThatCameLater) {
  ExampleLedger example;
  example.rates("2023-01-01", {{"EUR", "8"}});
  example.pledge("p", "2023-01-20T00:00:00Z", R"({"value":{"amount":"100","currency":"EUR"}})");
  example.rates("2023-01-15", {{"EUR", "0.25"}});
  example.ledger().add(correction(example, "2023-01-01", {{"EUR", "0.8"}}));

  EXPECT_EQ(example.usd(), "125.00");
}

TEST(Shares, OfAThirdAsPeopleWriteItAreApportionedInProportion) {
  ExampleLedger example;
  example.pledge("p", "2023-01-10T00:00:00Z", R"({"value":{"amount":"100","currency":"USD"},
      "countries":[{"iso3":"TGO","share":"33.33"},{"iso3":"GHA","share":"33.33"},
      {"iso3":"KEN","share":"33.33"}]})");

  const json::value answer = example.ask(&countries);

  const auto part = [&](std::string_view iso3) {
    return at(row_of(answer, "rows", "country", iso3), "/apportioned/announced/USD");
  };
  // A third of 10,000 cents each, and the cent that is left to the first by iso3.
  EXPECT_EQ(part("GHA"), "33.34");
  EXPECT_EQ(part("KEN"), "33.33");
  EXPECT_EQ(part("TGO"), "33.33");
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
  EXPECT_EQ(part("GHA"), support::json_of(R"({"JPY":"334","USD":"33.34"})"));
  EXPECT_EQ(part("KEN"), support::json_of(R"({"JPY":"333","USD":"33.33"})"));
  EXPECT_EQ(part("TGO"), support::json_of(R"({"JPY":"333","USD":"33.33"})"));
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

TEST(Groups, AreThoseOfTheCorrectedListFromTheCorrectionOn) {
  ExampleLedger example;
  example.pledge("p", "2025-01-01T00:00:00Z", R"({"countries":[{"iso3":"GHA"}]})");
  Query before;
  before.recorded = example.ledger().statements().back().recorded_at;
  const auto& lists = example.ledger().registry().governance().lists;
  const auto wrong = std::ranges::find_if(std::views::reverse(lists), [](const auto& version) {
    return version.body.list.text() == "country-group";
  });
  json::object corrected = ledger::write_body(ledger::Body(wrong->body));
  corrected["corrects"] = wrong->published.sid.hex();
  for (json::value& item : corrected.at("items").as_array()) {
    if (item.at("id") == "ldc") item.at("members").as_array().emplace_back("GHA");
  }
  example.ledger().advance(std::chrono::seconds(1));
  example.ledger().add(by_registrar("list.published", "governance", std::move(corrected))
                           .signed_by({"registrar", "auditor"}));

  const auto pledges = [&](const Query& query) {
    return at(row_of(example.ask(&groups, query), "rows", "group", "ldc"), "/pledges");
  };
  EXPECT_EQ(pledges({}), 1);
  EXPECT_EQ(pledges(before), 0);
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
  before.recorded = example.ledger().now();
  example.ledger().advance(std::chrono::hours(1));
  example.ledger().add(by_registrar("key.revoked", "governance",
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

TEST(Disputes, TakeAlongWhatTheStolenKeyAdded) {
  ExampleLedger example;
  json::object key = object_of(R"({"label":"another","roles":["member"]})");
  key["public_key"] = support::public_key_text("offspring");
  example.ledger().add(support::by_party("ken-gov", "key.added", "keys/ken-gov", key)
                           .signed_by({"ken-gov", "offspring"}));
  const auto added = example.ledger().statements().back().index;
  json::object body = support::pledge_body();
  body["start"] = "2022-01-01";
  example.ledger().add(
      support::by_party("ken-gov", "pledge.submitted", "pledge/p", body).signed_by({"offspring"}));
  example.ledger().add(support::by_reviewer("pledge.published", "pledge/p", {}));
  example.ledger().add(by_registrar("key.revoked", "governance",
                                    {{"key", support::test_key_id("ken-gov").hex()},
                                     {"reason", "stolen"},
                                     {"compromised_since", ledger::number(added)}}));

  EXPECT_EQ(at(example.ask(&summary), "/totals/disputed/announced/USD"), "1000000.00");
}

TEST(Recovered, MarksWhatTheHeirOfARecoveredKeySigns) {
  ExampleLedger example;
  json::object key = object_of(R"({"label":"new","roles":["member"],"recovered":true})");
  key["public_key"] = support::public_key_text("recovered");
  example.ledger().add(
      by_registrar("key.added", "keys/ken-gov", key).signed_by({"registrar", "recovered"}));
  json::object heir{{"public_key", support::public_key_text("heir")}, {"label", "heir"}};
  example.ledger().add(support::by_party("ken-gov", "key.replaced", "keys/ken-gov", heir)
                           .signed_by({"recovered", "heir"}));
  example.pledge("first", "2023-01-10T00:00:00Z", "{}", "ken-gov");
  EXPECT_EQ(at(example.ask(&summary), "/totals/recovered_key"), 0);

  json::object body = support::pledge_body();
  example.ledger().add(
      support::by_party("ken-gov", "pledge.submitted", "pledge/second", body).signed_by({"heir"}));
  EXPECT_EQ(at(example.ask(&summary), "/totals/recovered_key"), 1);
}

TEST(Lapsed, LeaveTheTotalsAndComeBackWithAReport) {
  ExampleLedger example;
  example.pledge("p", "2023-01-10T00:00:00Z", "{}");
  const ledger::Sid notice = example.ledger().add(
      by_registrar("notice.given", "pledge/p", {{"text", "silent"}}).dated("2025-02-01T00:00:00Z"));
  example.ledger().advance(std::chrono::days(60));
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
  stated.stated = std::chrono::sys_days(std::chrono::year(2023) / 1 / 10);
  Query a_second_before = stated;
  *a_second_before.stated -= std::chrono::seconds(1);
  Query recorded;
  recorded.recorded = example.ledger().statements().back().recorded_at;
  Query a_moment_before = recorded;
  *a_moment_before.recorded -= std::chrono::milliseconds(1);

  EXPECT_EQ(example.usd(stated), "1000000.00");
  EXPECT_EQ(example.usd(a_second_before), "absent");
  EXPECT_EQ(example.usd(recorded), "1000000.00");
  EXPECT_EQ(at(example.ask(&summary, a_moment_before), "/totals/by_state/SUBMITTED"), 1);
}

}  // namespace
}  // namespace pledgebook::projections

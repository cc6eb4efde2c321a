// SPDX-License-Identifier: Apache-2.0
// Suggested matches of a pledge, and proposals that wait, on ledgers of a few pledges.
#include <gtest/gtest.h>

#include "projections/query/selection.h"
#include "projections/views/matches.h"
#include "projections/views/suggestions.h"
#include "tests/projections/example_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using support::json_of;

constexpr ExampleLedger::Answering kOfP = [](const Views& views, const Query& query,
                                             ledger::RecordedAt now) {
  return suggestions(views, *ledger::PledgeId::parse("p"), query, now);
};
// The proposals that wait, as JSON.
constexpr ExampleLedger::Answering kWaiting =
    [](const Views& views, const Query& query,
       ledger::RecordedAt now) -> ledger::Result<json::object> {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const auto waiting, waiting_proposals(selection));
  json::array rows;
  for (const WaitingProposal& row : waiting.rows)
    rows.push_back({{"from", row.from.text()},
                    {"to", row.to.text()},
                    {"asked", row.asked.text()},
                    {"title", row.to_title}});
  return json::object{{"rows", rows}, {"cut", waiting.is_cut}};
};

constexpr std::string_view kOn = "2025-01-10T00:00:00Z";

json::array ids_in(const json::value& answer) {
  json::array ids;
  for (const json::value& row : answer.at("rows").as_array()) ids.push_back(row.at("id"));
  return ids;
}

TEST(Suggestions, AreOpenPledgesOfOthersTheLikeliestFirst) {
  ExampleLedger example;
  example.pledge("p", kOn, R"({"title":"Masts for island schools","countries":[{"iso3":"FJI"}]})");
  example.pledge("own", kOn, R"({"countries":[{"iso3":"FJI"}]})");
  example.pledge("far", kOn, R"({"countries":[{"iso3":"KEN"}],"focus_area":"adoption"})",
                 "ken-gov");
  example.pledge("near", kOn, R"({"countries":[{"iso3":"FJI"}],"focus_area":"adoption"})",
                 "ken-gov");
  example.pledge("nearest", kOn,
                 R"({"countries":[{"iso3":"FJI"}],"description":"Power for every school's mast."})",
                 "ken-gov");
  example.pledge("gone", kOn, R"({"countries":[{"iso3":"FJI"}]})", "ken-gov");
  example.say("gone", "2025-02-01T00:00:00Z", "ken-gov", "pledge.withdrawn", {{"reason", "No."}});

  const json::value answer = example.ask(kOfP);

  EXPECT_EQ(ids_in(answer), json_of(R"(["nearest","near"])").as_array());
  EXPECT_EQ(at(answer, "/rows/0/reasons/countries"), json_of(R"(["FJI"])"));
  EXPECT_EQ(at(answer, "/rows/0/reasons/focus_area"), json::value("access"));
  // Found in another text and another form of the word.
  EXPECT_EQ(at(answer, "/rows/0/reasons/words"), json_of(R"(["masts","schools"])"));
  EXPECT_EQ(at(answer, "/rows/1/reasons/words"), json::array());
  EXPECT_EQ(at(answer, "/open"), json::value(true));
  EXPECT_EQ(at(answer, "/matches"), json::array());
}

TEST(Suggestions, LeaveOutWhatIsProposedOrAccepted) {
  ExampleLedger example;
  for (const char* id : {"p", "b", "c", "d"})
    example.pledge(id, kOn, "{}", std::string_view(id) == "p" ? "gha-gov" : "ken-gov");
  const ledger::Sid to_b =
      example.say("p", "2025-02-01T00:00:00Z", "gha-gov", "match.proposed", {{"pledge", "b"}});
  example.say("b", "2025-02-02T00:00:00Z", "ken-gov", "match.accepted", {{"sid", to_b.hex()}});
  example.say("c", "2025-02-03T00:00:00Z", "ken-gov", "match.proposed", {{"pledge", "p"}});

  const json::value answer = example.ask(kOfP);

  EXPECT_EQ(ids_in(answer), json_of(R"(["d"])").as_array());
  EXPECT_EQ(at(answer, "/matches/0/pledge"), json::value("c"));
  EXPECT_EQ(at(answer, "/matches/0/received"), json::value(true));
  EXPECT_EQ(at(answer, "/matches/0/accepted"), json::value(nullptr));
  EXPECT_EQ(at(answer, "/matches/1/pledge"), json::value("b"));
  EXPECT_EQ(at(answer, "/matches/1/received"), json::value(false));
  EXPECT_EQ(at(answer, "/matches/1/proposed/sid"), json::value(to_b.hex()));
  EXPECT_EQ(at(answer, "/matches/1/accepted/by"), json::value("ken-gov"));
}

TEST(Suggestions, AreNoneForAPledgeThatIsNotOpen) {
  ExampleLedger example;
  example.pledge("p", kOn, "{}");
  example.pledge("b", kOn, "{}", "ken-gov");
  example.say("p", "2025-02-01T00:00:00Z", "gha-gov", "pledge.withdrawn", {{"reason", "No."}});

  const json::value answer = example.ask(kOfP);

  EXPECT_EQ(at(answer, "/open"), json::value(false));
  EXPECT_EQ(at(answer, "/rows"), json::array());
}

TEST(Suggestions, WordsThatManyHaveSayNothing) {
  ExampleLedger example;
  example.pledge("p", kOn, R"({"title":"Connectivity","countries":[{"iso3":"FJI"}]})");
  for (int i = 0; i < 8; ++i)
    example.pledge("k-" + std::to_string(i), kOn,
                   R"({"title":"Connectivity","countries":[{"iso3":"FJI"}]})", "ken-gov");

  const json::value answer = example.ask(kOfP);

  EXPECT_EQ(at(answer, "/rows/0/reasons/words"), json::array());
}

TEST(WaitingProposals, AreThoseThatNobodyHasAccepted) {
  ExampleLedger example;
  for (const char* id : {"a", "b", "c", "d", "e"})
    example.pledge(id, kOn, "{}", std::string_view(id) == "a" ? "gha-gov" : "ken-gov");
  example.pledge("far", kOn, R"({"countries":[{"iso3":"KEN"}]})", "ken-gov");
  example.pledge("away", kOn, R"({"countries":[{"iso3":"TON"}]})");
  const auto propose = [&](std::string_view from, std::string_view member, std::string_view to) {
    return example.say(from, "2025-02-02T00:00:00Z", member, "match.proposed", {{"pledge", to}});
  };
  const ledger::Sid to_b = propose("a", "gha-gov", "b");
  example.say("b", "2025-02-02T00:00:00Z", "ken-gov", "match.accepted", {{"sid", to_b.hex()}});
  propose("b", "ken-gov", "a");  // of two that are matched
  propose("a", "gha-gov", "c");
  propose("d", "ken-gov", "a");
  propose("a", "gha-gov", "e");
  example.say("e", "2025-03-01T00:00:00Z", "ken-gov", "pledge.withdrawn", {{"reason", "No."}});
  propose("far", "ken-gov", "away");
  propose("far", "ken-gov", "a");

  Query ghana;
  ghana.countries = {*ledger::Country::parse("GHA")};
  const json::value answer = example.ask(kWaiting, ghana);

  // The newest first; of Kenya and Tonga alone is the one that is left out.
  EXPECT_EQ(
      at(answer, "/rows"),
      json_of(R"([{"from":"far","to":"a","asked":"gha-gov","title":"Connect 2,016 rural sites"},
                        {"from":"d","to":"a","asked":"gha-gov","title":"Connect 2,016 rural sites"},
                        {"from":"a","to":"c","asked":"ken-gov","title":"Connect 2,016 rural sites"}])"));
  EXPECT_EQ(at(answer, "/cut"), json::value(false));
}

}  // namespace
}  // namespace pledgebook::projections

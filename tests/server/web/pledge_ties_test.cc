// SPDX-License-Identifier: Apache-2.0
// What a pledge's page says of others: matches, shared amounts, attestations, messages and lessons,
// as far as they count at the page's moment; and lessons on the dashboard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <string>

#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using support::by_party;
using ::testing::HasSubstr;
using ::testing::Not;

json::object pledge_that_shares(std::string_view other, std::string_view usd) {
  json::object body = support::pledge_body();
  body["title"] = "Shares with " + std::string(other);
  body["related"] = json::array{
      {{"pledge", other}, {"overlap", json::object{{"amount", usd}, {"currency", "USD"}}}}};
  return body;
}

json::object report(std::string_view lessons) {
  json::object body = support::report_body("2026-01-01", "2026-01-31");
  body["lessons"] = lessons;
  return body;
}

// Pledges "a" of gha-gov, "b" and "c" of ken-gov; b and a declare to share an amount. A match of a
// and c is proposed on 10 June and accepted on the 12th. Messages follow on the 15th and 16th, an
// attestation on the 17th, and a report on the 20th, which is corrected on the 25th.
support::LedgerBuilder tied_ledger() {
  support::LedgerBuilder ledger = member_ledger();
  ledger.add_member("ken-gov");
  json::object first = support::pledge_body();
  first["title"] = "First";
  ledger.add_pledge("a", "gha-gov", first);
  ledger.add_pledge("b", "ken-gov", pledge_that_shares("a", "400000"));
  ledger.add_pledge("c", "ken-gov");
  ledger.set_clock("2026-06-10T00:00:00Z");
  const ledger::Sid proposal =
      ledger.add(by_party("gha-gov", "match.proposed", "pledge/a", {{"pledge", "c"}}));
  ledger.set_clock("2026-06-12T00:00:00Z");
  ledger.add(by_party("ken-gov", "match.accepted", "pledge/c", {{"sid", proposal.hex()}}));
  ledger.set_clock("2026-06-15T00:00:00Z");
  const ledger::Sid question =
      ledger.add(by_party("ken-gov", "message.posted", "discussion/a",
                          {{"text", "How far <b>are</b> you?"}, {"topic", "question"}}));
  ledger.set_clock("2026-06-16T00:00:00Z");
  ledger.add(
      by_party("gha-gov", "message.posted", "discussion/a",
               {{"text", "Half way."}, {"topic", "answer"}, {"in_reply_to", question.hex()}}));
  ledger.set_clock("2026-06-17T00:00:00Z");
  ledger.add(by_party("ken-gov", "attestation.given", "attestation/a",
                      {{"claim", "We have seen it."}, {"evidence", json::array{}}}));
  ledger.set_clock("2026-06-20T00:00:00Z");
  const ledger::Sid first_report =
      ledger.add(by_party("gha-gov", "report.submitted", "pledge/a", report("Ask the schools.")));
  ledger.set_clock("2026-06-25T00:00:00Z");
  json::object corrected = report("Ask the schools first.");
  corrected["corrects"] = first_report.hex();
  ledger.add(by_party("gha-gov", "report.submitted", "pledge/a", corrected));
  return ledger;
}

// The part of a page from the heading with this id to the next one; "" without it.
std::string section(const std::string& page, const std::string& id) {
  const std::size_t begin = page.find("<h2 id=\"" + id + "\"");
  if (begin == std::string::npos) return {};
  return page.substr(begin, page.find("<h2 ", begin + 4) - begin);
}

TEST(PledgeTies, ShowMatchesAsOfTheMoment) {
  const ServedLedger served(tied_ledger());
  const auto matches = [&](const std::string& target) {
    return section(served.get("/en/pledges/" + target).body, "matches");
  };

  const std::string now = matches("a");
  EXPECT_THAT(now, HasSubstr("Accepted"));
  EXPECT_THAT(now, HasSubstr("href=\"/en/pledges/c\""));
  EXPECT_THAT(now, HasSubstr("proposed it on 10 Jun 2026"));
  EXPECT_THAT(now, HasSubstr("accepted it on 12 Jun 2026"));
  EXPECT_THAT(matches("c"), HasSubstr("href=\"/en/pledges/a\""));
  const std::string open = matches("c?stated=2026-06-11");
  EXPECT_THAT(open, HasSubstr("Proposed"));
  EXPECT_THAT(open, Not(HasSubstr("accepted")));
  EXPECT_EQ(matches("a?stated=2026-06-09"), "");
  EXPECT_THAT(now, HasSubstr("href=\"/en/my/pledges/a/match\""));
  EXPECT_THAT(open, Not(HasSubstr("/match\"")));
  EXPECT_THAT(matches("b"), HasSubstr("href=\"/en/my/pledges/b/match\""));
  EXPECT_THAT(matches("b"), Not(HasSubstr("<li>")));
}

TEST(PledgeTies, AreSuggestedOverTheApi) {
  const ServedLedger served(tied_ledger());

  const json::object answer = json_of(served.get("/api/v1/pledges/a/suggestions"));
  EXPECT_EQ(answer.at("rows").as_array().size(), 1U);
  EXPECT_EQ(answer.at("rows").at(0).at("id"), json::value("b"));
  EXPECT_EQ(answer.at("matches").at(0).at("pledge"), json::value("c"));
  EXPECT_EQ(served.get("/api/v1/pledges/nothing/suggestions").status, 404);
}

TEST(PledgeTies, WaitOnThePageOfTheirCountry) {
  support::LedgerBuilder ledger = tied_ledger();
  ledger.set_clock("2026-06-26T00:00:00Z");
  ledger.add(by_party("gha-gov", "match.proposed", "pledge/a", {{"pledge", "b"}}));
  const ServedLedger served(ledger);

  const std::string waiting = section(served.get("/en/countries/GHA").body, "waiting");
  EXPECT_THAT(waiting, HasSubstr("href=\"/en/my/pledges/b/match\""));
  EXPECT_THAT(waiting, HasSubstr("Shares with a"));
  EXPECT_THAT(waiting, HasSubstr("26 Jun 2026"));
  // What was accepted waits no more; nor did it in a country without pledges, or before.
  EXPECT_THAT(waiting, Not(HasSubstr("/en/my/pledges/c/match")));
  EXPECT_EQ(section(served.get("/en/countries/KEN").body, "waiting"), "");
  EXPECT_EQ(section(served.get("/en/countries/GHA?stated=2026-06-25").body, "waiting"), "");
}

TEST(PledgeTies, ShowWhatBothPledgesCount) {
  const ServedLedger served(tied_ledger());

  const std::string declared = section(served.get("/en/pledges/b").body, "overlaps");
  EXPECT_THAT(declared, HasSubstr("href=\"/en/pledges/a\""));
  EXPECT_THAT(declared, HasSubstr("data-label=\"This pledge declares\"><bdi dir=\"ltr\">USD"));
  const std::string shared = section(served.get("/en/pledges/a").body, "overlaps");
  EXPECT_THAT(shared, HasSubstr("href=\"/en/pledges/b\""));
  EXPECT_THAT(shared, HasSubstr("data-label=\"This pledge declares\"><bdi dir=\"ltr\">–"));
  EXPECT_THAT(shared, HasSubstr("data-label=\"Counted once\"><bdi dir=\"auto\">USD\u00a0400,000"));
  EXPECT_EQ(section(served.get("/en/pledges/c").body, "overlaps"), "");
}

TEST(PledgeTies, ShowTheDiscussionAsOfTheMoment) {
  const ServedLedger served(tied_ledger());

  const std::string now = section(served.get("/en/pledges/a").body, "discussion");
  EXPECT_THAT(now, HasSubstr("dir=\"auto\">How far &lt;b&gt;are&lt;/b&gt; you?</p>"));
  EXPECT_THAT(now, HasSubstr("Question"));
  EXPECT_THAT(now, HasSubstr("href=\"/en/my/pledges/a/talk\""));
  const std::size_t replies = now.find("<ol class=\"replies\">");
  ASSERT_NE(replies, std::string::npos);
  EXPECT_LT(now.find("How far"), replies);
  EXPECT_GT(now.find("Half way."), replies) << "an answer stands under what it answers";
  const std::string then =
      section(served.get("/en/pledges/a?stated=2026-06-15").body, "discussion");
  EXPECT_THAT(then, HasSubstr("How far"));
  EXPECT_THAT(then, Not(HasSubstr("Half way.")));
  EXPECT_THAT(section(served.get("/en/pledges/a?stated=2026-06-14").body, "discussion"),
              HasSubstr("Nobody has asked or said anything about this pledge yet."));
  EXPECT_THAT(section(served.get("/en/pledges/a").body, "attested"), HasSubstr("We have seen it."));
}

TEST(PledgeTies, ShowWhatTheLedgerKnewThen) {
  support::LedgerBuilder builder = tied_ledger();
  ServedLedger served(builder);
  const ledger::Date before = ledger::date_of(served.clock().now());
  served.clock().advance(std::chrono::days(2));
  const auto post = [&](const support::Draft& draft) {
    return served.post(builder.sign(draft)).status;
  };
  const auto proposal = by_party("ken-gov", "match.proposed", "pledge/b", {{"pledge", "a"}});
  ASSERT_EQ(post(proposal), 201U);
  ASSERT_EQ(post(by_party("ken-gov", "message.posted", "discussion/a",
                          {{"text", "And now?"}, {"topic", "question"}})),
            201U);
  json::object later = report("Begin with teachers.");
  later["period"] = json::object{{"from", "2026-02-01"}, {"to", "2026-02-28"}};
  ASSERT_EQ(post(by_party("gha-gov", "report.submitted", "pledge/a", later)), 201U);
  const auto page = [&](const std::string& target) { return served.get("/en/" + target).body; };
  const auto size = std::to_string(ledger::number(served.sequencer().size()));
  ASSERT_EQ(served.get("/api/v1/summary?min_size=" + size).status, 200U);
  const std::string then = "?recorded=" + ledger::to_text(before);

  EXPECT_THAT(section(page("pledges/b"), "matches"), HasSubstr("Proposed"));
  EXPECT_EQ(section(page("pledges/b" + then), "matches"), "");
  EXPECT_THAT(section(page("pledges/a"), "discussion"), HasSubstr("And now?"));
  EXPECT_THAT(section(page("pledges/a" + then), "discussion"), Not(HasSubstr("And now?")));
  EXPECT_THAT(section(page("pledges/a"), "lessons"), HasSubstr("Begin with teachers."));
  EXPECT_THAT(section(page("pledges/a" + then), "lessons"), HasSubstr("Ask the schools first."));
  EXPECT_THAT(section(page(""), "practice"), HasSubstr("Begin with teachers."));
  EXPECT_THAT(section(page(then), "practice"), Not(HasSubstr("Begin with teachers.")));
}

TEST(PledgeTies, ShowTheLessonsOfReportsInForce) {
  const ServedLedger served(tied_ledger());

  const std::string now = section(served.get("/en/pledges/a").body, "lessons");
  EXPECT_THAT(now, HasSubstr("Ask the schools first."));
  EXPECT_THAT(now, Not(HasSubstr("Ask the schools.<")));
  EXPECT_THAT(section(served.get("/en/pledges/a?stated=2026-06-21").body, "lessons"),
              HasSubstr("Ask the schools.<"));
  EXPECT_EQ(section(served.get("/en/pledges/a?stated=2026-06-19").body, "lessons"), "");
}

TEST(GoodPractice, IsOnTheDashboardAsOfTheMoment) {
  const ServedLedger served(tied_ledger());
  const auto practice = [&](const std::string& query) {
    return section(served.get("/en/" + query).body, "practice");
  };

  EXPECT_THAT(practice(""), HasSubstr("Ask the schools first."));
  EXPECT_THAT(practice(""), HasSubstr("href=\"/en/pledges/a#lessons\""));
  EXPECT_THAT(practice(""), Not(HasSubstr("Ask the schools.<")));
  EXPECT_THAT(practice("?stated=2026-06-21"), HasSubstr("Ask the schools.<"));
  EXPECT_EQ(practice("?stated=2026-06-19"), "");
  EXPECT_EQ(practice("?member=ken-gov"), "");
}

}  // namespace
}  // namespace pledgebook::server

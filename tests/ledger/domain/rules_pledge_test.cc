// SPDX-License-Identifier: Apache-2.0
// Conditions of a pledge's life besides its state: judgement, endorsement, succession, matches,
// review.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <string_view>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_auditor;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::on_behalf;
using support::pledge_body;
using support::report_body;

constexpr const char* kStream = "pledge/p-1";

LedgerBuilder with_pledge() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  return ledger;
}

// Another text than the reviewer was shown: the member revised it meanwhile.
TEST(Judgement, IsOfTheSubmissionInForce) {
  for (const char* kind : {"pledge.published", "pledge.returned", "pledge.rejected"}) {
    LedgerBuilder ledger = furnished_ledger();
    const auto judging = [kind](const Sid& submission) {
      Draft draft = by_reviewer(kind, kStream, {{"submission", submission.hex()}});
      if (std::string_view(kind) == "pledge.rejected") draft.body["reason"] = "r";
      return draft;
    };
    const Sid first = ledger.add(by_party("gha-gov", "pledge.submitted", kStream, pledge_body()));
    const Sid second = ledger.add(by_party("gha-gov", "pledge.revised", kStream, pledge_body()));

    ledger.expect_refused(judging(first), "submission_outdated", "/body/submission");
    EXPECT_TRUE(ledger.submit(judging(second))) << kind;
  }
}

TEST(Judgement, CommentsOnFieldsThatExist) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(by_party("gha-gov", "pledge.submitted", kStream, pledge_body()));
  const auto returning = [](const char* field) {
    Draft draft = by_reviewer("pledge.returned", kStream, {});
    boost::json::object comment{{"field", field}, {"comment", "c"}};
    draft.body["comments"] = boost::json::array{std::move(comment)};
    return draft;
  };

  for (const char* field : {"vlaue", "/vlaue", "/", "/valu", "countries/0"})
    ledger.expect_refused(returning(field), "field_unknown", "/body/comments/0/field");
  for (const char* field : {"value", "/value", "/countries/0/share", "public"}) {
    EXPECT_TRUE(ledger.submit(returning(field))) << field;
    ledger.add(by_party("gha-gov", "pledge.revised", kStream, pledge_body()));
  }
}

Draft endorsing(const Sid& sid) {
  return by_party("tgo-gov", "pledge.endorsed", kStream, {{"sid", sid.hex()}});
}

TEST(Endorsement, IsOfWhatWasEnteredOnBehalf) {
  LedgerBuilder ledger = furnished_ledger();
  const Sid entered = ledger.add(on_behalf("tgo-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.expect_refused(by_reviewer("pledge.published", kStream, {{"number", ""}}), "text_empty",
                        "/body/number");
  const Sid published = ledger.add(by_reviewer("pledge.published", kStream, {}));
  ledger.add_key("tgo-gov", "tgo-gov");

  ledger.expect_refused(endorsing(published), "nothing_to_endorse", "/body/sid");
  EXPECT_TRUE(ledger.submit(endorsing(entered)));
  ledger.expect_refused(endorsing(entered), "nothing_to_endorse", "/body/sid");
}

TEST(Endorsement, CoversWhatWentBefore) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(on_behalf("tgo-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.add(by_reviewer("pledge.published", kStream, {}));
  const Sid first = ledger.add(
      on_behalf("tgo-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01")));
  const Sid second = ledger.add(
      on_behalf("tgo-gov", "report.submitted", kStream, report_body("2026-02-02", "2026-03-01")));
  ledger.add_key("tgo-gov", "tgo-gov");
  ASSERT_EQ(ledger.pledge("p-1").entered.size(), 3U);

  ledger.add(endorsing(first));
  EXPECT_EQ(ledger.pledge("p-1").entered, std::vector{second});
  ledger.add(endorsing(second));
  EXPECT_TRUE(ledger.pledge("p-1").entered.empty());
}

Draft superseding(const char* pledge, const char* successor) {
  return by_registrar("pledge.superseded", std::string("pledge/") + pledge,
                      {{"successor", successor}, {"reason", "duplicate"}});
}

TEST(Succession, IsByAnotherPublishedPledge) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-2", pledge_body()));

  ledger.expect_refused(superseding("p-1", "p-1"), "successor_is_itself", "/body/successor");
  ledger.expect_refused(superseding("p-1", "p-9"), "pledge_unknown", "/body/successor");
  ledger.expect_refused(superseding("p-1", "p-2"), "successor_not_published", "/body/successor");
  ledger.add(by_reviewer("pledge.published", "pledge/p-2", {}));
  EXPECT_TRUE(ledger.submit(superseding("p-1", "p-2")));
  EXPECT_EQ(ledger.pledge("p-1").successor, PledgeId::parse("p-2"));
}

TEST(Succession, IsNotByAWithdrawnPledge) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "gha-gov");
  ledger.add(by_party("gha-gov", "pledge.withdrawn", "pledge/p-2", {{"reason", "r"}}));

  ledger.expect_refused(superseding("p-1", "p-2"), "successor_not_published", "/body/successor");
}

TEST(Succession, NeverLeadsBack) {
  LedgerBuilder ledger = with_pledge();
  for (const char* id : {"p-2", "p-3"}) ledger.add_pledge(id, "gha-gov");
  ledger.add(superseding("p-1", "p-2"));
  ledger.add(superseding("p-2", "p-3"));

  ledger.expect_refused(superseding("p-3", "p-1"), "succession_circular", "/body/successor");
  ledger.expect_refused(superseding("p-3", "p-2"), "succession_circular", "/body/successor");
  ledger.add_pledge("p-4", "gha-gov");
  EXPECT_TRUE(ledger.submit(superseding("p-4", "p-1"))) << "a chain that ends elsewhere";
}

Draft proposing(const char* other) {
  return by_party("gha-gov", "match.proposed", kStream, {{"pledge", other}});
}
Draft accepting(const Sid& sid, const char* pledge = "p-2") {
  return by_party("ken-gov", "match.accepted", std::string("pledge/") + pledge,
                  {{"sid", sid.hex()}});
}

TEST(Match, IsProposedBetweenTwoOpenPledges) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(by_party("ken-gov", "pledge.submitted", "pledge/p-2", pledge_body()));

  ledger.expect_refused(proposing("p-1"), "match_with_itself", "/body/pledge");
  ledger.expect_refused(proposing("p-9"), "pledge_unknown", "/body/pledge");
  ledger.expect_refused(proposing("p-2"), "pledge_not_open", "/body/pledge");
  ledger.expect_refused(by_party("ken-gov", "match.proposed", "pledge/p-2", {{"pledge", "p-1"}}),
                        "state_not_allowed", "/kind");
  ledger.add(by_reviewer("pledge.published", "pledge/p-2", {}));
  EXPECT_TRUE(ledger.submit(proposing("p-2")));
}

TEST(Match, IsAcceptedOnceByThePledgeItNames) {
  LedgerBuilder ledger = with_pledge();
  for (const char* id : {"p-2", "p-3"}) ledger.add_pledge(id, "ken-gov");
  const Sid sid = ledger.add(proposing("p-2"));

  ledger.expect_refused(accepting(sid, "p-3"), "proposal_unknown", "/body/sid");
  ledger.expect_refused(accepting(ledger.pledge("p-2").head), "proposal_unknown", "/body/sid");
  ledger.add(accepting(sid));
  ledger.expect_refused(accepting(sid), "proposal_accepted", "/body/sid");
  EXPECT_EQ(ledger.pledge("p-1").matches, std::vector{*PledgeId::parse("p-2")});
  EXPECT_EQ(ledger.pledge("p-2").matches, std::vector{*PledgeId::parse("p-1")});
}

TEST(Match, IsNotMadeTwice) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "ken-gov");
  const Sid first = ledger.add(proposing("p-2"));
  const Sid second = ledger.add(proposing("p-2"));
  ledger.add(accepting(first));

  ledger.expect_refused(accepting(second), "already_matched", "/body/sid");
}

TEST(Match, IsNotAcceptedOnceEitherPledgeIsClosed) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "ken-gov");
  const Sid sid = ledger.add(proposing("p-2"));
  ledger.add(by_party("gha-gov", "pledge.withdrawn", kStream, {{"reason", "r"}}));
  ledger.expect_refused(accepting(sid), "pledge_not_open", "/body/sid");

  ledger.add(by_party("gha-gov", "pledge.reinstated", kStream, {{"reason", "r"}}));
  ledger.add(by_party("ken-gov", "pledge.withdrawn", "pledge/p-2", {{"reason", "r"}}));
  ledger.expect_refused(accepting(sid), "state_not_allowed", "/kind");
}

Draft reviewing(const Sid& report, const char* finding, const char* assurance) {
  return by_auditor("report.reviewed", kStream,
                    {{"report", report.hex()}, {"finding", finding}, {"assurance", assurance}});
}

TEST(Review, IsOfAReportOnThePledge) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "ken-gov");
  const Sid elsewhere = ledger.add(by_party("ken-gov", "report.submitted", "pledge/p-2",
                                            report_body("2026-01-01", "2026-02-01")));

  ledger.expect_refused(reviewing(elsewhere, "accepted", "verified"), "report_unknown",
                        "/body/report");
}

TEST(Review, GoesWithItsFinding) {
  LedgerBuilder ledger = with_pledge();
  const Sid report = ledger.add(
      by_party("gha-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01")));

  ledger.expect_refused(reviewing(report, "accepted", "disputed"), "assurance_contradicts_finding",
                        "/body/assurance");
  ledger.expect_refused(reviewing(report, "queried", "reviewed"), "assurance_contradicts_finding",
                        "/body/assurance");
  ledger.add(reviewing(report, "queried", "disputed"));
  EXPECT_EQ(assurance(ledger.pledge("p-1")), Assurance::disputed);
  ledger.add(reviewing(report, "accepted", "verified"));
  EXPECT_EQ(assurance(ledger.pledge("p-1")), Assurance::verified);
  EXPECT_EQ(ledger.pledge("p-1").state, Lifecycle::in_progress) << "reviews move only assurance";
}

constexpr const char* kTwoTargets = R"({"targets":[
    {"id":"sites","title":"T","unit":"u","baseline":"0","goal":"9","due":"2027-01-01"},
    {"id":"people","title":"T","unit":"u","baseline":"0","goal":"9","due":"2027-01-01"}]})";

TEST(Determination, IsPerTarget) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov", changed(pledge_body(), kTwoTargets));
  ledger.set_clock("2029-02-01T00:00:00Z");
  const auto determining = [](std::string_view achieved) {
    return by_auditor("fulfilment.determined", kStream,
                      changed({{"result", "fulfilled"}}, achieved));
  };

  ledger.expect_refused(determining(R"({"achieved":[{"target":"towers","value":"9"}]})"),
                        "target_unknown", "/body/achieved/0/target");
  ledger.expect_refused(determining(R"({"achieved":[{"target":"sites","value":"9"},
                            {"target":"sites","value":"8"}]})"),
                        "target_twice", "/body/achieved/1/target");
  EXPECT_TRUE(ledger.submit(determining(R"({"achieved":[{"target":"sites","value":"9"}]})")));
}

TEST(Reversal, NamesTheDeterminationInForce) {
  LedgerBuilder ledger = with_pledge();
  ledger.set_clock("2029-02-01T00:00:00Z");
  const auto determining = [](const char* result) {
    return by_auditor("fulfilment.determined", kStream, {{"result", result}});
  };
  const auto reversing = [](const Sid& sid) {
    return by_auditor("fulfilment.reversed", kStream, {{"reason", "r"}, {"sid", sid.hex()}})
        .signed_by({"auditor", "auditor-2"});
  };
  const Sid queried = ledger.add(determining("queried"));
  ledger.expect_refused(reversing(queried), "state_not_allowed", "/kind");

  const Sid first = ledger.add(determining("fulfilled"));
  ledger.expect_refused(reversing(queried), "determination_unknown", "/body/sid");
  ledger.add(reversing(first));
  const Sid second = ledger.add(determining("unfulfilled"));
  ledger.expect_refused(reversing(first), "determination_unknown", "/body/sid");
  EXPECT_TRUE(ledger.submit(reversing(second)));
}

TEST(Texts, OfAPledgesLifeSaySomething) {
  LedgerBuilder ledger = with_pledge();
  ledger.expect_refused(by_registrar("notice.given", kStream, {{"text", " "}}), "text_empty",
                        "/body/text");
  ledger.expect_refused(by_party("gha-gov", "pledge.withdrawn", kStream, {{"reason", ""}}),
                        "text_empty", "/body/reason");
}

}  // namespace
}  // namespace pledgebook::ledger

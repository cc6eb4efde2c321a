// SPDX-License-Identifier: Apache-2.0
// What parties say about a pledge, and corrections of its value, worked out by hand.
#include <gtest/gtest.h>

#include "projections/offline_views.h"
#include "projections/views/attestations.h"
#include "projections/views/discussion.h"
#include "projections/views/focus_areas.h"
#include "projections/views/latest_attestations.h"
#include "projections/views/messages.h"
#include "projections/views/pledge_history.h"
#include "projections/views/queues.h"
#include "projections/views/summary.h"
#include "tests/projections/example_ledger.h"
#include "tests/projections/written_log.h"
#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::object_of;

constexpr ExampleLedger::Answering kPledge = [](const Views& views, const Query& query,
                                                ledger::RecordedAt now) {
  return pledge(views, *ledger::PledgeId::parse("p"), query, now);
};
constexpr ExampleLedger::Answering kAttestations = [](const Views& views, const Query& query,
                                                      ledger::RecordedAt now) {
  return attestations(views, *ledger::PledgeId::parse("p"), query, now);
};
constexpr ExampleLedger::Answering kDiscussion = [](const Views& views, const Query& query,
                                                    ledger::RecordedAt now) {
  return discussion(views, *ledger::PledgeId::parse("p"), query, now);
};

support::Draft attestation(std::string_view claim, std::string_view time) {
  json::object body = object_of(R"({"evidence":[{"sha256":
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","size":7,
      "type":"image/png","name":"a site"}]})");
  body["claim"] = claim;
  return by_party("ken-gov", "attestation.given", "attestation/p", std::move(body)).dated(time);
}

support::Draft message(std::string_view text, std::string_view time) {
  return by_party("ken-gov", "message.posted", "discussion/p",
                  {{"text", text}, {"topic", "question"}})
      .dated(time);
}

TEST(Attestations, StayWhenTheyAreWithdrawn) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z", "{}");
  const ledger::Sid first =
      example.ledger().add(attestation("the sites work", "2025-02-01T00:00:00Z"));
  example.ledger().add(attestation("all of them", "2025-03-01T00:00:00Z"));
  const ledger::Sid withdrawal =
      example.ledger().add(by_party("ken-gov", "attestation.withdrawn", "attestation/p",
                                    {{"sid", first.hex()}, {"reason", "they were others"}})
                               .dated("2025-04-01T00:00:00Z"));

  const json::value answer = example.ask(kAttestations);

  EXPECT_EQ(at(answer, "/pledge"), "p");
  EXPECT_EQ(at(answer, "/total"), 2);
  EXPECT_EQ(at(answer, "/rows/0/sid"), json::value(first.hex()));
  EXPECT_EQ(at(answer, "/rows/0/by"), "ken-gov");
  EXPECT_EQ(at(answer, "/rows/0/claim"), "the sites work");
  EXPECT_EQ(at(answer, "/rows/0/evidence/0/name"), "a site");
  EXPECT_EQ(at(answer, "/rows/0/withdrawn/sid"), json::value(withdrawal.hex()));
  EXPECT_EQ(at(answer, "/rows/0/withdrawn/reason"), "they were others");
  EXPECT_TRUE(at(answer, "/rows/1/withdrawn").is_null());
  const json::value pledge = example.ask(kPledge);
  EXPECT_EQ(at(pledge, "/pledge/attestations"), at(answer, "/rows"));
  EXPECT_EQ(at(pledge, "/pledge/attestations_total"), 2);
  EXPECT_EQ(at(pledge, "/total"), 2) << "an outsider's word is no record of the pledge's stream";
}

TEST(Attestations, AreThoseOfTheMoment) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z", "{}");
  const ledger::Sid first =
      example.ledger().add(attestation("the sites work", "2025-02-01T00:00:00Z"));
  example.ledger().add(by_party("ken-gov", "attestation.withdrawn", "attestation/p",
                                {{"sid", first.hex()}, {"reason", "they were others"}})
                           .dated("2025-04-01T00:00:00Z"));
  // Of an earlier day, and recorded later: `at` does not rise in this stream.
  example.ledger().add(attestation("an early visit", "2025-01-20T00:00:00Z"));
  Query march;
  march.stated = std::chrono::sys_days(std::chrono::year(2025) / 3 / 1);
  Query january;
  january.stated = std::chrono::sys_days(std::chrono::year(2025) / 1 / 31);

  const json::value in_march = example.ask(kAttestations, march);
  const json::value in_january = example.ask(kAttestations, january);

  EXPECT_EQ(at(in_march, "/total"), 2);
  EXPECT_TRUE(at(in_march, "/rows/0/withdrawn").is_null());
  EXPECT_EQ(at(in_january, "/total"), 1);
  EXPECT_EQ(at(in_january, "/rows/0/claim"), "an early visit");
}

TEST(Discussions, HavePagesOldestFirst) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z", "{}");
  const ledger::Sid question = example.ledger().add(message("how far?", "2025-02-01T00:00:00Z"));
  example.ledger().add(
      by_party("gha-gov", "message.posted", "discussion/p",
               {{"text", "half way"}, {"topic", "answer"}, {"in_reply_to", question.hex()}}));
  Query second;
  second.page = 2;
  second.per_page = 1;

  const json::value answer = example.ask(kDiscussion, second);

  EXPECT_EQ(at(answer, "/total"), 2);
  ASSERT_EQ(answer.at("rows").as_array().size(), 1U);
  EXPECT_EQ(at(answer, "/rows/0/by"), "gha-gov");
  EXPECT_EQ(at(answer, "/rows/0/text"), "half way");
  EXPECT_EQ(at(answer, "/rows/0/topic"), "answer");
  EXPECT_EQ(at(answer, "/rows/0/in_reply_to"), json::value(question.hex()));
  EXPECT_EQ(at(answer, "/rows/0/disputed"), false);
}

TEST(Discussions, MarkWhatAStolenOrRecoveredKeySigned) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z", "{}");
  example.ledger().add(message("before", "2025-02-01T00:00:00Z"));
  example.ledger().add(message("stolen", "2025-02-02T00:00:00Z"));
  const ledger::Index stolen = example.ledger().statements().back().index;
  Query before_it_was_known;
  before_it_was_known.recorded = example.ledger().now();
  example.ledger().advance(std::chrono::hours(1));
  example.ledger().add(by_registrar("key.revoked", "governance",
                                    {{"key", support::test_key_id("ken-gov").hex()},
                                     {"reason", "stolen"},
                                     {"compromised_since", ledger::number(stolen)}}));
  json::object recovered = object_of(R"({"label":"new","roles":["member"],"recovered":true})");
  recovered["public_key"] = support::public_key_text("ken-gov-2");
  example.ledger().add(
      by_registrar("key.added", "keys/ken-gov", recovered).signed_by({"registrar", "ken-gov-2"}));
  example.ledger().add(message("after", "2025-02-03T00:00:00Z").signed_by({"ken-gov-2"}));

  const json::value now = example.ask(kDiscussion);
  const json::value then = example.ask(kDiscussion, before_it_was_known);

  const auto marks = [](const json::value& answer, std::string_view mark) {
    std::string text;
    for (const json::value& row : answer.at("rows").as_array())
      text += row.at(mark).as_bool() ? '1' : '0';
    return text;
  };
  EXPECT_EQ(marks(now, "disputed"), "010");
  EXPECT_EQ(marks(now, "recovered_key"), "001");
  EXPECT_EQ(marks(then, "disputed"), "00");
}

// Two pledges: one for Ghana under access, one for Kenya under adoption. Of the first a question
// that was answered, of the second one that was not; an experience of the first comes last.
class Messages : public testing::Test {
 protected:
  Messages() {
    example_.pledge("p", "2025-01-10T00:00:00Z", "{}");
    example_.pledge("q", "2025-01-10T00:00:00Z",
                    R"({"focus_area":"adoption","countries":[{"iso3":"KEN"}]})", "ken-gov");
    asked_ = example_.ledger().add(message("how far?", "2025-02-01T00:00:00Z"));
    say("gha-gov", "discussion/q", {{"text", "and you?"}, {"topic", "question"}});
    say("gha-gov", "discussion/p",
        {{"text", "half way"}, {"topic", "answer"}, {"in_reply_to", asked_.hex()}});
    say("ken-gov", "discussion/p",
        {{"text", "we had rain"}, {"topic", "experience"}, {"in_reply_to", asked_.hex()}});
  }
  void say(std::string_view party, std::string stream, json::object body) {
    example_.ledger().add(by_party(party, "message.posted", std::move(stream), std::move(body))
                              .dated("2025-03-01T00:00:00Z"));
  }
  // The texts, newest first.
  std::string texts(const Query& query, const MessageFilter& filter) {
    WrittenLog log;
    for (const auto& accepted : example_.ledger().statements()) log.add(accepted);
    log.flush();
    const auto views = open_views(log.store(), {});
    EXPECT_TRUE(views) << (views ? "" : views.error().detail);
    const auto answer = messages(*views, query, filter, kExampleDay);
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().detail);
    std::string all;
    for (const json::value& row : answer->at("rows").as_array())
      all += std::string(row.at("text").as_string()) + "; ";
    return all;
  }

  ExampleLedger example_;
  ledger::Sid asked_;
};

TEST_F(Messages, OfAllPledgesComeNewestFirst) {
  EXPECT_EQ(texts({}, {}), "we had rain; half way; and you?; how far?; ");
  Query area;
  area.focus_areas = {*ledger::ItemId::parse("adoption")};
  EXPECT_EQ(texts(area, {}), "and you?; ");
  Query country;
  country.countries = {*ledger::Country::parse("GHA")};
  EXPECT_EQ(texts(country, {}), "we had rain; half way; how far?; ");
  Query second;
  second.page = 2;
  second.per_page = 3;
  EXPECT_EQ(texts(second, {}), "how far?; ");
}

TEST_F(Messages, AreSelectedByTopicAndAnswer) {
  EXPECT_EQ(texts({}, {.topics = {ledger::Topic::question}, .answered = {}}),
            "and you?; how far?; ");
  EXPECT_EQ(texts({}, {.topics = {ledger::Topic::answer, ledger::Topic::offer}, .answered = {}}),
            "half way; ");
  EXPECT_EQ(texts({}, {.topics = {}, .answered = Answered::no}), "and you?; ");
  EXPECT_EQ(texts({}, {.topics = {}, .answered = Answered::yes}), "how far?; ");
  EXPECT_EQ(texts({}, {.topics = {ledger::Topic::offer}, .answered = Answered::no}), "");
}

TEST_F(Messages, AreThoseOfTheMoment) {
  Query february;
  february.stated = std::chrono::sys_days(std::chrono::year(2025) / 2 / 28);
  EXPECT_EQ(texts(february, {}), "how far?; ");
  EXPECT_EQ(texts(february, {.topics = {}, .answered = Answered::no}), "how far?; ")
      << "the answer came later";
  Query before;
  before.stated = std::chrono::sys_days(std::chrono::year(2025) / 1 / 1);
  EXPECT_EQ(texts(before, {}), "");
}

TEST_F(Messages, SayOfWhichPledgeTheyAreAndByWhom) {
  constexpr ExampleLedger::Answering kMessages = [](const Views& views, const Query& query,
                                                    ledger::RecordedAt now) {
    return messages(views, query, {}, now);
  };
  const json::value answer = example_.ask(kMessages);

  EXPECT_EQ(at(answer, "/total"), 4);
  EXPECT_EQ(at(answer, "/rows/3/sid"), json::value(asked_.hex()));
  EXPECT_EQ(at(answer, "/rows/3/pledge"), "p");
  EXPECT_EQ(at(answer, "/rows/3/by"), "ken-gov");
  EXPECT_EQ(at(answer, "/rows/3/member"), "gha-gov");
  EXPECT_EQ(at(answer, "/rows/3/answers"), 1) << "an experience is no answer";
  EXPECT_EQ(at(answer, "/rows/2/member"), "ken-gov");
  EXPECT_EQ(at(answer, "/rows/2/answers"), 0);
}

TEST(Attestations, OfAllPledgesComeNewestFirst) {
  ExampleLedger example;
  example.pledge("p", "2025-01-10T00:00:00Z", "{}");
  example.pledge("q", "2025-01-10T00:00:00Z", "{}");
  const ledger::Sid first =
      example.ledger().add(attestation("the sites work", "2025-02-01T00:00:00Z"));
  example.ledger().add(
      by_party("ken-gov", "attestation.given", "attestation/q", {{"claim", "these, too"}}));
  example.ledger().add(by_party("ken-gov", "attestation.withdrawn", "attestation/p",
                                {{"sid", first.hex()}, {"reason", "they were others"}}));

  const json::value answer = example.ask(&latest_attestations);

  EXPECT_EQ(at(answer, "/total"), 2);
  EXPECT_EQ(at(answer, "/rows/0/claim"), "these, too");
  EXPECT_EQ(at(answer, "/rows/0/pledge"), "q");
  EXPECT_TRUE(at(answer, "/rows/0/withdrawn").is_null());
  EXPECT_EQ(at(answer, "/rows/1/sid"), json::value(first.hex()));
  EXPECT_EQ(at(answer, "/rows/1/withdrawn/reason"), "they were others");
}

class Corrections : public testing::Test {
 protected:
  Corrections() {
    example_.pledge("p", "2025-01-10T00:00:00Z", "{}", "ken-gov");
    proposal_ = example_.say("p", "2025-02-10T00:00:00Z", "ken-gov", "pledge.amended",
                             object_of(R"({"category":"correction","reason":"a typing error",
                                 "changes":{"value":{"amount":"100000"},"focus_area":"adoption"}})"));
  }
  void accept() {
    example_.ledger().add(
        by_reviewer("correction.accepted", "pledge/p", {{"amendment", proposal_.hex()}})
            .dated("2025-03-10T00:00:00Z"));
  }

  ExampleLedger example_;
  ledger::Sid proposal_;
};

TEST_F(Corrections, ChangeNothingUntilTheyAreAccepted) {
  const json::value proposed = example_.ask(kPledge);
  const json::value areas = example_.ask(&focus_areas);
  accept();
  const json::value accepted = example_.ask(kPledge);

  EXPECT_EQ(at(proposed, "/pledge/announced/amount"), "1000000.00");
  EXPECT_EQ(at(proposed, "/pledge/open_correction"), json::value(proposal_.hex()));
  EXPECT_EQ(at(row_of(areas, "rows", "focus_area", "access"), "/pledges"), 1);
  EXPECT_EQ(at(accepted, "/pledge/announced/amount"), "100000.00");
  EXPECT_TRUE(at(accepted, "/pledge/open_correction").is_null());
}

TEST_F(Corrections, WaitInAQueueForAReviewer) {
  const json::value waiting = example_.ask(&queues);
  accept();
  const json::value answered = example_.ask(&queues);

  EXPECT_EQ(at(waiting, "/counts/corrections"), 1);
  EXPECT_EQ(at(waiting, "/corrections/0/id"), "p");
  EXPECT_EQ(at(answered, "/counts/corrections"), 0);
}

TEST_F(Corrections, ChangeWhatElseTheyCorrectWhenTheyAreAccepted) {
  accept();

  EXPECT_EQ(at(example_.ask(kPledge), "/pledge/focus_area"), "adoption");
  EXPECT_EQ(at(row_of(example_.ask(kPledge), "history", "kind", "correction.accepted"), "/diff"),
            support::json_of(R"([{"path":"/focus_area","old":"access","new":"adoption"},
                                 {"path":"/value/amount","old":"1000000","new":"100000"}])"));
  EXPECT_EQ(at(row_of(example_.ask(&focus_areas), "rows", "focus_area", "adoption"), "/pledges"),
            1);
}

TEST_F(Corrections, AreDisputedWithTheKeyThatProposedThem) {
  const auto proposed = example_.ledger().statements().back().index;
  accept();
  example_.ledger().add(by_registrar("key.revoked", "governance",
                                     {{"key", support::test_key_id("ken-gov").hex()},
                                      {"reason", "stolen"},
                                      {"compromised_since", ledger::number(proposed)}}));

  EXPECT_EQ(at(example_.ask(&summary), "/totals/disputed/announced/USD"), "100000.00");
}

}  // namespace
}  // namespace pledgebook::projections

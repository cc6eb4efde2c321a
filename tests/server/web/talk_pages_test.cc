// SPDX-License-Identifier: Apache-2.0
// What parties say, as pages show it: threads, what stands where nobody has spoken, the newest
// messages of a focus area, and their feed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "server/web/parts/threads.h"
#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using support::by_party;
using ::testing::HasSubstr;
using ::testing::Not;

ledger::Sid sid_of(std::size_t number) {
  ledger::Sid sid;
  sid.hash.bytes[0] = static_cast<std::byte>(number);
  return sid;
}

// Message number i, from 1, answers the message `answers[i - 1]`; 0: none.
std::vector<projections::Message> messages_that_answer(const std::vector<std::size_t>& answers) {
  std::vector<projections::Message> messages;
  for (const std::size_t answered : answers) {
    const auto by = *ledger::PartyId::parse("ken-gov");
    projections::Said said{.sid = sid_of(messages.size() + 1), .by = by};
    projections::Message message{std::move(said), ledger::Topic::question, "text", {}};
    if (answered != 0) message.in_reply_to = sid_of(answered);
    messages.push_back(std::move(message));
  }
  return messages;
}

// "1 3 4, 2": threads, by the numbers of their messages.
std::string drawn(const std::vector<Thread>& threads) {
  std::string text;
  for (const Thread& thread : threads) {
    if (!text.empty()) text += ", ";
    text += std::to_string(thread.first + 1);
    for (const std::size_t reply : thread.replies) text += " " + std::to_string(reply + 1);
  }
  return text;
}

TEST(Threads, HaveWhatAnswersThemUnderTheirFirstMessage) {
  EXPECT_EQ(drawn(threads_of(messages_that_answer({0, 0, 1, 3, 2, 1}))), "1 3 4 6, 2 5");
  EXPECT_EQ(drawn(threads_of(messages_that_answer({9, 1}))), "1 2") << "an unknown one is none";
  EXPECT_EQ(drawn(threads_of({})), "");
}

TEST(Threads, KeepTheNewestMessages) {
  std::vector<Thread> threads = threads_of(messages_that_answer({0, 0, 0, 1, 2, 1}));
  keep_newest(threads, 5);
  EXPECT_EQ(drawn(threads), "1 4 6, 2 5") << "the third is the oldest";

  std::vector<Thread> one = threads_of(messages_that_answer({0, 1, 1, 1, 1}));
  keep_newest(one, 3);
  EXPECT_EQ(drawn(one), "1 4 5");
}

// Whatever answers what: each message stands once, after the one that it answers.
TEST(Threads, LoseNoMessage) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> answers{0};
    for (std::size_t i = 1; i < 12; ++i)
      answers.push_back(random() % 3 == 0 ? 0 : 1 + random() % i);
    std::vector<Thread> threads = threads_of(messages_that_answer(answers));
    std::vector<std::size_t> all;
    for (const Thread& thread : threads) {
      std::size_t last = thread.first;
      all.push_back(last);
      for (const std::size_t reply : thread.replies) {
        EXPECT_LT(last, reply);
        all.push_back(last = reply);
      }
    }
    std::ranges::sort(all);
    std::vector<std::size_t> expected(answers.size());
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = i;
    EXPECT_EQ(all, expected);
    keep_newest(threads, 4);
    EXPECT_FALSE(threads.empty());
    EXPECT_TRUE(std::ranges::is_sorted(threads, {}, &Thread::first));
  }
}

// Pledges "a" and "b" of gha-gov, of which "b" waits for its review. On "a" a question and its
// answer, and a question that nobody has answered.
support::LedgerBuilder talked_ledger() {
  support::LedgerBuilder ledger = member_ledger();
  ledger.add_member("ken-gov");
  ledger.add_pledge("a", "gha-gov");
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/b", support::pledge_body()));
  const auto post = [&](const char* party, json::object body) {
    return ledger.add(by_party(party, "message.posted", "discussion/a", std::move(body)));
  };
  const auto asked = post("ken-gov", {{"text", "How <i>far</i>?"}, {"topic", "question"}});
  post("gha-gov", {{"text", "Half way."}, {"topic", "answer"}, {"in_reply_to", asked.hex()}});
  post("ken-gov", {{"text", "And the rest?"}, {"topic", "question"}});
  return ledger;
}

TEST(TalkPages, LeadToTheFormsWhereThePledgeWasPublished) {
  const ServedLedger served(talked_ledger());

  const std::string published = served.get("/en/pledges/a").body;
  EXPECT_THAT(published, HasSubstr("href=\"/en/my/pledges/a/attest\""));
  EXPECT_THAT(published, HasSubstr("href=\"/en/my/pledges/a/talk\""));
  EXPECT_THAT(published, HasSubstr("Nobody has attested to this pledge yet."));
  const std::string waiting = served.get("/en/pledges/b").body;
  EXPECT_THAT(waiting, Not(HasSubstr("/en/my/pledges/b/attest")));
  EXPECT_THAT(waiting, Not(HasSubstr("/en/my/pledges/b/talk")));
  for (const char* form : {"attest", "talk"}) {
    EXPECT_EQ(served.get("/en/my/pledges/a/" + std::string(form)).status, 200U);
    EXPECT_EQ(served.get("/en/my/pledges/A/" + std::string(form)).status, 404U);
  }
}

TEST(TalkPages, ShowTheNewestMessagesOfAFocusArea) {
  const ServedLedger served(talked_ledger());

  const std::string page = served.get("/en/focus-areas/access").body;
  const std::size_t newest = page.find("And the rest?");
  ASSERT_NE(newest, std::string::npos);
  EXPECT_LT(newest, page.find("Half way."));
  EXPECT_LT(page.find("Half way."), page.find("How &lt;i&gt;far&lt;/i&gt;?"));
  EXPECT_THAT(page, HasSubstr("href=\"/en/pledges/a#discussion\""));
  EXPECT_THAT(page, HasSubstr("href=\"/en/messages.atom?focus_area=access\""));
  const std::string open = "Question · not answered yet";
  EXPECT_NE(page.find(open), std::string::npos);
  EXPECT_EQ(page.find(open, page.find(open) + 1), std::string::npos) << "the other was answered";
  EXPECT_THAT(served.get("/en/focus-areas/adoption").body,
              HasSubstr("Nobody has asked or said anything about these pledges yet."));
  EXPECT_THAT(served.get("/en/members/ken-gov").body, Not(HasSubstr("id=\"newest-talk\"")));
}

TEST(TalkPages, HaveAFeedOfMessages) {
  const ServedLedger served(talked_ledger());

  const Answer feed = served.get("/en/messages.atom?focus_area=access");
  EXPECT_EQ(feed.status, 200U) << feed.body;
  EXPECT_EQ(feed.header("content-type"), "application/atom+xml; charset=utf-8");
  EXPECT_THAT(feed.body, HasSubstr("<summary>And the rest?</summary>"));
  EXPECT_THAT(feed.body, HasSubstr("<summary>How &lt;i&gt;far&lt;/i&gt;?</summary>"));
  EXPECT_LT(feed.body.find("And the rest?"), feed.body.find("Half way."));
  EXPECT_THAT(served.get("/en/messages.atom?focus_area=adoption").body, Not(HasSubstr("<entry>")));
}

}  // namespace
}  // namespace pledgebook::server

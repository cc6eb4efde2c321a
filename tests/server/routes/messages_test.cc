// SPDX-License-Identifier: Apache-2.0
// The list of messages about all pledges.
#include <gtest/gtest.h>

#include <string>

#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

TEST(Messages, AreSelectedByTopicAndAnswer) {
  support::LedgerBuilder ledger = member_ledger();
  ledger.add_member("ken-gov");
  for (const char* id : {"a", "b"}) ledger.add_pledge(id, "gha-gov");
  const auto post = [&](const char* party, const char* pledge, boost::json::object body) {
    return ledger.add(support::by_party(party, "message.posted",
                                        std::string("discussion/") + pledge, std::move(body)));
  };
  const auto asked = post("ken-gov", "a", {{"text", "How far?"}, {"topic", "question"}});
  post("ken-gov", "b", {{"text", "How many?"}, {"topic", "question"}});
  post("gha-gov", "a", {{"text", "Half way."}, {"topic", "answer"}, {"in_reply_to", asked.hex()}});
  ServedLedger served(ledger);
  const auto texts = [&](const std::string& query) {
    std::string all;
    const auto answer = json_of(served.get("/api/v1/messages" + query));
    for (const auto& row : answer.at("rows").as_array())
      all += text_in(row.as_object(), "text") + " ";
    return all;
  };

  EXPECT_EQ(texts(""), "Half way. How many? How far? ");
  EXPECT_EQ(texts("?topic=question&topic=offer"), "How many? How far? ");
  EXPECT_EQ(texts("?answered=no"), "How many? ");
  EXPECT_EQ(texts("?answered=yes&focus_area=access"), "How far? ");
  EXPECT_EQ(texts("?focus_area=adoption"), "");
  EXPECT_EQ(texts("?topic="), "Half way. How many? How far? ") << "as forms send it";
  expect_problem(served.get("/api/v1/messages?topic=gossip"), 400, "parameter_invalid");
  expect_problem(served.get("/api/v1/messages?answered=perhaps"), 400, "parameter_invalid");
  expect_problem(served.get("/api/v1/pledges?topic=question"), 400, "parameter_unknown");
  expect_problem(served.get("/api/v1/messages?focus_area=nowhere"), 404, "not_found");
}

}  // namespace
}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/digests: one hash for each read model; and the client that fetches any path.
#include "server/routes/digests.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "projections/views/digest.h"
#include "server/client/client.h"
#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

Client client_of(const ServedLedger& served) {
  return Client(*ServerAddress::parse("http://127.0.0.1:" + std::to_string(served.port())));
}

TEST(DigestsRoute, StatesWhatTheReadModelsSayAndWhichCheckpointCoversIt) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const ledger::ReleasedPointer released = served.published();
  ASSERT_EQ(served
                .get("/api/v1/summary?min_size=" +
                     std::to_string(ledger::number(released->note.checkpoint.size)))
                .status,
            200);

  const auto answer = json_of(served.get("/api/v1/digests"));

  const auto expected =
      support::value_of(projections::digests(support::value_of(served.projector().views())));
  EXPECT_EQ(number_in(answer, "size"), ledger::number(released->note.checkpoint.size));
  EXPECT_EQ(number_in(answer.at("checkpoint").as_object(), "size"), number_in(answer, "size"));
  const auto& views = answer.at("views").as_array();
  ASSERT_EQ(views.size(), expected.size());
  ASSERT_FALSE(expected.empty());
  for (std::size_t i = 0; i < views.size(); ++i) {
    EXPECT_EQ(text_in(views[i].as_object(), "view"), expected[i].view);
    EXPECT_EQ(number_in(views[i].as_object(), "version"), expected[i].version);
    EXPECT_EQ(text_in(views[i].as_object(), "digest"), expected[i].digest.hex());
  }
}

// They are expensive to compute, so frequent requests must not keep a server busy.
TEST(DigestsRoute, AreComputedAnewOnlyAfterAWhile) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const auto size_now = [&] { return number_in(json_of(served.get("/api/v1/digests")), "size"); };
  const auto before = size_now();
  ASSERT_EQ(served
                .post(ledger.sign(support::by_party("gha-gov", "pledge.submitted", "pledge/p-1",
                                                    support::pledge_body())))
                .status,
            201);
  ASSERT_EQ(served.get("/api/v1/summary?min_size=" + std::to_string(before + 1)).status, 200);

  const auto soon = size_now();
  served.clock().advance(std::chrono::seconds(11));
  const auto later = size_now();

  EXPECT_EQ(soon, before);
  EXPECT_EQ(later, before + 1);
}

TEST(ClientFetch, GivesWhatStandsAtAPathAndNoMoreThanAsked) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const std::string note = served.published()->bytes;
  Client client = client_of(served);

  const auto whole = client.fetch("/checkpoint", note.size());
  const auto too_long = client.fetch("/checkpoint", note.size() - 1);
  const auto again = client.fetch("/checkpoint", note.size());

  ASSERT_TRUE(whole.has_value()) << whole.error();
  EXPECT_EQ(whole->status, 200U);
  EXPECT_EQ(whole->body, note);
  ASSERT_FALSE(too_long.has_value());
  EXPECT_NE(too_long.error().find("larger"), std::string::npos);
  EXPECT_TRUE(again.has_value());
}

}  // namespace
}  // namespace pledgebook::server

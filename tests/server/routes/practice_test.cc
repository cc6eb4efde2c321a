// SPDX-License-Identifier: Apache-2.0
// A server whose ledger is for practice says so everywhere and gives keys to anybody; an ordinary
// one has no such route.
#include "server/routes/practice.h"

#include <gtest/gtest.h>

#include <string>

#include "crypto/key_file.h"
#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

Practice practice_of_ghana() {
  return {.every = std::chrono::hours(24),
          .keys = {{.role = "ministry",
                    .party = "gha-gov",
                    .id = support::test_key_id("gha-gov").hex(),
                    .pem = crypto::to_pem(support::test_key("gha-gov")),
                    .pledge = "p-1"}}};
}

ledger::RecordedAt at(std::string_view text) { return *ledger::parse_instant(text); }

TEST(Practice, IsResetAtMultiplesOfItsHours) {
  const auto next = [](int hours, std::string_view now) {
    const Practice practice{.every = std::chrono::hours(hours), .keys = {}};
    return practice.next_reset(at(now));
  };

  EXPECT_EQ(next(24, "2026-11-28T10:00:00Z"), at("2026-11-29T00:00:00Z"));
  EXPECT_EQ(next(24, "2026-11-28T23:59:59Z"), at("2026-11-29T00:00:00Z"));
  EXPECT_EQ(next(24, "2026-11-29T00:00:00Z"), at("2026-11-30T00:00:00Z"));
  EXPECT_EQ(next(3, "2026-11-28T10:00:00Z"), at("2026-11-28T12:00:00Z"));
  EXPECT_EQ(next(1, "2026-11-28T10:59:00Z"), at("2026-11-28T11:00:00Z"));
}

TEST(Practice, GivesKeysToAnybody) {
  const Practice practice = practice_of_ghana();
  ServedLedger served(member_ledger(), test_limits(), Publishes::no, {}, &practice);

  const Answer key = served.get("/api/v1/practice/keys/ministry");

  EXPECT_EQ(key.status, 200);
  EXPECT_TRUE(crypto::parse_secret_key_pem(key.body, "").has_value());
  EXPECT_EQ(key.header("content-disposition"), "attachment; filename=\"practice-ministry.pem\"");
  expect_problem(served.get("/api/v1/practice/keys/root"), 404, "not_found");
}

TEST(Practice, IsToldToForms) {
  const Practice practice = practice_of_ghana();
  ServedLedger served(member_ledger(), test_limits(), Publishes::no, {}, &practice);

  const auto told = json_of(served.get("/api/v1/ledger")).at("practice").as_object();

  EXPECT_EQ(number_in(told, "reset_every_hours"), 24);
  EXPECT_EQ(text_in(told, "next_reset"),
            ledger::to_text(practice.next_reset(served.clock().now())));
}

TEST(Practice, IsSaidOnEveryPageAndInItsTitle) {
  const Practice practice = practice_of_ghana();
  ServedLedger served(member_ledger(), test_limits(), Publishes::no, {}, &practice);

  for (const char* path :
       {"/en/", "/en/pledges", "/en/my/keys", "/en/practice", "/en/nowhere", "/en/pledges/nothing",
        "/en/pledges?status=X", "/xx/", "/en/problems/head_moved", "/en/problems/nothing"}) {
    const Answer page = served.get(path);
    EXPECT_NE(page.body.find("Practice: nothing here counts."), std::string::npos) << path;
    EXPECT_NE(page.body.find("<title>Practice · "), std::string::npos) << path;
    EXPECT_NE(page.body.find("href=\"/en/practice\""), std::string::npos) << path;
  }
  EXPECT_NE(served.get("/fr/").body.find("<title>Exercice · "), std::string::npos);
}

// After a reset the same address has something else, whatever was said of it before.
TEST(Practice, LetsNobodyKeepAnAnswer) {
  const Practice practice = practice_of_ghana();
  ServedLedger served(member_ledger(), test_limits(), Publishes::no, {}, &practice);
  ServedLedger ordinary(member_ledger());

  for (const char* path : {"/api/v1/records/0", "/api/v1/summary", "/en/"}) {
    const Answer answer = served.get(path);
    EXPECT_EQ(answer.header("cache-control"), "no-store") << path;
    EXPECT_EQ(answer.header("etag"), "") << path;
    EXPECT_NE(ordinary.get(path).header("etag"), "") << path;
  }
}

TEST(Practice, IsUnknownToAnOrdinaryServer) {
  ServedLedger served(member_ledger());

  EXPECT_EQ(served.get("/api/v1/practice/keys/ministry").status, 404);
  EXPECT_EQ(served.get("/en/practice").status, 404);
  EXPECT_FALSE(json_of(served.get("/api/v1/ledger")).contains("practice"));
  EXPECT_EQ(served.get("/en/").body.find("practice-band"), std::string::npos);
  EXPECT_EQ(served.get("/api/v1/openapi.json").body.find("practice/keys"), std::string::npos);
}

}  // namespace
}  // namespace pledgebook::server

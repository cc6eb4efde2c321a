// SPDX-License-Identifier: Apache-2.0
// GET: records, read models, and their caching.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <utility>

#include "crypto/base64.h"
#include "ledger/log/record/record.h"
#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

using support::small_ledger;

TEST(Records, ComeInPages) {
  const support::LedgerBuilder ledger = small_ledger(5);
  ServedLedger served(ledger);
  const auto size = static_cast<std::int64_t>(ledger.statements().size());
  std::int64_t expected = 0;
  std::string target = "/api/v1/records?limit=7";
  while (true) {
    const auto page = json_of(served.get(target));
    EXPECT_EQ(number_in(page, "size"), size);
    EXPECT_TRUE(page.at("checkpoint").is_null());
    EXPECT_EQ(text_in(page, "as_of"), "2027-06-01T00:00:00.000Z");
    for (const auto& record : page.at("records").as_array()) {
      EXPECT_EQ(number_in(record.as_object(), "index"), expected++);
    }
    if (page.at("next").is_null()) break;
    target = "/api/v1/records?limit=7&after=" + std::to_string(number_in(page, "next"));
  }

  EXPECT_EQ(expected, size);
}

TEST(Records, EndAPageAtItsLimitOfBytes) {
  Limits limits = test_limits();
  limits.page_bytes_max = 1;
  ServedLedger served(small_ledger(1), limits);

  const auto page = json_of(served.get("/api/v1/records?limit=100"));

  EXPECT_EQ(page.at("records").as_array().size(), 1U);
  EXPECT_EQ(number_in(page, "next"), 0);
}

TEST(Records, ShowWhatIsHashed) {
  const support::LedgerBuilder ledger = small_ledger(2);
  ServedLedger served(ledger);
  std::string prev(64, '0');
  for (std::size_t i = 0; i < ledger.statements().size(); ++i) {
    const auto record = json_of(served.get("/api/v1/records/" + std::to_string(i)));
    const auto bytes = crypto::from_base64(text_in(record, "bytes"));
    ASSERT_TRUE(bytes);
    const auto decoded = ledger::decode_record(crypto::as_text(*bytes));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(ledger::leaf_hash_of(crypto::as_text(*bytes)).hex(), text_in(record, "leaf_hash"));
    EXPECT_EQ(text_in(record, "prev"), std::exchange(prev, text_in(record, "leaf_hash")));
    EXPECT_EQ(text_in(record, "type"), "statement");
    EXPECT_EQ(text_in(record, "sid"), ledger.statements()[i].sid.hex());
    EXPECT_EQ(decoded->statement()->payload, ledger.statements()[i].signed_statement.payload);
    EXPECT_EQ(record.at("statement"), support::json_of(decoded->statement()->payload));
    const auto envelope = ledger::decode_envelope(boost::json::serialize(record.at("envelope")));
    ASSERT_TRUE(envelope);
    EXPECT_EQ(*envelope, ledger.statements()[i].signed_statement);
  }
}

TEST(Records, NeverChangeSoTheyMayBeKept) {
  ServedLedger served(small_ledger(1));

  const Answer answer = served.get("/api/v1/records/3");

  EXPECT_EQ(answer.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(answer.header("etag"), "W/\"" + text_in(json_of(answer), "leaf_hash") + "\"");

  const std::string field = "If-None-Match: " + answer.header("etag") + "\r\n";
  EXPECT_EQ(served.get("/api/v1/records/3", field).status, 304);
  EXPECT_EQ(served.get("/api/v1/records/2", field).status, 200);
}

TEST(Records, AreNotFoundBeyondTheEnd) {
  const support::LedgerBuilder ledger = small_ledger(1);
  ServedLedger served(ledger);

  expect_problem(served.get("/api/v1/records/" + std::to_string(ledger.statements().size())), 404,
                 "not_found");
  expect_problem(served.get("/api/v1/records/x"), 400, "index_invalid");
  expect_problem(served.get("/api/v1/records/-1"), 400, "index_invalid");
  EXPECT_TRUE(json_of(served.get("/api/v1/records?after=9007199254740991"))
                  .at("records")
                  .as_array()
                  .empty());
}

TEST(Statements, OfAStreamComeInOrder) {
  support::LedgerBuilder ledger = small_ledger(3);
  ServedLedger served(ledger);
  for (const char* stream : {"governance", "party/gha-gov", "keys/gha-gov", "pledge/none"}) {
    std::vector<std::string> expected;
    for (const auto& accepted : ledger.statements()) {
      if (accepted.statement.stream.text() == stream) expected.push_back(accepted.sid.hex());
    }
    std::vector<std::string> seen;
    std::string target = "/api/v1/statements?limit=2&stream=" + std::string(stream);
    for (std::string next = target; !next.empty();) {
      const auto page = json_of(served.get(next));
      EXPECT_EQ(text_in(page, "stream"), stream);
      EXPECT_EQ(number_in(page, "count"), static_cast<std::int64_t>(expected.size()));
      for (const auto& record : page.at("records").as_array()) {
        seen.push_back(text_in(record.as_object(), "sid"));
      }
      next = page.at("next").is_null()
                 ? ""
                 : target + "&after=" + std::to_string(number_in(page, "next"));
    }
    EXPECT_EQ(seen, expected) << stream;
  }
}

TEST(Statements, NeedAStream) {
  ServedLedger served(small_ledger(1));

  for (const char* target :
       {"/api/v1/statements", "/api/v1/statements?stream=", "/api/v1/statements?stream=pledge",
        "/api/v1/statements?stream=by/gha-gov", "/api/v1/statements?stream=pledge/UPPER"}) {
    expect_problem(served.get(target), 400, "stream_invalid");
  }
}

constexpr const char* kReadModels[] = {
    "/api/v1/summary",     "/api/v1/pledges",    "/api/v1/members",  "/api/v1/commitments",
    "/api/v1/focus-areas", "/api/v1/countries",  "/api/v1/groups",   "/api/v1/timeline",
    "/api/v1/frameworks",  "/api/v1/objectives", "/api/v1/queues",   "/api/v1/reference",
    "/api/v1/parties",     "/api/v1/search",     "/api/v1/messages", "/api/v1/attestations"};

TEST(ReadModels, SayAtWhichPositionTheyStand) {
  const support::LedgerBuilder ledger = small_ledger(4);
  ServedLedger served(ledger);

  for (const char* target : kReadModels) {
    const Answer answer = served.get(target);
    ASSERT_EQ(answer.status, 200) << target << answer.body;
    const auto body = json_of(answer);
    EXPECT_EQ(number_in(body, "size"), static_cast<std::int64_t>(ledger.statements().size()))
        << target;
    EXPECT_TRUE(body.contains("as_of")) << target;
    EXPECT_TRUE(body.at("checkpoint").is_null()) << target;
    EXPECT_EQ(answer.header("cache-control"), "no-cache") << target;
    EXPECT_EQ(answer.header("vary"), "Accept-Encoding") << target;
  }
}

TEST(ReadModels, FindByWords) {
  const support::LedgerBuilder ledger = small_ledger(4);
  ServedLedger served(ledger);

  const Answer found = served.get("/api/v1/search?q=p-1");

  ASSERT_EQ(found.status, 200) << found.body;
  const auto first = json_of(found).at("hits").as_array().at(0).as_object();
  EXPECT_EQ(text_in(first, "kind"), "pledge");
  EXPECT_EQ(text_in(first, "id"), "p-1");
  const ledger::Sid sid = ledger.statements().at(3).sid;
  for (const std::string& beginning : {sid.hex(), sid.hex().substr(0, 9)}) {
    const auto by_id = json_of(served.get("/api/v1/search?q=" + beginning)).at("hits").as_array();
    ASSERT_EQ(by_id.size(), 1U) << beginning;
    EXPECT_EQ(text_in(by_id.at(0).as_object(), "kind"), "record");
    EXPECT_EQ(text_in(by_id.at(0).as_object(), "id"), "3");
  }
  for (const char* target : {"/api/v1/search?sort=id", "/api/v1/search?page=2"})
    expect_problem(served.get(target), 400, "parameter_unknown");
  expect_problem(served.get("/api/v1/search?q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q"), 400,
                 "filter_too_long");
}

TEST(ReadModels, TakeTheFilters) {
  ServedLedger served(small_ledger(4));

  const Answer filtered = served.get(
      "/api/v1/pledges?q=&focus_area=access&focus_area=adoption&country=GHA&type=financial&status="
      "PUBLISHED&sort=-announced&page=1&per_page=3&axis=stated&as_of=2026-12-31");

  EXPECT_EQ(filtered.status, 200) << filtered.body;
  for (const char* target : {"/api/v1/pledges?colour=red", "/api/v1/pledges/p-1?sort=id",
                             "/api/v1/summary?language=fr"}) {
    expect_problem(served.get(target), 400, "parameter_unknown");
  }
  for (const char* target : {"/api/v1/pledges?country=ghana", "/api/v1/pledges?status=DONE",
                             "/api/v1/pledges?as_of=yesterday", "/api/v1/pledges?axis=third",
                             "/api/v1/pledges?per_page=100000", "/api/v1/pledges?page=x"}) {
    const Answer answer = served.get(target);
    EXPECT_EQ(answer.status, 400) << target;
    const std::string pointer = text_in(json_of(answer), "pointer");
    EXPECT_TRUE(std::string_view(target).find(pointer + "=") != std::string_view::npos) << pointer;
  }
}

TEST(ReadModels, SayWhatWasKnownOfWhatHadHappened) {
  ServedLedger served(small_ledger(4));
  const auto heading = [&](const std::string& query) {
    const auto answer = json_of(served.get("/api/v1/summary?" + query));
    return text_in(answer, "axis") + " " + text_in(answer, "as_of") + " known " +
           text_in(answer, "recorded") + " stated " + boost::json::serialize(answer.at("stated"));
  };

  EXPECT_EQ(heading("recorded=2027-06-02"),
            "recorded 2027-06-02T23:59:59.999Z known 2027-06-02T23:59:59.999Z stated null");
  EXPECT_EQ(heading("recorded=2027-06-02&stated=2026-07-01T00:00:00Z"),
            "stated 2026-07-01T00:00:00Z known 2027-06-02T23:59:59.999Z "
            "stated \"2026-07-01T00:00:00Z\"");
  EXPECT_EQ(heading("as_of=2026-07-01&axis=stated"), heading("stated=2026-07-01"));
  EXPECT_EQ(heading("as_of=2027-06-02"), heading("recorded=2027-06-02"));
  for (const char* both :
       {"as_of=2026-07-01&recorded=2026-07-01", "axis=stated&as_of=2026-07-01&recorded=2026-07-01"})
    expect_problem(served.get(std::string("/api/v1/summary?") + both), 400, "filter_invalid");
}

// Every route that shows the past takes both times.
TEST(ReadModels, TakeBothTimes) {
  ServedLedger served(small_ledger(2));
  std::vector<std::string> targets(std::begin(kReadModels), std::end(kReadModels));
  std::erase(targets, "/api/v1/reference");
  for (const char* target : {"/api/v1/pledges/p-0", "/api/v1/pledges/p-0/attestations",
                             "/api/v1/pledges/p-0/discussion", "/api/v1/members/gha-gov"})
    targets.emplace_back(target);
  for (const std::string& target : targets) {
    const Answer answer = served.get(target + "?stated=2026-12-31&recorded=2027-06-02");
    EXPECT_EQ(answer.status, 200) << target << answer.body;
    EXPECT_EQ(text_in(json_of(answer), "stated"), "2026-12-31T23:59:59.999Z") << target;
  }
}

TEST(ReadModels, AnswerOfOnePledgeAndMember) {
  const support::LedgerBuilder ledger = small_ledger(2);
  ServedLedger served(ledger);
  std::string pledge;
  for (const auto& accepted : ledger.statements()) {
    if (const auto id = accepted.statement.stream.pledge_id()) pledge = id->text();
  }

  EXPECT_EQ(served.get("/api/v1/pledges/" + pledge).status, 200);
  EXPECT_EQ(served.get("/api/v1/members/gha-gov").status, 200);
  expect_problem(served.get("/api/v1/pledges/none"), 404, "not_found");
  expect_problem(served.get("/api/v1/pledges/" + pledge + "?as_of=2001-01-01"), 404, "not_found");
  expect_problem(served.get("/api/v1/members/none"), 404, "not_found");
  expect_problem(served.get("/api/v1/pledges/NONE"), 400, "id_invalid");
  for (const char* part : {"/attestations", "/discussion"}) {
    EXPECT_EQ(served.get("/api/v1/pledges/" + pledge + part).status, 200);
    expect_problem(served.get(std::string("/api/v1/pledges/none") + part), 404, "not_found");
    expect_problem(served.get("/api/v1/pledges/" + pledge + part + "?stated=2001-01-01"), 404,
                   "not_found");
  }
  expect_problem(served.get("/api/v1/members/%20"), 400, "id_invalid");
}

TEST(ReadModels, AreNotSentAgainUnchanged) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const Answer first = served.get("/api/v1/summary");
  const std::string field = "If-None-Match: " + first.header("etag") + "\r\n";

  const Answer same = served.get("/api/v1/summary", field);
  const Answer other = served.get("/api/v1/summary?page=1", field);
  const Answer posted = served.post(ledger.sign(
      support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body())));
  const std::string size = std::to_string(number_in(json_of(posted), "index") + 1);
  const Answer changed = served.get("/api/v1/summary?min_size=" + size, field);

  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(same.header("etag"), first.header("etag"));
  EXPECT_EQ(other.status, 200);
  EXPECT_EQ(changed.status, 200);
  EXPECT_NE(changed.header("etag"), first.header("etag"));
}

TEST(ReadModels, ChangeWithTheDay) {
  ServedLedger served(small_ledger(2));
  const Answer today = served.get("/api/v1/queues");

  served.clock().advance(std::chrono::days(1));
  const Answer tomorrow =
      served.get("/api/v1/queues", "If-None-Match: " + today.header("etag") + "\r\n");

  EXPECT_EQ(tomorrow.status, 200);
}

// In UTC-12 a day ends at noon UTC of the next.
TEST(ReadModels, ChangeWhenADayIsOverEverywhere) {
  support::LedgerBuilder ledger = member_ledger();
  boost::json::object body = support::pledge_body();
  body["start"] = "2026-01-01";
  body["end"] = "2027-05-31";
  ledger.add_pledge("p-1", "gha-gov", body);
  ServedLedger served(ledger);
  const auto overdue = [](const Answer& answer) {
    return json_of(answer).at("counts").at("overdue").to_number<int>();
  };
  ASSERT_EQ(ledger::to_text(ledger::date_of(served.clock().now())), "2027-06-01");
  const Answer before = served.get("/api/v1/queues");
  EXPECT_EQ(overdue(before), 0);

  served.clock().advance(std::chrono::hours(12));
  const Answer after =
      served.get("/api/v1/queues", "If-None-Match: " + before.header("etag") + "\r\n");

  ASSERT_EQ(after.status, 200);
  EXPECT_EQ(overdue(after), 1);
}

TEST(ReadModels, TakeOnlyKnownValuesOfTimeliness) {
  ServedLedger served(small_ledger(2));

  EXPECT_EQ(
      number_in(json_of(served.get("/api/v1/pledges?timeliness=CURRENT&timeliness=DUE")), "total"),
      number_in(json_of(served.get("/api/v1/pledges")), "total"));
  EXPECT_EQ(number_in(json_of(served.get("/api/v1/pledges?timeliness=INACTIVE")), "total"), 0);
  expect_problem(served.get("/api/v1/pledges?timeliness=LATE"), 400, "filter_invalid");
}

TEST(ReadModels, AreKeptForWhoeverAsksTheSame) {
  support::LedgerBuilder ledger = small_ledger(2);
  ServedLedger served(ledger);

  const Answer first = served.get("/api/v1/summary");
  const Answer second = served.get("/api/v1/summary");
  const Answer packed = served.get("/api/v1/summary", "Accept-Encoding: gzip\r\n");

  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), first.body.size());
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_NE(served.get("/metrics").body.find("pledgebook_cache_hits_total 1\n"), std::string::npos);
}

TEST(ReadModels, WaitForAPositionOnlySoLong) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const std::size_t size = ledger.statements().size();
  Peer peer(served.port());

  ASSERT_TRUE(peer.send(get_request("/api/v1/summary?min_size=" + std::to_string(size))));
  EXPECT_EQ(peer.receive().status, 200);
  ASSERT_TRUE(peer.send(get_request("/api/v1/summary?min_size=" + std::to_string(size + 1))));
  // The clock advances only after the server has seen the request.
  while (served.get("/healthz").status == 200) {
    served.clock().advance(test_limits().view_wait_max);
    if (served.get("/metrics").body.find("route=\"getSummary\",status=\"503\"") !=
        std::string::npos) {
      break;
    }
  }

  const Answer late = peer.receive();
  expect_problem(late, 503, "views_behind");
  EXPECT_EQ(late.header("retry-after"), "1");
}

TEST(ReadModels, ShowOnesOwnWrite) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  for (int i = 0; i < 20; ++i) {
    const std::string id = "p-" + std::to_string(i);
    const Answer posted = served.post(ledger.sign(
        support::by_party("gha-gov", "pledge.submitted", "pledge/" + id, support::pledge_body())));
    ASSERT_EQ(posted.status, 201);
    const std::string size = std::to_string(number_in(json_of(posted), "index") + 1);

    const Answer pledge = served.get("/api/v1/pledges/" + id + "?min_size=" + size);

    EXPECT_EQ(pledge.status, 200) << i << pledge.body;
  }
}

}  // namespace
}  // namespace pledgebook::server

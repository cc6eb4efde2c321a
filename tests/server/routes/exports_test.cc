// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/exports: the answer has the exporter's bytes, and anybody can verify it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <memory>
#include <string>
#include <vector>

#include "ledger/proof/export/export_items.h"
#include "ledger/proof/verify/verdict.h"
#include "server/routes/export_bases.h"
#include "tests/server/served_ledger.h"
#include "tests/support/exported_ledger.h"

namespace pledgebook::server {
namespace {

using ledger::Verdict;
using support::verdict_on;
using testing::HasSubstr;

ServedLedger published_ledger() {
  return ServedLedger(support::small_ledger(4), test_limits(), Publishes::yes);
}

struct Asked {
  std::string query;
  std::string selection;  // as the export states it
  std::string name;       // within its file's name
};

std::vector<Asked> every_selection() {
  return {
      {"stream=pledge/p-0", R"({"stream":"pledge/p-0"})", "pledge-p-0"},
      {"stream=of%2Fken-gov", R"({"stream":"of/ken-gov"})", "of-ken-gov"},
      {"stream=governance", R"({"stream":"governance"})", "governance"},
      {"member=gha-gov", R"({"member":"gha-gov"})", "member-gha-gov"},
      {"member=nobody", R"({"member":"nobody"})", "member-nobody"},
      {"focus_area=broadband-infrastructure", R"({"focus_area":"broadband-infrastructure"})",
       "focus-area-broadband-infrastructure"},
      {"all=1", R"({"all":true})", "all"},
      {"stream=pledge/no-such", R"({"stream":"pledge/no-such"})", "pledge-no-such"},
      {"member=gha-gov&stream=", R"({"member":"gha-gov"})", "member-gha-gov"},
  };
}

ledger::Selection selection_in(const Asked& asked) {
  return support::value_of(ledger::read_selection(boost::json::parse(asked.selection)));
}

TEST(ExportRoute, GivesWhatTheExporterWrites) {
  ServedLedger served = published_ledger();
  const ledger::ReleasedPointer released = served.published();
  const std::string size = std::to_string(ledger::number(released->note.checkpoint.size));

  for (const Asked& asked : every_selection()) {
    const Answer answer = served.get("/api/v1/exports?" + asked.query);

    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.header("content-type"), ledger::kExportMediaType);
    EXPECT_EQ(answer.header("cache-control"), "no-cache");
    EXPECT_EQ(answer.header("content-disposition"),
              "attachment; filename=\"pledgebook-export-" + asked.name + "-" + size + ".json\"");
    EXPECT_EQ(answer.body,
              support::export_text(served.store(), released->bytes, selection_in(asked)));
    const Verdict verdict = verdict_on(answer.body);
    EXPECT_TRUE(verdict.is_good()) << asked.query << ": " << support::text_of(verdict);
    EXPECT_EQ(verdict.selection, selection_in(asked));
    EXPECT_EQ(answer.header("pledgebook-records"), std::to_string(verdict.records));
  }
}

TEST(ExportRoute, ShowsThatThereIsNoSuchPledge) {
  ServedLedger served = published_ledger();
  ASSERT_TRUE(served.published());

  const Verdict verdict = verdict_on(served.get("/api/v1/exports?stream=pledge/no-such").body);

  EXPECT_TRUE(verdict.is_good()) << support::text_of(verdict);
  ASSERT_FALSE(verdict.selected.empty());
  EXPECT_EQ(verdict.selected.back().stream, "pledge/no-such");
  EXPECT_EQ(verdict.selected.back().records, 0U);
  EXPECT_TRUE(verdict.pledges.empty());
}

TEST(ExportRoute, AnswersAMinistryWithEachPledgeAndReport) {
  ServedLedger served = published_ledger();
  ASSERT_TRUE(served.published());

  const Verdict verdict = verdict_on(served.get("/api/v1/exports?member=gha-gov").body);

  ASSERT_EQ(verdict.pledges.size(), 2U);
  for (const ledger::PledgeReport& pledge : verdict.pledges) {
    EXPECT_EQ(pledge.owner.text(), "gha-gov");
    EXPECT_EQ(pledge.reports, 2U);
  }
}

TEST(ExportRoute, IsPackedForWhoTakesIt) {
  ServedLedger served = published_ledger();
  ASSERT_TRUE(served.published());

  const Answer plain = served.get("/api/v1/exports?all=1");
  const Answer packed = served.get("/api/v1/exports?all=1", "Accept-Encoding: gzip\r\n");

  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(packed.header("vary"), "Accept-Encoding");
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_EQ(support::unpacked(packed.body), plain.body);
}

TEST(ExportRoute, HasNotChangedAsLongAsTheCheckpointHasNot) {
  support::LedgerBuilder ledger = support::small_ledger(2);
  ServedLedger served(ledger, test_limits(), Publishes::yes);
  const ledger::ReleasedPointer released = served.published();
  const std::string target = "/api/v1/exports?member=gha-gov";
  const std::string etag = served.get(target).header("etag");
  ASSERT_FALSE(etag.empty());

  const Answer again = served.get(target, "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.header("etag"), etag);
  EXPECT_EQ(served.get("/api/v1/exports?member=ken-gov", "If-None-Match: " + etag + "\r\n").status,
            200);

  ASSERT_EQ(served
                .post(ledger.sign(support::by_party("gha-gov", "pledge.submitted", "pledge/new",
                                                    support::pledge_body())))
                .status,
            201);
  ASSERT_NE(served.published(), released);
  const Answer anew = served.get(target, "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(anew.status, 200);
  EXPECT_NE(anew.header("etag"), etag);
  EXPECT_THAT(anew.body, HasSubstr("\"stream\":\"pledge/new\""));
}

TEST(ExportRoute, AnswersHeadWithoutABody) {
  ServedLedger served = published_ledger();
  ASSERT_TRUE(served.published());

  const Answer head = ask(served.port(), "HEAD /api/v1/exports?all=1 HTTP/1.1\r\nHost: t\r\n\r\n");

  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("etag"), served.get("/api/v1/exports?all=1").header("etag"));
}

TEST(ExportRoute, AsksForOneSelection) {
  ServedLedger served = published_ledger();
  ASSERT_TRUE(served.published());

  for (const char* query :
       {"", "?all=", "?stream=pledge/p-0&member=gha-gov", "?all=1&focus_area=x", "?all=0",
        "?all=true", "?stream=pledge", "?stream=pledge/", "?stream=pledge/Not%20An%20Id",
        "?stream=nothing/x", "?stream=heads", "?stream=governance/", "?member=Gha%20Gov",
        "?member=..", "?focus_area=%22"}) {
    const Answer answer = served.get(std::string("/api/v1/exports") + query);
    expect_problem(answer, 400, "parameter_invalid");
    EXPECT_FALSE(text_in(json_of(answer), "accepted").empty()) << query;
    EXPECT_THAT(text_in(json_of(answer), "pointer"), testing::StartsWith("?")) << query;
  }
  expect_problem(served.get("/api/v1/exports?pledge=p-0"), 400, "parameter_unknown");
  expect_problem(served.get("/api/v1/exports?all=1&all=1"), 400, "parameter_repeated");
  expect_problem(ask(served.port(), "POST /api/v1/exports HTTP/1.1\r\nHost: t\r\n\r\n"), 405,
                 "method_unknown");
}

TEST(ExportRoute, SaysThatThereIsNoCheckpointYet) {
  const ServedLedger served(member_ledger());

  const Answer answer = served.get("/api/v1/exports?all=1");

  expect_problem(answer, 404, "not_published");
  EXPECT_EQ(answer.header("retry-after"), "1");
}

TEST(ExportRoute, StandsInTheDescriptionOfTheInterface) {
  const ServedLedger served(member_ledger());

  const boost::json::object document = json_of(served.get("/api/v1/openapi.json"));

  const auto& get = document.at("paths").at("/api/v1/exports").at("get").as_object();
  EXPECT_EQ(get.at("parameters").as_array().size(), 4U);
  EXPECT_TRUE(
      get.at("responses").at("200").at("content").as_object().contains(ledger::kExportMediaType));
  EXPECT_TRUE(document.at("components").at("schemas").as_object().contains("Export"));
}

TEST(ExportBases, MakesWhatExportsShareOnceACheckpoint) {
  support::ExportedLedger ledger(support::small_ledger(1));
  std::string note;
  ExportBases bases(*ledger.test.store, [&note] {
    return std::make_shared<const ledger::Released>(
        ledger::Released{support::value_of(ledger::parse_checkpoint_note(note)), note});
  });

  note = ledger.release();
  const auto first = support::value_of(bases.basis());
  const auto again = support::value_of(bases.basis());
  ledger.builder.add_party("x");
  note = ledger.release();
  const auto next = support::value_of(bases.basis());

  EXPECT_EQ(first, again);
  EXPECT_NE(first, next);
  EXPECT_EQ(next->note(), note);
}

}  // namespace
}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Answers that would grow without limit come in pages, and their figures cover all pages.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>

#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;

// Proposed by one pledge's owner and accepted by the other's.
void match(support::LedgerBuilder& ledger, std::string_view proposer, const std::string& from,
           std::string_view accepter, const std::string& to) {
  const ledger::Sid sid =
      ledger.add(support::by_party(proposer, "match.proposed", "pledge/" + from, {{"pledge", to}}));
  ledger.add(support::by_party(accepter, "match.accepted", "pledge/" + to, {{"sid", sid.hex()}}));
}

// Three attestations by "ken-gov", the first of which it withdraws, and three messages.
void talk_about(support::LedgerBuilder& ledger, const std::string& pledge) {
  const auto say = [&](const char* kind, const char* stream, json::object body) {
    return ledger.add(support::by_party("ken-gov", kind, stream + ("/" + pledge), std::move(body)));
  };
  json::object seen = support::object_of(R"({"claim":"one","evidence":[{"sha256":
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","size":7,
      "type":"image/png","name":"a site"}]})");
  const ledger::Sid first = say("attestation.given", "attestation", std::move(seen));
  say("attestation.given", "attestation", {{"claim", "two"}});
  say("attestation.given", "attestation", {{"claim", "three"}});
  say("attestation.withdrawn", "attestation", {{"sid", first.hex()}, {"reason", "an error"}});
  const ledger::Sid question =
      say("message.posted", "discussion", {{"text", "how far?"}, {"topic", "question"}});
  for (const char* text : {"half way", "further now"}) {
    say("message.posted", "discussion",
        {{"text", text}, {"topic", "answer"}, {"in_reply_to", question.hex()}});
  }
}

// A member with seven pledges, one of which has many records, and with six keys.
support::LedgerBuilder long_ledger() {
  support::LedgerBuilder ledger = member_ledger();
  for (int i = 0; i < 7; ++i) ledger.add_pledge("p-" + std::to_string(i), "gha-gov");
  for (const char* month : {"2026-01", "2026-02", "2026-03"}) {
    ledger.add(support::by_party(
        "gha-gov", "report.submitted", "pledge/p-0",
        support::report_body(std::string(month) + "-01", std::string(month) + "-28")));
  }
  for (int i = 0; i < 5; ++i) {
    const std::string name = "key-" + std::to_string(i);
    boost::json::object key{{"public_key", support::public_key_text(name)},
                            {"label", name},
                            {"roles", json::array{"member"}}};
    ledger.add(support::by_registrar("key.added", "keys/gha-gov", std::move(key))
                   .signed_by({"registrar", name})
                   .also("gha-gov", "gha-gov"));
  }
  // Matches, of which one was proposed in the other's stream, and a pledge entered for its member.
  ledger.add_member("ken-gov");
  for (const char* id : {"k-0", "k-1", "k-2"}) ledger.add_pledge(id, "ken-gov");
  for (const char* id : {"k-0", "k-1"}) match(ledger, "gha-gov", "p-0", "ken-gov", id);
  match(ledger, "ken-gov", "k-2", "gha-gov", "p-0");
  talk_about(ledger, "p-1");
  ledger.add_party("tgo-gov");
  ledger.add(
      support::on_behalf("tgo-gov", "pledge.submitted", "pledge/b-0", support::pledge_body()));
  ledger.add(support::by_reviewer("pledge.published", "pledge/b-0", {}));
  for (const char* month : {"2026-01", "2026-02"}) {
    ledger.add(support::on_behalf(
        "tgo-gov", "report.submitted", "pledge/b-0",
        support::report_body(std::string(month) + "-01", std::string(month) + "-28")));
  }
  return ledger;
}

// Five members, two of which have pledges in two focus areas.
support::LedgerBuilder wide_ledger() {
  support::LedgerBuilder ledger = member_ledger();
  for (const char* id : {"ken-gov", "mli-gov", "ner-gov", "tgo-gov"}) ledger.add_member(id);
  for (const char* id : {"gha-gov", "ken-gov", "mli-gov", "ner-gov", "tgo-gov"})
    ledger.add_pledge(std::string("one-") + id, id);
  json::object elsewhere = support::pledge_body();
  elsewhere["focus_area"] = "adoption";
  for (const char* id : {"gha-gov", "mli-gov"})
    ledger.add_pledge(std::string("two-") + id, id, elsewhere);
  return ledger;
}

// The rows at `list` on all pages of two, in order; each page says how many there are at `total`.
json::array rows_of_pages(const ServedLedger& served, const std::string& path,
                          std::string_view list, std::string_view total,
                          const std::string& filter) {
  json::array rows;
  for (int page = 1;; ++page) {
    const json::value answer =
        json_of(served.get(path + "?per_page=2&page=" + std::to_string(page) + filter));
    const json::array& some = answer.at_pointer(list).as_array();
    EXPECT_LE(some.size(), 2U);
    if (some.empty()) {
      EXPECT_EQ(answer.at_pointer(total).to_number<std::size_t>(), rows.size()) << path;
      return rows;
    }
    rows.insert(rows.end(), some.begin(), some.end());
  }
}

void expect_same_by_pages(const ServedLedger& served, const std::string& path,
                          std::string_view list, std::string_view total, std::size_t size,
                          const std::string& filter = {}) {
  const json::value whole = json_of(served.get(path + "?per_page=50" + filter));
  EXPECT_EQ(rows_of_pages(served, path, list, total, filter), whole.at_pointer(list))
      << path << list;
  EXPECT_EQ(whole.at_pointer(list).as_array().size(), size) << path << list;
}

TEST(Pages, HoldTogetherWhatOneAnswerHolds) {
  const ServedLedger served(long_ledger());

  expect_same_by_pages(served, "/api/v1/members/gha-gov", "/pledges", "/total", 7);
  expect_same_by_pages(served, "/api/v1/members/gha-gov", "/member/keys", "/member/keys_total", 6);
  expect_same_by_pages(served, "/api/v1/parties/gha-gov", "/keys", "/total", 6);
  expect_same_by_pages(served, "/api/v1/pledges/p-0", "/history", "/total", 8);
  expect_same_by_pages(served, "/api/v1/pledges", "/rows", "/total", 11);
  const std::string pledge = "/api/v1/pledges/p-0";
  expect_same_by_pages(served, pledge, "/pledge/reports", "/pledge/reports_total", 3);
  expect_same_by_pages(served, pledge, "/pledge/matches", "/pledge/matches_total", 3);
  const std::string talked_about = "/api/v1/pledges/p-1";
  expect_same_by_pages(served, talked_about, "/pledge/attestations", "/pledge/attestations_total",
                       3);
  expect_same_by_pages(served, talked_about + "/attestations", "/rows", "/total", 3);
  expect_same_by_pages(served, talked_about + "/discussion", "/rows", "/total", 3);
  expect_same_by_pages(served, "/api/v1/attestations", "/rows", "/total", 3);
  expect_same_by_pages(served, "/api/v1/messages", "/rows", "/total", 3);
  expect_same_by_pages(served, "/api/v1/messages", "/rows", "/total", 2, "&topic=answer");
  expect_same_by_pages(served, "/api/v1/pledges/b-0", "/pledge/not_endorsed",
                       "/pledge/not_endorsed_total", 3);
}

TEST(Pages, OfMembersAndCommitmentsHoldTogetherWhatOneAnswerHolds) {
  const ServedLedger served(wide_ledger());

  for (const std::string filter : {"", "&type=financial"}) {
    expect_same_by_pages(served, "/api/v1/members", "/rows", "/total", 5, filter);
    expect_same_by_pages(served, "/api/v1/commitments", "/rows", "/total", 7, filter);
  }
}

TEST(Pages, OfCommitmentsHaveTheTotalsOfAll) {
  const ServedLedger served(wide_ledger());

  const json::value whole = json_of(served.get("/api/v1/commitments"));
  for (const char* query : {"?per_page=2&page=3", "?type=financial&per_page=1"}) {
    EXPECT_EQ(json_of(served.get(std::string("/api/v1/commitments") + query)).at("totals"),
              whole.at("totals"))
        << query;
  }
}

TEST(Pages, LeaveFiguresWhole) {
  const ServedLedger served(long_ledger());

  const auto whole = json_of(served.get("/api/v1/members/gha-gov"));
  const auto page = json_of(served.get("/api/v1/members/gha-gov?per_page=1&page=3"));

  json::object figures = page.at("member").as_object();
  figures["keys"] = whole.at("member").at("keys");
  EXPECT_EQ(figures, whole.at("member"));
  EXPECT_EQ(page.at("focus_areas"), whole.at("focus_areas"));
  EXPECT_EQ(page.at("total"), 7);
}

TEST(Pages, BeginAtOne) {
  const ServedLedger served(member_ledger());

  for (const char* target :
       {"/api/v1/pledges?page=0", "/api/v1/pledges?per_page=0", "/api/v1/records?limit=0",
        "/api/v1/members/gha-gov?page=0", "/api/v1/parties/gha-gov?per_page=1001"}) {
    expect_problem(served.get(target), 400, "parameter_invalid");
  }
}

}  // namespace
}  // namespace pledgebook::server

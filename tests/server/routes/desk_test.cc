// SPDX-License-Identifier: Apache-2.0
// The desk over HTTP: requests for registration that are proven, and statements that gather their
// signatures.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <string_view>

#include "tests/server/served_ledger.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using support::by_party;
using support::LedgerBuilder;

constexpr std::string_view kRegistrations = "/api/v1/desk/registrations";
constexpr std::string_view kEnvelopes = "/api/v1/desk/envelopes";

Answer post(const ServedLedger& served, std::string_view path, std::string_view type,
            std::string_view body) {
  Answer answer =
      ask(served.port(), fmt::format("POST {} HTTP/1.1\r\nHost: a\r\nContent-Type: {}\r\n"
                                     "Content-Length: {}\r\n\r\n{}",
                                     path, type, body.size(), body));
  served.expect_documented("POST", path, answer);
  return answer;
}
Answer post_registration(const ServedLedger& served, const json::object& request) {
  return post(served, kRegistrations, "application/json", json::serialize(request));
}
Answer post_envelope(const ServedLedger& served, const ledger::SignedStatement& statement) {
  return post(served, kEnvelopes, "application/vnd.dsse+json", ledger::encode_envelope(statement));
}

json::array rows_at(const ServedLedger& served, std::string_view path) {
  return json_of(served.get(path)).at("rows").as_array();
}

LedgerBuilder begun() {
  LedgerBuilder ledger;
  ledger.publish_profile("p2c");
  ledger.add_member("gha-gov");
  ledger.add_member("ken-gov");
  return ledger;
}

support::Draft key_added(std::string_view party, std::string_view key) {
  return by_party("bdt", "key.added", fmt::format("keys/{}", party),
                  {{"label", "laptop"},
                   {"public_key", support::public_key_text(key)},
                   {"roles", json::array{"member"}}})
      .signed_by({std::string(key)});
}

json::object request_of(LedgerBuilder& ledger, std::string_view party, std::string_view key) {
  return {{"id", party},
          {"key_added", json::parse(ledger::encode_envelope(ledger.sign(key_added(party, key))))},
          {"party",
           {{"country", "TGO"},
            {"name", "Ministry of Digital Economy, Togo"},
            {"roles", json::array{"member"}},
            {"sector", "government"}}},
          {"type", "pledgebook.registration"},
          {"v", 1}};
}

TEST(Desk, KeepsAProvenRequestUntilItIsGranted) {
  LedgerBuilder ledger = begun();
  ServedLedger served(ledger);
  const json::object request = request_of(ledger, "tgo-gov", "tgo-gov");

  EXPECT_EQ(post_registration(served, request).status, 201U);
  EXPECT_EQ(post_registration(served, request).status, 201U);
  const json::array waiting = rows_at(served, kRegistrations);
  ASSERT_EQ(waiting.size(), 1U);
  const json::object& row = waiting[0].as_object();
  EXPECT_EQ(row.at("key"), json::value(support::test_key_id("tgo-gov").hex()));
  EXPECT_EQ(row.at("registration"), json::value(request));

  // A registrar grants it.
  const std::size_t before = ledger.statements().size();
  ledger.add_party("tgo-gov");
  ledger.add_key("tgo-gov", "tgo-gov");
  for (std::size_t i = before; i < ledger.statements().size(); ++i)
    EXPECT_EQ(served.post(ledger.statements()[i].signed_statement).status, 201U);
  EXPECT_TRUE(rows_at(served, kRegistrations).empty());
  expect_problem(post_registration(served, request), 409, "desk_settled");
}

TEST(Desk, RefusesARequestThatIsNotProven) {
  LedgerBuilder ledger = begun();
  ServedLedger served(ledger);
  const json::object good = request_of(ledger, "tgo-gov", "tgo-gov");
  const auto refuse = [&](const json::object& request, std::string_view code) {
    expect_problem(post_registration(served, request), 422, code);
  };
  // The key of another is named.
  auto borrowed = good;
  borrowed["key_added"] = json::parse(
      ledger::encode_envelope(ledger.sign(key_added("tgo-gov", "tgo-gov").signed_by({"ken-gov"}))));
  refuse(borrowed, "registration_malformed");
  auto both = good;
  both["key_added"] = json::parse(ledger::encode_envelope(
      ledger.sign(key_added("tgo-gov", "tgo-gov").signed_by({"tgo-gov", "ken-gov"}))));
  refuse(both, "registration_malformed");
  auto elsewhere = good;
  auto draft = key_added("tgo-gov", "tgo-gov");
  draft.ledger = "other.example/pledges#00000000000000000000000000000000";
  elsewhere["key_added"] = json::parse(ledger::encode_envelope(ledger.sign(draft)));
  refuse(elsewhere, "registration_malformed");
  auto of_another = good;
  of_another["id"] = "civ-gov";
  refuse(of_another, "registration_malformed");
  auto forged = good;
  forged["key_added"].as_object()["signatures"].as_array()[0].as_object()["sig"] =
      std::string(86, 'A') + "==";
  refuse(forged, "signature_invalid");
  auto more = good;
  more["contact"] = "a person's name";
  refuse(more, "registration_malformed");
  auto nameless = good;
  nameless["party"].as_object().erase("name");
  refuse(nameless, "member_missing");
  expect_problem(post(served, kRegistrations, "application/json", "{"), 422, "not_json");
  expect_problem(
      post(served, kRegistrations, "application/json", "\"" + std::string(20'000, 'x') + "\""), 413,
      "registration_too_large");
  // Of a party that is there, and of one that is not.
  auto again = request_of(ledger, "gha-gov", "gha-gov-2");
  expect_problem(post_registration(served, again), 409, "desk_settled");
  again.erase("party");
  EXPECT_EQ(post_registration(served, again).status, 201U);
  auto unknown = good;
  unknown.erase("party");
  expect_problem(post_registration(served, unknown), 409, "desk_settled");
  EXPECT_EQ(rows_at(served, kRegistrations).size(), 1U);
}

// A pledge by two members, which both sign.
support::Draft joint_pledge() {
  json::object body = support::pledge_body();
  body["partners"] = json::array{json::object{{"party", "ken-gov"}}};
  return by_party("gha-gov", "pledge.submitted", "pledge/joint", std::move(body))
      .also("ken-gov", "ken-gov");
}

TEST(Desk, GathersTheSignaturesOfAStatement) {
  LedgerBuilder ledger = begun();
  ServedLedger served(ledger);
  const ledger::SignedStatement whole = ledger.sign(joint_pledge());
  ASSERT_EQ(whole.signatures.size(), 2U);
  ledger::SignedStatement one = whole;
  one.signatures.pop_back();
  ledger::SignedStatement other = whole;
  other.signatures.erase(other.signatures.begin());

  EXPECT_EQ(post_envelope(served, one).status, 201U);
  EXPECT_EQ(rows_at(served, std::string(kEnvelopes) + "?party=ken-gov").size(), 1U);
  EXPECT_TRUE(rows_at(served, std::string(kEnvelopes) + "?party=bdt").empty());
  const Answer both = post_envelope(served, other);
  EXPECT_EQ(both.status, 201U);
  const std::string gathered = json::serialize(json_of(both).at("envelope"));
  EXPECT_EQ(ledger::decode_envelope(gathered).value(), whole);

  EXPECT_EQ(served.post(whole).status, 201U);
  EXPECT_TRUE(rows_at(served, kEnvelopes).empty());
  expect_problem(post_envelope(served, one), 409, "desk_settled");
}

TEST(Desk, KeepsNothingThatNobodyMaySign) {
  LedgerBuilder ledger = begun();
  ServedLedger served(ledger);
  ledger::SignedStatement unsigned_one = ledger.sign(joint_pledge());
  unsigned_one.signatures.clear();
  const auto foreign = ledger.sign(joint_pledge().signed_by({"registrar"}));
  const auto unknown = ledger.sign(joint_pledge().signed_by({"nobody"}));
  for (const auto& statement : {foreign, unknown})
    expect_problem(post_envelope(served, statement), 403, "desk_signature_foreign");
  EXPECT_NE(post_envelope(served, unsigned_one).status, 201U);
  ledger::SignedStatement forged = ledger.sign(joint_pledge().signed_by({"gha-gov"}));
  forged.signatures[0].signature = {};
  expect_problem(post_envelope(served, forged), 422, "signature_invalid");
  EXPECT_TRUE(rows_at(served, kEnvelopes).empty());
}

}  // namespace
}  // namespace pledgebook::server

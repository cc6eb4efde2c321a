// SPDX-License-Identifier: Apache-2.0
// Spreadsheets over HTTP: what is understood of one, in statements that nobody has signed; and what
// is no spreadsheet.
#include "server/routes/sheets.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/base64.h"
#include "crypto/bytes.h"
#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;

constexpr std::string_view kSheets = "/api/v1/desk/sheets";
constexpr std::string_view kTable =
    "Member;Sector;Title;Focus area;Amount;Currency;Start;Country\n"
    "gha-gov;government;A cable;access;1.500,50;EUR;2026-01-31;Ghana\n"
    "A company;private-sector;A mast;access;about 5;EUR;2026-01-31;Ghana\n"
    "A company;private-sector;A school;access;2.250,00;EUR;2026-01-31;Ghana\n";

Answer post_body(const ServedLedger& served, std::string_view body) {
  Answer answer = ask(
      served.port(), fmt::format("POST {} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                 "Content-Length: {}\r\n\r\n{}",
                                 kSheets, body.size(), body));
  served.expect_documented("POST", kSheets, answer);
  return answer;
}

std::string upload(std::string_view bytes, const json::value& mapping = nullptr) {
  return json::serialize(json::object{{"name", "register.csv"},
                                      {"file", crypto::to_base64(crypto::as_bytes(bytes))},
                                      {"mapping", mapping}});
}

TEST(Sheets, AreUnderstoodByAMapping) {
  ServedLedger served(member_ledger());
  const json::object drafted = json_of(post_body(served, upload(kTable)));
  EXPECT_EQ(drafted.at("reading").at("delimiter"), json::value(";"));
  json::object mapping = drafted.at("mapping").as_object();
  EXPECT_EQ(mapping.at("publish"), json::value(false));
  EXPECT_EQ(mapping.at("ids"), json::value("register-{row}"));

  // No column says of which type the pledges are.
  const json::value defaults = std::exchange(mapping["defaults"], json::object());
  const json::object without = json_of(post_body(served, upload(kTable, mapping)));
  EXPECT_TRUE(without.at("understood").is_null());
  EXPECT_NE(text_in(without, "misread").find("type"), std::string::npos);

  mapping["defaults"] = defaults;
  const json::object answer = json_of(post_body(served, upload(kTable, mapping)));
  const json::object& understood = answer.at("understood").as_object();
  EXPECT_EQ(number_in(understood, "pledges"), 2);
  EXPECT_EQ(number_in(understood, "known_members"), 1);
  EXPECT_EQ(understood.at("new_members"), json::value(json::array{"A company"}));
  EXPECT_EQ(understood.at("announced"), json::value(json::object{{"EUR", "3750.5"}}));
  const json::array& bad = understood.at("bad_cells").as_array();
  ASSERT_EQ(bad.size(), 1U);
  EXPECT_EQ(bad[0].at("row"), json::value(3));
  EXPECT_EQ(bad[0].at("column"), json::value("E"));
  EXPECT_EQ(bad[0].at("code"), json::value("amount_unknown"));
  EXPECT_EQ(bad[0].at("cell"), json::value("about 5"));
  std::vector<std::string> kinds;
  for (const json::value& each : understood.at("statements").as_array())
    kinds.emplace_back(each.at("statement").at("kind").as_string());
  EXPECT_EQ(kinds,
            (std::vector<std::string>{"pledge.submitted", "party.registered", "pledge.submitted"}));
}

TEST(Sheets, AreRefusedWhereTheyAreNone) {
  ServedLedger served(member_ledger());
  expect_problem(post_body(served, "[]"), 400, "sheet_malformed");
  expect_problem(post_body(served, R"({"name": "a.csv", "file": "no base64"})"), 400,
                 "sheet_malformed");
  expect_problem(post_body(served, upload(std::string_view("\0\1\2", 3))), 422, "sheet_misread");
  expect_problem(post_body(served, upload(kTable, json::object{{"columns", 1}})), 422,
                 "sheet_misread");
}

TEST(Sheets, AreBounded) {
  ServedLedger served(member_ledger());
  const std::string large(kUploadedSheetBytesMax + 1, 'a');
  expect_problem(post_body(served, upload(large)), 413, "sheet_too_large");
  const std::string larger(2 * kUploadedSheetBytesMax, 'a');
  expect_problem(post_body(served, larger), 413, "sheet_too_large");
}

// One that is large takes memory before anything is known of it.
TEST(Sheets, AreReadAFewAtATime) {
  Limits limits = test_limits();
  limits.large_bodies_max = 0;
  ServedLedger served(member_ledger(), limits);
  EXPECT_EQ(post_body(served, upload(kTable)).status, 200U);
  const std::string large(limits.body_bytes_max + 1, 'a');
  expect_problem(post_body(served, upload(large)), 503, "too_many_large_bodies");
}

}  // namespace
}  // namespace pledgebook::server

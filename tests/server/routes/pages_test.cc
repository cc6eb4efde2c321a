// SPDX-License-Identifier: Apache-2.0
// Answers that would grow without limit come in pages, and their figures cover all pages.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>

#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;

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
    boost::json::object key{{"public_key", support::public_key_text(name)}, {"label", name}};
    ledger.add(support::by_registrar("key.added", "keys/gha-gov", std::move(key))
                   .signed_by({"registrar", name})
                   .also("gha-gov", "gha-gov"));
  }
  return ledger;
}

// The rows at `list` on all pages of two, in order; each page says how many there are at `total`.
json::array rows_of_pages(const ServedLedger& served, const std::string& path,
                          std::string_view list, std::string_view total) {
  json::array rows;
  for (int page = 1;; ++page) {
    const json::value answer =
        json_of(served.get(path + "?per_page=2&page=" + std::to_string(page)));
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
                          std::string_view list, std::string_view total, std::size_t size) {
  const json::value whole = json_of(served.get(path));
  EXPECT_EQ(rows_of_pages(served, path, list, total), whole.at_pointer(list)) << path << list;
  EXPECT_EQ(whole.at_pointer(list).as_array().size(), size) << path << list;
}

TEST(Pages, HoldTogetherWhatOneAnswerHolds) {
  const ServedLedger served(long_ledger());

  expect_same_by_pages(served, "/api/v1/members/gha-gov", "/pledges", "/total", 7);
  expect_same_by_pages(served, "/api/v1/members/gha-gov", "/member/keys", "/member/keys_total", 6);
  expect_same_by_pages(served, "/api/v1/parties/gha-gov", "/keys", "/total", 6);
  expect_same_by_pages(served, "/api/v1/pledges/p-0", "/history", "/total", 5);
  expect_same_by_pages(served, "/api/v1/pledges", "/rows", "/total", 7);
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

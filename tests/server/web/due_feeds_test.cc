// SPDX-License-Identifier: Apache-2.0
// What a member owes and when: a calendar that follows RFC 5545, and a feed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "ledger/domain/rules/pledge_state.h"
#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::string_view kTitle =
    "Câble, phase 2; \"nord\" \\ sud: une liaison de mille kilomètres entre les îles";

support::LedgerBuilder ledger_with_duties() {
  support::LedgerBuilder ledger = member_ledger();
  boost::json::object body = support::pledge_body();
  body["title"] = std::string(kTitle);
  ledger.add_pledge("p-1", "gha-gov", body);
  ledger.add_pledge("p-2", "gha-gov");
  ledger.add(support::by_party("gha-gov", "pledge.withdrawn", "pledge/p-2", {{"reason", "none"}}));
  return ledger;
}

// The lines of a calendar, unfolded; each ends with CRLF and has at most 75 bytes before it.
std::vector<std::string> lines_of(const std::string& calendar) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < calendar.size();) {
    const std::size_t end = calendar.find("\r\n", at);
    if (end == std::string::npos) {
      ADD_FAILURE() << "the last line has no end";
      break;
    }
    EXPECT_LE(end - at, 75U);
    const std::string line = calendar.substr(at, end - at);
    if (line.starts_with(' ') && !lines.empty()) {
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    at = end + 2;
  }
  return lines;
}

TEST(DueCalendar, HasTheDaysOfWhatIsOpen) {
  const ServedLedger served(ledger_with_duties());
  const Answer answer = served.get("/fr/members/gha-gov/due.ics");
  ASSERT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.header("content-type"), "text/calendar; charset=utf-8");
  const std::vector<std::string> lines = lines_of(answer.body);
  EXPECT_EQ(lines.front(), "BEGIN:VCALENDAR");
  EXPECT_EQ(lines.back(), "END:VCALENDAR");
  EXPECT_EQ(std::ranges::count(lines, "BEGIN:VEVENT"), std::ranges::count(lines, "END:VEVENT"));
  EXPECT_THAT(lines,
              Contains("SUMMARY:Rapport sur Câble\\, phase 2\\; \"nord\" \\\\ sud: une liaison de "
                       "mille kilomètres entre les îles"));
  EXPECT_THAT(lines, Contains(HasSubstr("URL:http://test/fr/my/pledges/p-1/report")));
  EXPECT_THAT(answer.body, Not(HasSubstr("p-2")));
}

TEST(DueCalendar, IsTheSameAsLongAsTheLedgerIs) {
  const ServedLedger served(ledger_with_duties());
  EXPECT_EQ(served.get("/en/members/gha-gov/due.ics").body,
            served.get("/en/members/gha-gov/due.ics").body);
}

TEST(DueFeed, IsAtomForWhatIsNear) {
  const ServedLedger served(ledger_with_duties());
  const Answer answer = served.get("/en/members/gha-gov/due.atom");
  ASSERT_EQ(answer.status, 200U);
  std::istringstream text(answer.body);
  boost::property_tree::ptree document;
  boost::property_tree::read_xml(text, document);
  EXPECT_THAT(document.get<std::string>("feed.id"), HasSubstr("tag:"));
  EXPECT_NE(document.get<std::string>("feed.updated"), "");
}

TEST(DueFeeds, OfNobodyAreNotFound) {
  const ServedLedger served(ledger_with_duties());
  for (const char* end : {"due.ics", "due.atom"})
    EXPECT_EQ(served.get(std::string("/en/members/nobody/") + end).status, 404U) << end;
}

TEST(MemberPage, SaysWhatIsDue) {
  const ServedLedger served(ledger_with_duties());
  const std::string page = served.get("/en/members/gha-gov").body;
  EXPECT_THAT(page, HasSubstr("/en/members/gha-gov/due.ics"));
  EXPECT_THAT(page, HasSubstr("/en/my/pledges/p-1/report"));
  EXPECT_THAT(page, Not(HasSubstr("/en/my/pledges/p-2/report")));
}

}  // namespace
}  // namespace pledgebook::server

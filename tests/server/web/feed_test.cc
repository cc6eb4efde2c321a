// SPDX-License-Identifier: Apache-2.0
// Feeds: Atom that an XML parser reads, whatever members wrote; the newest records first, each with
// an id of its own that never changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kAttack = "]]></title><entry>&evil;\"'<![CDATA[ {{x}}";

support::LedgerBuilder hostile_ledger() {
  support::LedgerBuilder ledger = member_ledger();
  boost::json::object body = support::pledge_body();
  body["title"] = std::string(kAttack);
  ledger.add_pledge("evil", "gha-gov", body);
  ledger.add_member("ken-gov");
  ledger.add_pledge("good", "ken-gov");
  boost::json::object report = support::report_body("2026-01-01", "2026-01-31");
  ledger.add(support::by_party("gha-gov", "report.submitted", "pledge/evil", report));
  return ledger;
}

struct Entry {
  std::string id;
  std::string title;
  std::string updated;
  std::string link;
};
struct Feed {
  std::string id;
  std::string title;
  std::string updated;
  std::vector<Entry> entries;
};

Feed feed_of(const Answer& answer) {
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/atom+xml; charset=utf-8");
  boost::property_tree::ptree document;
  std::istringstream text(answer.body);
  boost::property_tree::read_xml(text, document);
  const auto& root = document.get_child("feed");
  Feed feed{root.get<std::string>("id"),
            root.get<std::string>("title"),
            root.get<std::string>("updated"),
            {}};
  for (const auto& [name, child] : root) {
    if (name != "entry") continue;
    feed.entries.push_back({child.get<std::string>("id"), child.get<std::string>("title"),
                            child.get<std::string>("updated"),
                            child.get<std::string>("link.<xmlattr>.href")});
  }
  return feed;
}

std::vector<std::string> titles(const Feed& feed) {
  std::vector<std::string> titles;
  for (const Entry& entry : feed.entries) titles.push_back(entry.title);
  return titles;
}

TEST(Feed, HasTheRecordsOfAPledgeNewestFirst) {
  const ServedLedger served(hostile_ledger());

  const Feed feed = feed_of(served.get("/en/pledges/evil/feed.atom"));
  EXPECT_THAT(titles(feed),
              ElementsAre(HasSubstr("reported progress on evil."), HasSubstr("published evil."),
                          HasSubstr("submitted evil.")));
  EXPECT_THAT(feed.title, HasSubstr(std::string(kAttack)));
  EXPECT_EQ(feed.updated, feed.entries.front().updated);
  EXPECT_THAT(feed.entries.front().link, StartsWith("/en/records/"));
  EXPECT_EQ(served.get(feed.entries.front().link).status, 200U);
}

TEST(Feed, HasIdsThatNeverChange) {
  const ServedLedger served(hostile_ledger());

  const Feed english = feed_of(served.get("/en/pledges/evil/feed.atom"));
  const Feed russian = feed_of(served.get("/ru/feed.atom?member=gha-gov"));
  std::set<std::string> ids;
  for (std::size_t i = 0; i < english.entries.size(); ++i) {
    EXPECT_EQ(english.entries[i].id, russian.entries.at(i).id);
    EXPECT_THAT(english.entries[i].id, StartsWith("tag:test.example,2027-06-01:pledgebook/"));
    ids.insert(english.entries[i].id);
  }
  EXPECT_EQ(ids.size(), english.entries.size());
  EXPECT_NE(english.id, russian.id);
}

TEST(Feed, HasTheRecordsThatTheFiltersSelect) {
  const ServedLedger served(hostile_ledger());
  const auto feed = [&](const std::string& query) {
    return feed_of(served.get("/en/feed.atom" + query));
  };

  EXPECT_EQ(feed("").entries.size(), 5U);
  EXPECT_THAT(titles(feed("?member=ken-gov")),
              ElementsAre(HasSubstr("published good."), HasSubstr("submitted good.")));
  EXPECT_EQ(feed("?country=GHA").entries.size(), 5U);
  EXPECT_EQ(feed("?focus_area=adoption").entries.size(), 0U);
  EXPECT_EQ(served.get("/en/feed.atom?status=ASLEEP").status, 400U);
  EXPECT_EQ(served.get("/en/pledges/nope/feed.atom").status, 404U);
}

TEST(Feed, StopsAtFiftyEntries) {
  support::LedgerBuilder ledger = member_ledger();
  for (int i = 0; i < 30; ++i) ledger.add_pledge("p-" + std::to_string(i), "gha-gov");
  const ServedLedger served(ledger);

  const Feed feed = feed_of(served.get("/en/feed.atom"));
  EXPECT_EQ(feed.entries.size(), 50U);
  EXPECT_THAT(feed.entries.front().title, HasSubstr("published p-29."));
}

TEST(Feed, IsFoundFromThePage) {
  const ServedLedger served(hostile_ledger());
  const auto link_in = [&](const std::string& page) {
    const std::string body = served.get(page).body;
    const std::size_t begin = body.find("type=\"application/atom+xml\"");
    return begin == std::string::npos ? "" : body.substr(begin, body.find('>', begin) - begin);
  };

  EXPECT_THAT(link_in("/en/pledges/evil"), HasSubstr("href=\"/en/pledges/evil/feed.atom\""));
  EXPECT_THAT(link_in("/en/members/gha-gov"), HasSubstr("href=\"/en/feed.atom?member=gha-gov\""));
  EXPECT_THAT(link_in("/en/countries/GHA"), HasSubstr("href=\"/en/feed.atom?country=GHA\""));
  EXPECT_THAT(link_in("/en/focus-areas/access?as_of=2026-06-01"),
              HasSubstr("href=\"/en/feed.atom?focus_area=access\""));
  EXPECT_EQ(link_in("/en/about/data"), "");
  EXPECT_THAT(served.get("/en/pledges/evil").body, Not(HasSubstr("<entry>")));
}

}  // namespace
}  // namespace pledgebook::server

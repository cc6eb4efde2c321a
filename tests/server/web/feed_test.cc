// SPDX-License-Identifier: Apache-2.0
// Feeds: Atom that an XML parser reads, whatever members wrote; the newest records first, each with
// an id of its own that never changes, and with links that lead to where the server is.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <regex>
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

struct Link {
  std::string relation;
  std::string address;
};
struct Entry {
  std::string id;
  std::string title;
  std::string updated;
  std::string author;
  std::vector<Link> links;
};
struct Feed : Entry {
  std::vector<Entry> entries;
};

Entry entry_of(const boost::property_tree::ptree& element) {
  Entry entry{.id = element.get<std::string>("id"),
              .title = element.get<std::string>("title"),
              .updated = element.get<std::string>("updated"),
              .author = element.get<std::string>("author.name"),
              .links = {}};
  for (const auto& [name, child] : element) {
    if (name != "link") continue;
    entry.links.push_back(
        {child.get<std::string>("<xmlattr>.rel"), child.get<std::string>("<xmlattr>.href")});
  }
  return entry;
}

Feed feed_of(const Answer& answer) {
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/atom+xml; charset=utf-8");
  boost::property_tree::ptree document;
  std::istringstream text(answer.body);
  boost::property_tree::read_xml(text, document);
  const auto& root = document.get_child("feed");
  EXPECT_EQ(root.get<std::string>("<xmlattr>.xmlns"), "http://www.w3.org/2005/Atom");
  Feed feed{entry_of(root), {}};
  for (const auto& [name, child] : root) {
    if (name == "entry") feed.entries.push_back(entry_of(child));
  }
  return feed;
}

std::string link_of(const Entry& entry, std::string_view relation) {
  std::string address;
  for (const Link& link : entry.links) {
    if (link.relation != relation) continue;
    EXPECT_EQ(address, "") << "two links are " << relation;
    address = link.address;
  }
  return address;
}

// What RFC 4287 asks of a feed and of an entry (sections 4.1.1 and 4.1.2): exactly one id, an
// absolute IRI; a title; a time of RFC 3339; an author.
void expect_valid(const Entry& entry, const std::string& site) {
  static const std::regex iri("[a-z][a-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]+");
  static const std::regex time("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
  EXPECT_TRUE(std::regex_match(entry.id, iri)) << entry.id;
  EXPECT_TRUE(std::regex_match(entry.updated, time)) << entry.updated;
  EXPECT_NE(entry.title, "");
  EXPECT_NE(entry.author, "");
  for (const Link& link : entry.links) {
    EXPECT_TRUE(std::regex_match(link.address, iri)) << link.address;
    EXPECT_THAT(link.address, StartsWith(site + "/")) << link.relation;
  }
  EXPECT_NE(link_of(entry, "alternate"), "");
}

void expect_valid(const Feed& feed, const std::string& site) {
  expect_valid(static_cast<const Entry&>(feed), site);
  EXPECT_NE(link_of(feed, "self"), "");
  std::set<std::string> ids{feed.id};
  for (const Entry& entry : feed.entries) {
    expect_valid(entry, site);
    EXPECT_TRUE(ids.insert(entry.id).second) << entry.id;
    EXPECT_LE(entry.updated, feed.updated);
  }
}

// Another name of the server than the tests have.
Answer ask_at(const ServedLedger& served, std::string_view target, std::string_view host) {
  return ask(served.port(),
             fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", target, host));
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
  const std::string record = link_of(feed.entries.front(), "alternate");
  ASSERT_THAT(record, StartsWith("http://test/en/records/"));
  EXPECT_EQ(served.get(record.substr(std::string("http://test").size())).status, 200U);
}

TEST(Feed, IsValidAtom) {
  const ServedLedger served(hostile_ledger());
  for (const char* target :
       {"/en/feed.atom", "/ar/feed.atom?country=GHA", "/zh/feed.atom?q=%22%3E%3C%26",
        "/fr/feed.atom?member=gha-gov&status=PUBLISHED", "/ru/pledges/evil/feed.atom",
        "/es/pledges/evil/feed.atom?as_of=2027-06-01", "/en/feed.atom?focus_area=adoption"}) {
    SCOPED_TRACE(target);
    expect_valid(feed_of(served.get(target)), "http://test");
  }
}

TEST(Feed, HasTheAddressThatTheReaderUsed) {
  const ServedLedger served(hostile_ledger());
  for (const std::string host : {"pledges.example.org", "localhost:8080", "[::1]:8080"}) {
    // Twice: an answer that was kept must not have another reader's address.
    for (int i = 0; i < 2; ++i)
      expect_valid(feed_of(ask_at(served, "/en/feed.atom", host)), "http://" + host);
  }
  EXPECT_NE(ask_at(served, "/en/feed.atom", "a").header("etag"),
            ask_at(served, "/en/feed.atom", "b").header("etag"));
}

TEST(Feed, HasThePublicAddressIfThereIsOne) {
  const ServedLedger served(hostile_ledger(), test_limits(), Publishes::no,
                            "https://pledges.example.org/bdt");

  expect_valid(feed_of(ask_at(served, "/en/pledges/evil/feed.atom", "other.example")),
               "https://pledges.example.org/bdt");
  expect_valid(feed_of(ask(served.port(), "GET /en/feed.atom HTTP/1.0\r\n\r\n")),
               "https://pledges.example.org/bdt");
}

TEST(Feed, HasNoAddressThatIsNone) {
  const ServedLedger served(hostile_ledger());
  for (const char* host :
       {"a b", "a/b", "a\"b", "a<b>", "a&b", "user@a",      "a?b", "a#b",  "a:b",  "a:123456",
        "a:",  ":1",  "[::1", "::1",  "[]",  "[a.example]", "a,b", "a\\b", "a%0d", "\xC3\xA9"})
    expect_problem(ask_at(served, "/en/feed.atom", host), 400, "host_invalid");
  for (const char* request : {"GET /en/feed.atom HTTP/1.0\r\n\r\n",
                              "GET /en/feed.atom HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"})
    expect_problem(ask(served.port(), request), 400, "host_invalid");
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

// Matches that others propose and accept, attestations and messages are in other streams.
TEST(Feed, HasWhatOthersSayOfThePledge) {
  support::LedgerBuilder ledger = member_ledger();
  ledger.add_member("ken-gov");
  for (const char* id : {"a", "other"}) ledger.add_pledge(id, "gha-gov");
  for (const char* id : {"b", "c"}) ledger.add_pledge(id, "ken-gov");
  const auto say = [&](const char* party, const char* kind, const char* stream,
                       boost::json::object body) {
    return ledger.add(support::by_party(party, kind, stream, std::move(body))).hex();
  };
  const auto to_b = say("gha-gov", "match.proposed", "pledge/a", {{"pledge", "b"}});
  say("ken-gov", "match.accepted", "pledge/b", {{"sid", to_b}});
  const auto from_c = say("ken-gov", "match.proposed", "pledge/c", {{"pledge", "a"}});
  say("gha-gov", "match.accepted", "pledge/a", {{"sid", from_c}});
  const auto seen = say("ken-gov", "attestation.given", "attestation/a",
                        {{"claim", "We saw it."}, {"evidence", boost::json::array{}}});
  say("ken-gov", "attestation.withdrawn", "attestation/a", {{"sid", seen}, {"reason", "an error"}});
  say("ken-gov", "message.posted", "discussion/a", {{"text", "How far?"}, {"topic", "question"}});
  say("ken-gov", "message.posted", "discussion/other", {{"text", "Who?"}, {"topic", "question"}});
  const ServedLedger served(ledger);

  const Feed feed = feed_of(served.get("/en/pledges/a/feed.atom"));

  expect_valid(feed, "http://test");
  EXPECT_THAT(
      titles(feed),
      ElementsAre(HasSubstr("posted a message on a."), HasSubstr("withdrew an attestation of a."),
                  HasSubstr("attested to a."), HasSubstr("accepted a match for a."),
                  HasSubstr("proposed a match for c."), HasSubstr("accepted a match for b."),
                  HasSubstr("proposed a match for a."), HasSubstr("published a."),
                  HasSubstr("submitted a.")));
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

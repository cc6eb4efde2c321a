// SPDX-License-Identifier: Apache-2.0
// Evidence over HTTP: only files that the ledger names, in parts, and given so that nothing in them
// runs.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "tests/server/served_ledger.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::server {
namespace {

using support::by_party;

struct SignedFile {
  std::string bytes;
  std::string type;
  std::string name;

  [[nodiscard]] std::string sha256() const { return crypto::sha256(crypto::as_bytes(bytes)).hex(); }
  [[nodiscard]] std::string path() const { return "/api/v1/blobs/" + sha256(); }
};

const SignedFile& picture() {
  static const SignedFile file{"\x89PNG\r\n\x1A\n" + std::string(100'000, 'p'), "image/png",
                               "towers.png"};
  return file;
}
const SignedFile& page() {
  static const SignedFile file{"<script>alert(1)</script>", "text/html", "../evil\r\nX: y.html"};
  return file;
}
const SignedFile& liar() {
  static const SignedFile file{"<svg onload=alert(1)>", "image/png", "not a \"picture\".png"};
  return file;
}

support::LedgerBuilder ledger_with_evidence() {
  support::LedgerBuilder ledger;
  ledger.publish_profile("p2c");
  ledger.add_member("gha-gov");
  ledger.add_pledge("p-1", "gha-gov");
  boost::json::object report = support::report_body("2026-01-01", "2026-03-31");
  boost::json::array evidence;
  for (const SignedFile& file : {picture(), page(), liar()}) {
    const std::string name = file.name.substr(0, file.name.find('\r'));
    evidence.push_back(boost::json::object{{"sha256", file.sha256()},
                                           {"size", file.bytes.size()},
                                           {"type", file.type},
                                           {"name", name}});
  }
  report["evidence"] = std::move(evidence);
  ledger.add(by_party("gha-gov", "report.submitted", "pledge/p-1", std::move(report)));
  return ledger;
}

Answer put(const ServedLedger& served, const std::string& path, std::string_view part,
           const std::string& range = {}) {
  const std::string field = range.empty() ? "" : "Content-Range: " + range + "\r\n";
  Answer answer =
      ask(served.port(), fmt::format("PUT {} HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                     "application/octet-stream\r\n{}Content-Length: {}\r\n\r\n{}",
                                     path, field, part.size(), part));
  served.expect_documented("PUT", path, answer);
  return answer;
}

std::string range_of(std::size_t first, std::size_t size_of_part, std::size_t size) {
  return fmt::format("bytes {}-{}/{}", first, first + size_of_part - 1, size);
}

TEST(EvidenceRoutes, TakeAFileInPartsAndGiveItBack) {
  const ServedLedger served(ledger_with_evidence());
  const SignedFile& file = picture();
  const std::string_view bytes = file.bytes;
  const std::size_t half = 60'000;

  const Answer first =
      put(served, file.path(), bytes.substr(0, half), range_of(0, half, bytes.size()));
  EXPECT_EQ(first.status, 202U);
  EXPECT_EQ(number_in(json_of(first), "received"), 60'000);

  // The connection was cut, and the client asks how far it came.
  const Answer asked = served.get(file.path());
  expect_problem(asked, 404, "evidence_absent");
  EXPECT_EQ(asked.header("pledgebook-received"), "60000");
  const Answer again =
      put(served, file.path(), bytes.substr(0, half), range_of(0, half, bytes.size()));
  expect_problem(again, 409, "range_out_of_place");
  EXPECT_EQ(again.header("pledgebook-received"), "60000");

  const Answer last = put(served, file.path(), bytes.substr(half),
                          range_of(half, bytes.size() - half, bytes.size()));
  EXPECT_EQ(last.status, 201U);
  const Answer given = served.get(file.path());
  EXPECT_EQ(given.status, 200U);
  EXPECT_EQ(given.body, file.bytes);
  EXPECT_EQ(given.header("content-type"), "image/png");
  EXPECT_EQ(given.header("content-disposition"), "inline; filename*=UTF-8''towers.png");
  // Once more, whatever the bytes: it is here.
  EXPECT_EQ(put(served, file.path(), "other", range_of(0, 5, bytes.size())).status, 201U);
  EXPECT_EQ(served.get(file.path()).body, file.bytes);
}

TEST(EvidenceRoutes, ArriveOnThePledgesPage) {
  const ServedLedger served(ledger_with_evidence());
  const std::string link = "<a href=\"" + liar().path() + "\">";
  const Answer before = get(served.port(), "/en/pledges/p-1");
  EXPECT_EQ(before.body.find(link), std::string::npos);
  EXPECT_NE(before.body.find("The file has not been uploaded yet."), std::string::npos);
  EXPECT_EQ(put(served, liar().path(), liar().bytes).status, 201U);
  const Answer after =
      get(served.port(), "/en/pledges/p-1", "If-None-Match: " + before.header("etag") + "\r\n");
  EXPECT_EQ(after.status, 200U);
  EXPECT_NE(after.body.find(link), std::string::npos);
}

TEST(EvidenceRoutes, GiveNothingThatRuns) {
  const ServedLedger served(ledger_with_evidence());
  for (const SignedFile& file : {page(), liar()}) {
    EXPECT_EQ(put(served, file.path(), file.bytes).status, 201U);
    const Answer given = served.get(file.path());
    EXPECT_EQ(given.body, file.bytes);
    EXPECT_EQ(given.header("content-type"), "application/octet-stream");
    EXPECT_EQ(given.header("x-content-type-options"), "nosniff");
    EXPECT_TRUE(given.header("content-disposition").starts_with("attachment; "));
    EXPECT_TRUE(given.header("content-security-policy").starts_with("default-src 'none'"));
  }
  EXPECT_EQ(served.get(page().path()).header("content-disposition"),
            "attachment; filename*=UTF-8''evil");
  EXPECT_EQ(served.get(liar().path()).header("content-disposition"),
            "attachment; filename*=UTF-8''not%20a%20%22picture%22.png");
}

TEST(EvidenceRoutes, TakeNothingThatTheLedgerDoesNotName) {
  const ServedLedger served(ledger_with_evidence());
  const std::string unknown = "/api/v1/blobs/" + crypto::sha256(crypto::as_bytes("anything")).hex();
  expect_problem(put(served, unknown, "anything"), 404, "evidence_unknown");
  expect_problem(served.get(unknown), 404, "evidence_unknown");
  expect_problem(put(served, "/api/v1/blobs/ABC", "anything"), 400, "digest_invalid");
}

TEST(EvidenceRoutes, RefuseOtherBytesAndRangesThatDoNotFit) {
  const ServedLedger served(ledger_with_evidence());
  const SignedFile& file = liar();
  const std::size_t size = file.bytes.size();
  std::string other = file.bytes;
  other.back() = '!';
  expect_problem(put(served, file.path(), other), 422, "evidence_differs");
  for (const std::string& range :
       {std::string("bytes 0-3"), std::string("bytes 3-0/21"), std::string("bytes 0-4/21"),
        std::string("bytes 0-3/22"), std::string("items 0-3/21"), std::string("bytes 0-3/21x"),
        std::string("bytes */21"), std::string("bytes 99999999999999999999-3/21")}) {
    expect_problem(put(served, file.path(), "abcd", range), 400, "range_invalid");
  }
  expect_problem(put(served, file.path(), "abcd"), 400, "range_invalid");
  const Answer much =
      ask(served.port(),
          fmt::format("PUT {} HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n", file.path()));
  expect_problem(much, 413, "body_too_large");
  EXPECT_EQ(put(served, file.path(), file.bytes, range_of(0, size, size)).status, 201U);
}

}  // namespace
}  // namespace pledgebook::server

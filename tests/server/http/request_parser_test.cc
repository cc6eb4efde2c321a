// SPDX-License-Identifier: Apache-2.0
#include "server/http/request_parser.h"

#include <gtest/gtest.h>

namespace pledgebook::server {
namespace {

// Feeds `bytes`, `step` more of them at a time. Returns the bytes left when the request is
// complete; nothing if it was refused or never complete.
std::optional<std::string> feed(RequestParser& parser, std::string_view bytes, std::size_t step) {
  std::string buffer;
  while (!bytes.empty()) {
    buffer += bytes.substr(0, step);
    bytes.remove_prefix(std::min(step, bytes.size()));
    for (;;) {
      const auto used = parser.parse(buffer);
      if (!used) return std::nullopt;
      buffer.erase(0, *used);
      if (parser.is_done()) return buffer + std::string(bytes);
      if (*used == 0 || buffer.empty()) break;
    }
  }
  return std::nullopt;
}

constexpr std::string_view kChunked =
    "POST /api/v1/statements?x=1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    "Transfer-Encoding: chunked\r\nLast-Event-ID: 7\r\n\r\n"
    "5;ext=1\r\n0\r\n\r\n\r\n1\r\nx\r\n00\r\nHost: b\r\nContent-Type: other\r\n\r\nNEXT";

TEST(RequestParser, ReadsAChunkedRequestInPiecesOfAnySize) {
  for (std::size_t step = 1; step <= kChunked.size(); ++step) {
    RequestParser parser;

    const auto rest = feed(parser, kChunked, step);

    ASSERT_EQ(rest, "NEXT") << step;
    EXPECT_EQ(parser.body(), "0\r\n\r\nx");
    EXPECT_EQ(parser.head().method, Method::post);
    EXPECT_EQ(parser.head().target, "/api/v1/statements?x=1");
    EXPECT_EQ(parser.head().last_event_id, "7");
    // Trailers don't change the head.
    EXPECT_EQ(parser.head().hosts, 1U);
    EXPECT_EQ(parser.head().content_type, "application/json");
  }
}

TEST(RequestParser, ReadsAnEmptyChunkedBodyInPiecesOfAnySize) {
  constexpr std::string_view kEmpty =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
  for (std::size_t step = 1; step <= kEmpty.size(); ++step) {
    RequestParser parser;

    EXPECT_EQ(feed(parser, kEmpty, step), "") << step;
    EXPECT_EQ(parser.body(), "");
  }
}

TEST(RequestParser, StopsWhereTheRequestEnds) {
  RequestParser parser;

  const auto rest = feed(
      parser, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1", 1'000);

  EXPECT_EQ(rest, "GET / HTTP/1.1");
  EXPECT_EQ(parser.body(), "abc");
}

TEST(RequestParser, RefusesWhatCanBeReadInTwoWays) {
  for (const std::string_view fields :
       {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 3\r\nContent-Length: 4\r\n", "Content-Length: 3x\r\n",
        "Content-Length: -1\r\n", "Content-Length: +1\r\n",
        "Content-Length: 18446744073709551616\r\n", "Content-Length : 3\r\n", "A: b\rc\r\n",
        "A: b\nC: d\r\n", "A b\r\n"}) {
    RequestParser parser;
    const std::string request = "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\nabc";

    EXPECT_EQ(feed(parser, request, 1'000), std::nullopt) << fields;
  }
}

// Some programs see no body here, and read its bytes as the next request.
TEST(RequestParser, RefusesEveryTransferEncodingButChunked) {
  for (const std::string_view fields :
       {"Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding:\r\n",
        "Transfer-Encoding: chunked;q=1\r\n"}) {
    RequestParser parser;
    const std::string request =
        "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n0\r\n\r\nGET / HTTP/1.1\r\n";

    EXPECT_EQ(feed(parser, request, 1'000), std::nullopt) << fields;
  }
  RequestParser old;
  EXPECT_EQ(feed(old, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 1'000),
            std::nullopt);
}

TEST(RequestParser, RefusesFoldedLines) {
  for (const std::string_view fields : {"A: b\r\n c\r\n", "A: b\r\n\tc\r\n",
                                        "Transfer-Encoding:\r\n chunked\r\n", "A: b\r\n \r\n"}) {
    RequestParser parser;
    const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";

    EXPECT_EQ(feed(parser, request, 1'000), std::nullopt) << fields;
  }
}

TEST(RequestParser, UsesNothingBehindTheEndOfARequest) {
  RequestParser parser;
  ASSERT_EQ(parser.parse("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 27U);
  ASSERT_TRUE(parser.is_done());

  EXPECT_EQ(parser.parse("GET / HTTP/1.1\r\n"), 0U);
}

TEST(RequestParser, TellsAnUnknownVersion) {
  RequestParser two;
  RequestParser none;

  EXPECT_EQ(feed(two, "GET / HTTP/2.0\r\n\r\n", 100), std::nullopt);
  EXPECT_EQ(feed(none, "GET /\r\n\r\n", 100), std::nullopt);

  EXPECT_TRUE(two.is_version_unknown());
}

}  // namespace
}  // namespace pledgebook::server

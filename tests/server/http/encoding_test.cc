// SPDX-License-Identifier: Apache-2.0
// Content codings, entity tags, dates and JSON text: the small grammars of answers.
#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/json/parse.hpp>

#include "ledger/gzip.h"
#include "server/http/accept.h"
#include "server/http/etag.h"
#include "server/http/json_text.h"
#include "server/http/response_head.h"
#include "server/routes/view_etag.h"

namespace pledgebook::server {
namespace {

std::string gunzip(const std::string& packed) {
  std::string body(1'000'000, '\0');
  z_stream stream{};
  std::string input = packed;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(body.data());
  stream.avail_out = static_cast<uInt>(body.size());
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  body.resize(stream.total_out);
  inflateEnd(&stream);
  return body;
}

TEST(Gzip, UnpacksToTheSame) {
  std::string body;
  for (int i = 0; i < 5'000; ++i) body += std::to_string(i * 7919 % 1000) + ",";
  for (const std::size_t length : {std::size_t{0}, std::size_t{1}, body.size()}) {
    const auto packed = ledger::gzip(body.substr(0, length));

    ASSERT_TRUE(packed);
    EXPECT_EQ(gunzip(*packed), body.substr(0, length));
  }
}

TEST(Gzip, IsTakenWhereAcceptEncodingTakesIt) {
  for (const char* field :
       {"gzip", "GZIP", "deflate, gzip", "gzip;q=0.5", "gzip; q=1.000", "*", "br;q=1.0, *;q=0.1",
        "identity;q=0.5, gzip", "x-gzip", "gzip, identity"}) {
    EXPECT_TRUE(accepts_gzip(field)) << field;
  }
}

TEST(Gzip, IsNotTakenOtherwise) {
  for (const char* field : {"", "identity", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzipped",
                            "gzip;q=2", "gzip;q=0.0000", "gzip;q=x", "gzip;level=9", "gzip;q=0, *",
                            "identity, gzip;q=0.5", ";", "gzip;q=-1"}) {
    EXPECT_FALSE(accepts_gzip(field)) << field;
  }
}

TEST(Html, IsPreferredWhereAcceptNamesIt) {
  for (const char* field :
       {"text/html", "Text/HTML;charset=utf-8", "text/html;level=1;q=0.3, */*;q=0.1",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json;q=0.5, text/html;q=0.5"}) {
    EXPECT_TRUE(prefers_html(field)) << field;
  }
  for (const char* field : {"", "*/*", "text/*", "application/json", "text/html;q=0",
                            "text/html;q=0.5, application/json", "text/html;q=x", "text/htm"}) {
    EXPECT_FALSE(prefers_html(field)) << field;
  }
}

TEST(ETag, FollowsSizeDayAndTarget) {
  const ledger::Date day = *ledger::parse_date("2026-06-01");
  const std::string etag = make_etag({ledger::Size{7}, ledger::Size{7}, day}, "/a?b=1");

  EXPECT_EQ(etag, make_etag({ledger::Size{7}, ledger::Size{7}, day}, "/a?b=1"));
  EXPECT_NE(etag, make_etag({ledger::Size{8}, ledger::Size{7}, day}, "/a?b=1"));
  EXPECT_NE(etag, make_etag({ledger::Size{7}, ledger::Size{6}, day}, "/a?b=1"));
  EXPECT_NE(etag,
            make_etag({ledger::Size{7}, ledger::Size{7}, day + std::chrono::days(1)}, "/a?b=1"));
  EXPECT_NE(etag, make_etag({ledger::Size{7}, ledger::Size{7}, day}, "/a?b=2"));
}

TEST(ETag, IsNamedByIfNoneMatch) {
  for (const char* field :
       {"*", " * ", "\"x\"", "W/\"x\"", "\"a\", \"x\"", "\"a,b\",W/\"x\"", "\"a\" , , \"x\""}) {
    EXPECT_TRUE(none_match_names(field, "W/\"x\"")) << field;
  }
  for (const char* field : {"", "x", "\"x", "x\"", "\"X\"", "\"a\" \"x\"", "\"a\"; \"x\"", "**",
                            "w/\"x\"", "\"a, \"x\""}) {
    EXPECT_FALSE(none_match_names(field, "W/\"x\"")) << field;
  }
}

TEST(HttpDate, IsWrittenAsRfc9110Says) {
  EXPECT_EQ(http_date(*ledger::parse_instant("1994-11-06T08:49:37Z")),
            "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(*ledger::parse_instant("2024-02-29T23:59:59Z")),
            "Thu, 29 Feb 2024 23:59:59 GMT");
}

TEST(JsonText, EscapesWhatJsonEscapes) {
  std::string all;
  for (int c = 0; c < 128; ++c) all.push_back(static_cast<char>(c));
  all += "é€😀";
  JsonText json;
  json.text("all", all).number("n", 18'446'744'073'709'551'615ULL).null("x").boolean("y", true);

  const auto value = boost::json::parse(std::move(json).take());

  EXPECT_EQ(value.at("all").as_string(), all);
  EXPECT_EQ(value.at("n").as_uint64(), 18'446'744'073'709'551'615ULL);
  EXPECT_TRUE(value.at("x").is_null());
  EXPECT_TRUE(value.at("y").as_bool());
}

TEST(JsonText, MakesAnEmptyObject) { EXPECT_EQ(JsonText().take(), "{}"); }

}  // namespace
}  // namespace pledgebook::server

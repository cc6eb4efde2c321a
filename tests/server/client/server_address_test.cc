// SPDX-License-Identifier: Apache-2.0
#include "server/client/server_address.h"

#include <gtest/gtest.h>

#include <string>

namespace pledgebook::server {
namespace {

using Scheme = ServerAddress::Scheme;

TEST(ServerAddress, PartsSchemeHostPortAndPath) {
  struct Case {
    const char* url;
    ServerAddress address;
  };
  for (const Case& each :
       {Case{"http://127.0.0.1:8080", {Scheme::http, "127.0.0.1", "8080", ""}},
        Case{"http://127.0.0.1:8080/", {Scheme::http, "127.0.0.1", "8080", ""}},
        Case{"http://a.example/log/x/", {Scheme::http, "a.example", "80", "/log/x"}},
        Case{"http://[::1]:90/%C3%A9", {Scheme::http, "[::1]", "90", "/%C3%A9"}},
        Case{"https://a.example", {Scheme::https, "a.example", "443", ""}},
        Case{"https://a.example:8443/bdt", {Scheme::https, "a.example", "8443", "/bdt"}}}) {
    const auto address = ServerAddress::parse(each.url);

    ASSERT_TRUE(address.has_value()) << address.error();
    EXPECT_EQ(*address, each.address) << each.url;
  }
}

TEST(ServerAddress, LeavesOutThePortThatTheSchemeHas) {
  EXPECT_EQ(ServerAddress::parse("http://a.example:80/x")->text(), "http://a.example/x");
  EXPECT_EQ(ServerAddress::parse("https://a.example:443")->authority(), "a.example");
  EXPECT_EQ(ServerAddress::parse("https://a.example:80")->authority(), "a.example:80");
}

TEST(ServerAddress, RefusesWhatIsNoPlaceOnAServer) {
  for (const char* url : {"", "/", "http://", "http:///x", "https//x", "ftp://a/b", "http://a/b?c",
                          "http://a/b#c", "http://a/b c", "http://a/b\r\nX: y", "http://a\r\nX: y/",
                          "http://a\x1b[2J/", "http://a:b/c", "http://u@a/", "http://[]/",
                          "http://a:123456/", "http://a/\xC3\xA9", "https://a:/"}) {
    const auto address = ServerAddress::parse(url);

    ASSERT_FALSE(address.has_value()) << url;
    EXPECT_FALSE(address.error().empty());
  }
  EXPECT_FALSE(ServerAddress::parse("http://a/" + std::string(2'000, 'x')).has_value());
}

TEST(ServerAddress, SaysWhatToWriteWhereTheSchemeIsMissing) {
  for (const std::string url : {"localhost:8080", "127.0.0.1:8080", "pledges.example.org"}) {
    const auto address = ServerAddress::parse(url);

    ASSERT_FALSE(address.has_value()) << url;
    EXPECT_NE(address.error().find("write http://" + url), std::string::npos) << address.error();
    EXPECT_NE(address.error().find("https://" + url), std::string::npos) << address.error();
  }
}

}  // namespace
}  // namespace pledgebook::server

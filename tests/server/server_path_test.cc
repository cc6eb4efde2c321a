// SPDX-License-Identifier: Apache-2.0
#include "server/client/server_path.h"

#include <gtest/gtest.h>

#include <string>

namespace pledgebook::server {
namespace {

TEST(ServerPath, PartsServerAndPath) {
  struct Case {
    const char* url;
    const char* host;
    const char* port;
    const char* path;
  };
  for (const Case& each : {Case{"http://127.0.0.1:8080", "127.0.0.1", "8080", ""},
                           Case{"http://127.0.0.1:8080/", "127.0.0.1", "8080", ""},
                           Case{"http://a.example/log/x/", "a.example", "80", "/log/x"},
                           Case{"http://[::1]:90/%C3%A9", "[::1]", "90", "/%C3%A9"}}) {
    const auto path = ServerPath::parse(each.url);
    ASSERT_TRUE(path.has_value()) << path.error();
    EXPECT_EQ(path->server.host, each.host);
    EXPECT_EQ(path->server.port, each.port);
    EXPECT_EQ(path->path, each.path);
  }
}

TEST(ServerPath, RefusesWhatIsNoPlaceOnAServer) {
  for (const char* url : {"", "/", "http://", "http:///x", "https//x", "ftp://a/b", "http://a/b?c",
                          "http://a/b#c", "http://a/b c", "http://a/b\r\nX: y", "http://a\r\nX: y/",
                          "http://a\x1b[2J/", "http://a:b/c", "http://u@a/"}) {
    const auto path = ServerPath::parse(url);
    ASSERT_FALSE(path.has_value()) << url;
    EXPECT_FALSE(path.error().empty());
  }
  EXPECT_FALSE(ServerPath::parse("http://a/" + std::string(2'000, 'x')).has_value());
}

}  // namespace
}  // namespace pledgebook::server

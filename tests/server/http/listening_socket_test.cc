// SPDX-License-Identifier: Apache-2.0
#include "server/http/listening_socket.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "server/http/http_server.h"
#include "tests/server/peer.h"
#include "tests/server/served_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::server {
namespace {

ListeningSocket any_port() {
  auto socket = ListeningSocket::open("127.0.0.1:0");
  EXPECT_TRUE(socket);
  return *std::move(socket);
}

TEST(ListeningSocket, OutlivesServersAndLetsClientsWaitForTheNextOne) {
  const ListeningSocket socket = any_port();
  support::FakeClock clock;
  const auto served = [&](std::string body) {
    const Route route{.pattern = "/who",
                      .operation = "getWho",
                      .handler = [body = std::move(body)](const Request&) -> Response {
                        return {.content_type = "text/plain", .body = body};
                      }};
    auto server = std::make_unique<HttpServer>(
        std::vector<Route>{route}, clock, support::silent_journal(),
        HttpServer::Options{.workers = 1, .limits = test_limits(), .socket = &socket});
    EXPECT_TRUE(server->start());
    return server;
  };
  {
    const auto first = served("first");
    EXPECT_EQ(first->port(), socket.port());
    EXPECT_EQ(get(socket.port(), "/who").body, "first");
  }
  auto waiting =
      std::async(std::launch::async, [&socket] { return get(socket.port(), "/who").body; });
  const auto second = served("second");

  EXPECT_EQ(waiting.get(), "second");
}

TEST(ListeningSocket, TakesAnAddressOnce) {
  const ListeningSocket socket = any_port();

  const auto again = ListeningSocket::open("127.0.0.1:" + std::to_string(socket.port()));

  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ledger::Errc::busy);
}

TEST(ListeningSocket, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "127.0.0.1", "127.0.0.1:70000", "nowhere:80", "[::1:80"}) {
    const auto socket = ListeningSocket::open(text);
    ASSERT_FALSE(socket) << text;
    EXPECT_EQ(socket.error().code, ledger::Errc::storage) << text;
  }
}

}  // namespace
}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// The client: when it retries, when it gives up, and its errors for invalid answers.
#include "server/client/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "server/client/status_text.h"
#include "tests/server/client/scripted_server.h"

namespace pledgebook::server {
namespace {

using Exchange = ScriptedServer::Exchange;
using Step = ScriptedServer::Step;

constexpr auto kHold = Exchange::End::hold;

Step says(const std::string& body) { return {.answer = answer_text("200 OK", "text/plain", body)}; }

Client client_of(const std::string& url, ClientOptions options = {}) {
  return Client(*ServerAddress::parse(url), std::move(options));
}

std::string error_of(const std::expected<HttpResponse, std::string>& response) {
  return response ? "status " + std::to_string(response->status) : response.error();
}

TEST(Client, AsksOnceMoreWhereAKeptConnectionWasClosed) {
  ScriptedServer server({{.steps = {says("a")}}, {.steps = {says("b")}, .end = kHold}});
  Client client = client_of(server.url());

  ASSERT_EQ(client.get("/1")->body, "a");
  const auto second = client.get("/2");

  ASSERT_TRUE(second.has_value()) << second.error();
  EXPECT_EQ(second->body, "b");
}

TEST(Client, KeepsTheConnectionAndAsksBelowThePathOfTheAddress) {
  ScriptedServer server({{.steps = {says("a"), says("b")}, .end = kHold}});
  Client client = client_of(server.url() + "/pledges/");

  ASSERT_TRUE(client.get("/api/v1/ledger").has_value());
  ASSERT_TRUE(client.post("/api/v1/statements", "text/x", "body").has_value());

  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[0].starts_with("GET /pledges/api/v1/ledger HTTP/1.1\r\n")) << requests[0];
  EXPECT_TRUE(requests[1].starts_with("POST /pledges/api/v1/statements HTTP/1.1\r\n"));
  EXPECT_TRUE(requests[1].ends_with("Content-Length: 4\r\n\r\nbody")) << requests[1];
}

TEST(Client, DoesNotAskAgainOnceAnAnswerHasBegun) {
  ScriptedServer server({{.steps = {says("a"), {.answer = "HTTP/1.1 200 OK\r\nContent-Le"}}},
                         {.steps = {says("b")}}});
  Client client = client_of(server.url());

  ASSERT_TRUE(client.get("/1").has_value());
  const auto second = client.get("/2");

  EXPECT_NE(error_of(second).find("broke"), std::string::npos) << error_of(second);
}

TEST(Client, TellsABodyThatBreaksOff) {
  ScriptedServer server(
      {{.steps = {{.answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive "}}},
       {.steps = {{.answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive "}}},
       {.steps = {{.answer = "HTTP/1.0 200 OK\r\n\r\nall of it"}}}});
  Client client = client_of(server.url());

  EXPECT_NE(error_of(client.get("/1")).find("broke"), std::string::npos);
  EXPECT_NE(error_of(client.get("/2")).find("broke"), std::string::npos);
  // In HTTP/1.0 the end of the connection is the end of the body.
  EXPECT_EQ(client.get("/3")->body, "all of it");
}

TEST(Client, ReadsAnAnswerThatComesBeforeAllIsSent) {
  ScriptedServer server({{.steps = {{.answer = answer_text("413 Too Large", "text/html", "no"),
                                     .reads = Step::Reads::head}},
                          .end = kHold}});
  Client client = client_of(server.url());

  const auto response = client.post("/", "text/x", std::string(std::size_t{64} << 20U, 'x'));

  EXPECT_EQ(error_of(response), "status 413");
}

TEST(Client, GivesUpWhenItIsToldToStop) {
  ScriptedServer server({{.steps = {{.answer = ""}}, .end = kHold}});
  std::atomic<bool> stop = false;
  Client client = client_of(server.url(), {.timeout = std::chrono::hours(1), .stop = &stop});
  std::thread signal([&] {
    while (server.requests().empty()) std::this_thread::yield();
    stop = true;
  });

  const auto response = client.get("/");
  signal.join();

  EXPECT_NE(error_of(response).find("interrupted"), std::string::npos) << error_of(response);
  EXPECT_NE(error_of(client.get("/")).find("interrupted"), std::string::npos);
}

TEST(Client, SaysThatAnAnswerDoesNotComeInTime) {
  ScriptedServer server({{.steps = {{.answer = ""}}, .end = kHold}});
  Client client = client_of(server.url(), {.timeout = std::chrono::milliseconds(20)});

  const auto response = client.get("/");

  EXPECT_NE(error_of(response).find("in time"), std::string::npos) << error_of(response);
}

TEST(Client, SaysWhichSchemeToWrite) {
  ScriptedServer tls(
      {{.steps = {{.answer = std::string("\x15\x03\x01\x00\x02\x02\x46", 7)}}},
       {.steps = {{.answer = answer_text("400 Bad Request", "text/html",
                                         "The plain HTTP request was sent to HTTPS port")}}}});
  ScriptedServer plain({{.steps = {{.answer = answer_text("400 Bad Request", "text/x", "")}}}});
  Client to_tls = client_of(tls.url());
  Client to_plain = client_of(plain.url("https"));

  for (const auto& response : {to_tls.get("/"), to_tls.get("/")})
    EXPECT_NE(error_of(response).find("write https://"), std::string::npos) << error_of(response);
  const auto response = to_plain.get("/");
  EXPECT_NE(error_of(response).find("does not speak TLS"), std::string::npos) << error_of(response);
}

TEST(Client, SaysWhereARedirectLeads) {
  ScriptedServer server(
      {{.steps = {{.answer = "HTTP/1.1 301 Moved\r\nLocation: https://a.example/\r\n"
                             "Content-Length: 0\r\n\r\n"}}}});
  Client client = client_of(server.url());

  const auto response = client.get("/");

  EXPECT_NE(error_of(response).find("https://a.example/"), std::string::npos) << error_of(response);
}

TEST(Client, RefusesWhatIsNotHttp) {
  ScriptedServer server({{.steps = {{.answer = "SSH-2.0-OpenSSH_9.2\r\n"}}}});
  Client client = client_of(server.url());

  const auto response = client.get("/");

  EXPECT_NE(error_of(response).find("not HTTP"), std::string::npos) << error_of(response);
}

TEST(StatusText, NamesTheStatusAndARemedy) {
  for (const unsigned status : {401U, 408U, 413U, 429U, 502U, 503U, 504U, 418U}) {
    const std::string text = status_text("http://a.example", status);
    EXPECT_NE(text.find("(status " + std::to_string(status) + "): "), std::string::npos) << text;
    EXPECT_NE(text.find("http://a.example"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace pledgebook::server

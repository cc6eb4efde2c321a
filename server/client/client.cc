// SPDX-License-Identifier: Apache-2.0
#include "server/client/client.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cctype>
#include <optional>
#include <utility>

#include "server/http/download.h"
#include "server/http/response.h"
#include "server/http/router.h"

namespace pledgebook::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr std::string_view kScheme = "http://";
constexpr unsigned kOk = 200;
constexpr std::size_t kProblemBytesMax = 65'536;

}  // namespace

std::expected<ServerAddress, std::string> ServerAddress::parse(std::string_view url) {
  const auto wrong = [&] {
    return std::unexpected("\"" + std::string(url) +
                           "\" is no address of a server: give one such as http://127.0.0.1:8080");
  };
  const auto is_visible = [](char c) { return c > ' ' && c <= '~'; };
  if (!url.starts_with(kScheme) || !std::ranges::all_of(url, is_visible)) return wrong();
  std::string_view rest = url.substr(kScheme.size());
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.empty() || rest.find_first_of("/?#@ ") != std::string_view::npos) return wrong();
  // An IPv6 address stands in brackets, so a colon after the last bracket begins the port.
  const std::size_t bracket = rest.rfind(']');
  const std::size_t colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  ServerAddress address{std::string(rest.substr(0, colon)), "80"};
  if (colon != std::string_view::npos) address.port = rest.substr(colon + 1);
  const bool is_number =
      !address.port.empty() && address.port.find_first_not_of("0123456789") == std::string::npos;
  if (address.host.empty() || !is_number) return wrong();
  return address;
}

std::string ServerAddress::text() const { return std::string(kScheme) + host + ":" + port; }

struct Client::State {
  State(ServerAddress where, ClientOptions how)
      : server(std::move(where)), options(how), stream(io) {}

  // Starts an operation, and waits until it is done or too late.
  template <class Start>
  ErrorCode run(Start start) {
    ErrorCode outcome = asio::error::timed_out;
    io.restart();
    // Before the restart it would have been seen by nobody, after it the run below ends at once.
    if (is_aborted) return asio::error::operation_aborted;
    stream.expires_after(options.timeout);
    start([&outcome](ErrorCode error, const auto&...) { outcome = error; });
    io.run();
    if (is_aborted) return asio::error::operation_aborted;
    return outcome;
  }
  ErrorCode connect();
  void disconnect();
  void complete(http::request<http::string_body>& request) const;
  [[nodiscard]] std::unexpected<std::string> unreachable(ErrorCode error) const;
  [[nodiscard]] std::unexpected<std::string> broken(ErrorCode error) const;
  std::expected<DownloadHead, std::string> begin_download(
      const http::request<http::string_body>& request);
  std::expected<std::size_t, std::string> read_download(std::span<char> room);
  std::expected<std::string, std::string> read_problem();
  ErrorCode exchange(const http::request<http::string_body>& request, std::size_t bytes_max,
                     Reply& reply);
  std::expected<Reply, std::string> ask(http::request<http::string_body> request,
                                        std::size_t bytes_max);

  ServerAddress server;
  ClientOptions options;
  asio::io_context io;
  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  bool is_connected = false;
  std::optional<http::response_parser<http::buffer_body>> download;
  std::atomic<bool> is_aborted = false;
};

ErrorCode Client::State::connect() {
  std::string host = server.host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  tcp::resolver resolver(io);
  ErrorCode error;
  const auto endpoints = resolver.resolve(host, server.port, error);
  if (error) return error;
  buffer.clear();
  error = run([&](auto done) { stream.async_connect(endpoints, std::move(done)); });
  is_connected = !error;
  if (is_connected) stream.socket().set_option(tcp::no_delay(true), error);
  return error;
}

ErrorCode Client::State::exchange(const http::request<http::string_body>& request,
                                  std::size_t bytes_max, Reply& reply) {
  ErrorCode error = run([&](auto done) { http::async_write(stream, request, std::move(done)); });
  if (error) return error;
  http::response_parser<http::string_body> parser;
  parser.body_limit(bytes_max);
  error = run([&](auto done) { http::async_read(stream, buffer, parser, std::move(done)); });
  if (error) return error;
  const auto& message = parser.get();
  reply.status = message.result_int();
  reply.content_type = message[http::field::content_type];
  reply.body = std::move(parser.get().body());
  if (!parser.keep_alive()) disconnect();
  return {};
}

void Client::State::disconnect() {
  is_connected = false;
  stream.close();
  download.reset();
}

void Client::State::complete(http::request<http::string_body>& request) const {
  request.version(11);
  request.set(http::field::host, server.host + ":" + server.port);
  request.set(http::field::user_agent, "pledgebook");
  request.prepare_payload();
}

std::unexpected<std::string> Client::State::unreachable(ErrorCode error) const {
  return std::unexpected("can't reach " + server.text() + " (" + error.message() +
                         "): check the address, and that the server is running");
}

std::unexpected<std::string> Client::State::broken(ErrorCode error) const {
  return std::unexpected("the connection to " + server.text() + " broke (" + error.message() +
                         "): try again");
}

std::expected<Client::Reply, std::string> Client::State::ask(
    http::request<http::string_body> request, std::size_t bytes_max) {
  complete(request);
  if (download) disconnect();  // what is left of it
  // A connection that was idle may have been closed meanwhile; then it is tried once more.
  for (int attempt = 0;; ++attempt) {
    const bool was_connected = is_connected;
    if (!is_connected) {
      if (const ErrorCode error = connect()) return unreachable(error);
    }
    Reply reply;
    const ErrorCode error = exchange(request, bytes_max, reply);
    if (!error) return reply;
    disconnect();
    if (error == http::error::body_limit) {
      return std::unexpected("the answer of " + server.text() + " is larger than " +
                             std::to_string(bytes_max) + " bytes: ask for less at a time");
    }
    if (attempt == 0 && was_connected && !is_aborted) continue;
    return broken(error);
  }
}

std::expected<Client::DownloadHead, std::string> Client::State::begin_download(
    const http::request<http::string_body>& request) {
  disconnect();
  if (const ErrorCode error = connect()) return unreachable(error);
  ErrorCode error = run([&](auto done) { http::async_write(stream, request, std::move(done)); });
  download.emplace();
  download->body_limit(boost::none);
  if (!error) {
    error = run(
        [&](auto done) { http::async_read_header(stream, buffer, *download, std::move(done)); });
  }
  if (error) {
    disconnect();
    return broken(error);
  }
  const auto& message = download->get();
  DownloadHead head;
  head.reply.status = message.result_int();
  head.reply.content_type = message[http::field::content_type];
  head.is_gzip = message[http::field::content_encoding] == "gzip";
  const auto records = message[beast::string_view(kRecordsField.data(), kRecordsField.size())];
  head.records = parse_integer({records.data(), records.size()});
  if (head.reply.status == kOk) return head;
  auto problem = read_problem();
  disconnect();
  if (!problem) return std::unexpected(std::move(problem).error());
  head.reply.body = *std::move(problem);
  return head;
}

std::expected<std::size_t, std::string> Client::State::read_download(std::span<char> room) {
  auto& body = download->get().body();
  std::size_t count = 0;
  // A read may bring no more than the head of a chunk.
  while (count == 0 && !room.empty() && !download->is_done()) {
    body.data = room.data();
    body.size = room.size();
    body.more = true;
    const ErrorCode error =
        run([&](auto done) { http::async_read_some(stream, buffer, *download, std::move(done)); });
    if (error && error != http::error::need_buffer) return broken(error);
    count = room.size() - body.size;
  }
  return count;
}

// Of a problem, what a server of ours would say at most.
std::expected<std::string, std::string> Client::State::read_problem() {
  std::string text;
  std::array<char, 4'096> room{};
  while (text.size() < kProblemBytesMax) {
    auto count = read_download(room);
    if (!count) return std::unexpected(std::move(count).error());
    if (*count == 0) break;
    text.append(room.data(), *count);
  }
  return text;
}

Client::Client(ServerAddress server, ClientOptions options)
    : state_(std::make_unique<State>(std::move(server), options)) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

std::expected<Client::Reply, std::string> Client::get(std::string_view target) {
  http::request<http::string_body> request;
  request.method(http::verb::get);
  request.target(boost::beast::string_view(target.data(), target.size()));
  request.set(http::field::accept, "application/json, */*;q=0.8");
  return state_->ask(std::move(request), state_->options.answer_bytes_max);
}

std::expected<Client::Reply, std::string> Client::fetch(std::string_view target,
                                                        std::size_t bytes_max) {
  http::request<http::string_body> request;
  request.method(http::verb::get);
  request.target(boost::beast::string_view(target.data(), target.size()));
  request.set(http::field::accept, "*/*");
  return state_->ask(std::move(request), bytes_max);
}

std::expected<Client::DownloadHead, std::string> Client::begin_download(std::string_view target) {
  http::request<http::string_body> request;
  request.method(http::verb::get);
  request.target(beast::string_view(target.data(), target.size()));
  request.set(http::field::accept, "*/*");
  request.set(http::field::accept_encoding, "gzip");
  state_->complete(request);
  return state_->begin_download(request);
}

std::expected<std::size_t, std::string> Client::read_download(std::span<char> room) {
  return state_->read_download(room);
}

std::expected<Client::Reply, std::string> Client::post(std::string_view target,
                                                       std::string_view content_type,
                                                       std::string_view body) {
  http::request<http::string_body> request;
  request.method(http::verb::post);
  request.target(beast::string_view(target.data(), target.size()));
  request.set(http::field::content_type,
              beast::string_view(content_type.data(), content_type.size()));
  request.body() = body;
  return state_->ask(std::move(request), state_->options.answer_bytes_max);
}

std::expected<Client::Reply, std::string> Client::post_statement(std::string_view envelope) {
  return post("/api/v1/statements", kDsse, envelope);
}

void Client::abort() noexcept {
  state_->is_aborted = true;
  state_->io.stop();
}

std::string escape(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~";  // RFC 3986, section 2.3
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || kPlain.find(c) != std::string_view::npos) {
      escaped.push_back(c);
    } else {
      escaped.push_back('%');
      escaped.push_back(kHex[byte >> 4U]);
      escaped.push_back(kHex[byte & 0xFU]);
    }
  }
  return escaped;
}

}  // namespace pledgebook::server

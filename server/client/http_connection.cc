// SPDX-License-Identifier: Apache-2.0
#include "server/client/http_connection.h"

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <charconv>
#include <utility>

#include "server/client/status_text.h"

namespace pledgebook::server {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
namespace http = boost::beast::http;
using boost::beast::string_view;
using ErrorCode = boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;
using tcp = asio::ip::tcp;
using TlsStream = ssl::stream<tcp::socket&>;

constexpr std::chrono::milliseconds kLookEvery{100};  // whether to stop
constexpr std::size_t kReadBytes = std::size_t{64} * 1'024;
constexpr std::size_t kWriteBytes = std::size_t{64} * 1'024;  // at a time, so that progress is seen
constexpr std::uint32_t kHeadBytesMax = 65'536;
constexpr unsigned kFinalStatusMin = 200;
// The first byte of a TLS record that is an alert (RFC 8446, section 5.1).
constexpr unsigned char kTlsAlert = 0x15;
constexpr string_view kRecordsField = "Pledgebook-Records";

std::string text_of(string_view view) { return {view.data(), view.size()}; }

std::optional<std::uint64_t> number_of(string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

std::string head_text(const ServerAddress& server, const HttpRequest& request) {
  const bool is_post = request.method == HttpRequest::Method::post;
  std::string text = is_post ? "POST " : "GET ";
  const std::string target = server.path + request.target;
  text += (target.empty() ? "/" : target) + " HTTP/1.1\r\nHost: " + server.authority();
  text += "\r\nUser-Agent: pledgebook\r\nAccept: " + request.accept + "\r\n";
  if (request.accepts == HttpRequest::Packing::gzip) text += "Accept-Encoding: gzip\r\n";
  if (is_post) {
    text += "Content-Type: " + request.content_type +
            "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
  }
  return text + "\r\n";
}

}  // namespace

class HttpConnection::Impl {
 public:
  Impl(ServerAddress server, ClientOptions options)
      : server_(std::move(server)), options_(std::move(options)) {
    if (!options_.trust) options_.trust = std::make_shared<TlsTrust>();  // shared with nobody
  }
  ~Impl() { close(); }

  std::expected<HttpHead, std::string> ask(HttpRequest request);
  std::expected<std::size_t, std::string> read(std::span<char> room);
  void close();
  void abort() noexcept { is_aborted_ = true; }
  [[nodiscard]] const ServerAddress& server() const noexcept { return server_; }

 private:
  std::expected<void, std::string> connect();
  std::expected<void, std::string> start_tls();
  void send();
  ErrorCode read_head();
  ErrorCode fill();
  ErrorCode end_of_body(ErrorCode error);
  void finish(const ErrorCode& error);
  ErrorCode wait();
  [[nodiscard]] bool is_told_to_stop();
  [[nodiscard]] HttpHead head() const;
  [[nodiscard]] std::unexpected<std::string> unreachable(const ErrorCode& error);
  [[nodiscard]] std::unexpected<std::string> broken(const ErrorCode& error);

  ServerAddress server_;
  ClientOptions options_;
  std::atomic<bool> is_aborted_ = false;
  std::optional<SteadyClock::time_point> told_at_;  // when the stop was first seen

  asio::io_context io_{1};
  tcp::resolver resolver_{io_};
  tcp::socket socket_{io_};
  std::optional<TlsStream> tls_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::response_parser<http::buffer_body>> parser_;
  std::string sending_head_;
  std::string sending_body_;
  bool is_sending_ = false;
  bool is_done_ = false;             // the awaited operation has finished
  ErrorCode outcome_;                // of the awaited operation
  bool has_answer_byte_ = false;     // of the request under way
  bool is_tls_to_plain_ = false;     // the peer speaks TLS, and we don't
  SteadyClock::time_point headway_;  // when a byte last moved
};

bool HttpConnection::Impl::is_told_to_stop() {
  if (is_aborted_) return true;
  if (options_.stop == nullptr || !*options_.stop) return false;
  if (!told_at_) told_at_ = SteadyClock::now();
  return SteadyClock::now() - *told_at_ >= kStopGrace;
}

// Called by the operation that wait() waits for.
void HttpConnection::Impl::finish(const ErrorCode& error) {
  outcome_ = error;
  is_done_ = true;
}

// Waits until the operation that was just started has finished; sending goes on meanwhile. If it
// takes too long, or the program is told to stop, the connection is closed, which ends the
// operation.
ErrorCode HttpConnection::Impl::wait() {
  headway_ = SteadyClock::now();
  ErrorCode reason;
  while (!is_done_) {
    if (!reason && is_told_to_stop()) reason = asio::error::operation_aborted;
    if (!reason && SteadyClock::now() - headway_ >= options_.timeout)
      reason = asio::error::timed_out;
    if (reason) {
      ErrorCode ignored;
      resolver_.cancel();
      socket_.close(ignored);
    }
    io_.restart();
    io_.run_one_for(kLookEvery);
  }
  is_done_ = false;
  return reason ? reason : outcome_;
}

void HttpConnection::Impl::close() {
  ErrorCode ignored;
  socket_.close(ignored);
  while (is_sending_) {
    io_.restart();
    io_.run_one();
  }
  tls_.reset();
  parser_.reset();
  buffer_.clear();
}

std::expected<void, std::string> HttpConnection::Impl::connect() {
  close();
  tcp::resolver::results_type endpoints;
  resolver_.async_resolve(server_.bare_host(), server_.port,
                          [&](const ErrorCode& error, tcp::resolver::results_type found) {
                            endpoints = std::move(found);
                            finish(error);
                          });
  if (const ErrorCode error = wait()) return unreachable(error);
  asio::async_connect(socket_, endpoints,
                      [this](const ErrorCode& error, const tcp::endpoint&) { finish(error); });
  if (const ErrorCode error = wait()) return unreachable(error);
  ErrorCode ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  if (server_.scheme == ServerAddress::Scheme::https) return start_tls();
  return {};
}

std::expected<void, std::string> HttpConnection::Impl::start_tls() {
  const auto context = options_.trust->context();
  if (!context) {
    close();
    return std::unexpected(context.error());
  }
  tls_.emplace(socket_, **context);
  if (!expect_host(tls_->native_handle(), server_.bare_host())) {
    close();
    return unreachable(asio::error::no_memory);
  }
  tls_->async_handshake(ssl::stream_base::client, [this](const ErrorCode& done) { finish(done); });
  const ErrorCode error = wait();
  if (!error) return {};
  std::string why =
      error == asio::error::timed_out || error == asio::error::operation_aborted
          ? unreachable(error).error()
          : handshake_sentence(tls_->native_handle(), server_.origin(), server_.bare_host(), error);
  close();
  return std::unexpected(std::move(why));
}

// Goes on while the answer is read: a server may answer before it has read the whole request.
void HttpConnection::Impl::send() {
  is_sending_ = true;
  const std::array<asio::const_buffer, 2> bytes{asio::buffer(sending_head_),
                                                asio::buffer(sending_body_)};
  const auto headway = [this](const ErrorCode& error, std::size_t) -> std::size_t {
    headway_ = SteadyClock::now();
    return error ? 0 : kWriteBytes;
  };
  // Reading the answer shows whether it failed.
  const auto done = [this](const ErrorCode&, std::size_t) { is_sending_ = false; };
  if (tls_) {
    asio::async_write(*tls_, bytes, headway, done);
  } else {
    asio::async_write(socket_, bytes, headway, done);
  }
}

// Reads some bytes into the buffer.
ErrorCode HttpConnection::Impl::fill() {
  std::size_t count = 0;
  const auto received = [this, &count](const ErrorCode& error, std::size_t n) {
    count = n;
    finish(error);
  };
  if (tls_) {
    tls_->async_read_some(buffer_.prepare(kReadBytes), received);
  } else {
    socket_.async_read_some(buffer_.prepare(kReadBytes), received);
  }
  const ErrorCode error = wait();
  buffer_.commit(count);
  if (count > 0) {
    const auto* first = static_cast<const unsigned char*>(buffer_.data().data());
    if (!has_answer_byte_ && !tls_) is_tls_to_plain_ = *first == kTlsAlert;
    has_answer_byte_ = true;
  }
  return error;
}

// Whether the end of the connection ends the body, because nothing else does, or truncates it.
ErrorCode HttpConnection::Impl::end_of_body(ErrorCode error) {
  // Over TLS, only close_notify proves that the peer itself ended the connection (RFC 8446, section
  // 6.1).
  if (error != asio::error::eof || !parser_->got_some()) return error;
  ErrorCode incomplete;
  parser_->put_eof(incomplete);
  return incomplete;
}

ErrorCode HttpConnection::Impl::read_head() {
  do {
    parser_.emplace();
    parser_->header_limit(kHeadBytesMax);
    parser_->body_limit(boost::none);
    while (!parser_->is_header_done()) {
      ErrorCode error = http::error::need_more;
      if (buffer_.size() > 0) buffer_.consume(parser_->put(buffer_.data(), error));
      if (error == http::error::need_more) error = fill();
      if (error) return end_of_body(error);
    }
    // 100 and 103 come before the answer.
  } while (parser_->get().result_int() < kFinalStatusMin);
  return {};
}

HttpHead HttpConnection::Impl::head() const {
  const auto& message = parser_->get();
  return {.status = message.result_int(),
          .content_type = text_of(message[http::field::content_type]),
          .location = text_of(message[http::field::location]),
          .is_gzip = message[http::field::content_encoding] == "gzip",
          .records = number_of(message[kRecordsField])};
}

std::expected<HttpHead, std::string> HttpConnection::Impl::ask(HttpRequest request) {
  const bool is_free = parser_ && parser_->is_done() && parser_->keep_alive() && !is_sending_;
  if (!is_free) close();
  sending_head_ = head_text(server_, request);
  sending_body_ = std::move(request.body);
  // See the retry rule.
  for (bool is_kept = is_free;; is_kept = false) {
    if (!is_kept) {
      if (auto connected = connect(); !connected)
        return std::unexpected(std::move(connected).error());
    }
    has_answer_byte_ = false;
    send();
    const ErrorCode error = read_head();
    if (!error) return head();
    const bool may_repeat = is_kept && !has_answer_byte_ && !is_told_to_stop();
    if (!may_repeat || error == asio::error::timed_out) return broken(error);
  }
}

std::expected<std::size_t, std::string> HttpConnection::Impl::read(std::span<char> room) {
  auto& body = parser_->get().body();
  while (!room.empty() && !parser_->is_done()) {
    body.data = room.data();
    body.size = room.size();
    body.more = true;
    ErrorCode error = http::error::need_more;
    std::size_t used = 0;
    if (buffer_.size() > 0) {
      used = parser_->put(buffer_.data(), error);
      buffer_.consume(used);
    }
    const std::size_t count = room.size() - body.size;
    if (error == http::error::need_buffer) error = {};
    if (count > 0 && (!error || error == http::error::need_more)) return count;
    if (error == http::error::need_more || (!error && used == 0 && !parser_->is_done())) {
      error = fill();
      if (error) error = end_of_body(error);
    }
    if (error) return broken(error);
  }
  return 0;
}

std::unexpected<std::string> HttpConnection::Impl::unreachable(const ErrorCode& error) {
  close();
  if (error == asio::error::operation_aborted && is_told_to_stop())
    return std::unexpected("interrupted: " + server_.text() + " was not reached");
  return std::unexpected("can't reach " + server_.text() + " (" + error.message() +
                         "): check the address, and that the server is running");
}

std::unexpected<std::string> HttpConnection::Impl::broken(const ErrorCode& error) {
  const bool is_http = error.category() == make_error_code(http::error::bad_version).category() &&
                       error != http::error::partial_message && error != http::error::end_of_stream;
  close();
  if (is_told_to_stop())
    return std::unexpected("interrupted: " + server_.text() + " has not answered yet");
  if (is_tls_to_plain_) {
    return std::unexpected(tls_text(server_.text()));
  }
  if (is_http) {
    return std::unexpected("the answer of " + server_.text() + " is not HTTP (" + error.message() +
                           "): check the address");
  }
  if (error == asio::error::timed_out) {
    return std::unexpected(server_.text() + " does not answer in time: try again later");
  }
  return std::unexpected("the connection to " + server_.text() + " broke (" + error.message() +
                         "): try again");
}

HttpConnection::HttpConnection(ServerAddress server, ClientOptions options)
    : impl_(std::make_unique<Impl>(std::move(server), std::move(options))) {}
HttpConnection::~HttpConnection() = default;
std::expected<HttpHead, std::string> HttpConnection::ask(HttpRequest request) {
  return impl_->ask(std::move(request));
}
std::expected<std::size_t, std::string> HttpConnection::read(std::span<char> room) {
  return impl_->read(room);
}
void HttpConnection::close() { impl_->close(); }
const ServerAddress& HttpConnection::server() const noexcept { return impl_->server(); }
void HttpConnection::abort() noexcept { impl_->abort(); }

}  // namespace pledgebook::server

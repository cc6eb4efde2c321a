// SPDX-License-Identifier: Apache-2.0
#include "server/client/submission_stream.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "server/client/answer_parser.h"
#include "server/http/response_head.h"

namespace pledgebook::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace json = boost::json;
using ErrorCode = boost::system::error_code;
using tcp = asio::ip::tcp;

// Bytes that wait to be sent; beyond, push blocks.
constexpr std::size_t kWaitingBytesMax = std::size_t{1'024} * 1'024;
constexpr std::size_t kLineBytesMax = std::size_t{64} * 1'024;

}  // namespace

class SubmissionStream::Impl {
 public:
  Impl(ServerAddress server, ClientOptions options, OnAnswer on_answer, OnEnd on_end)
      : server_(std::move(server)),
        options_(options),
        on_answer_(std::move(on_answer)),
        on_end_(std::move(on_end)),
        stream_(io_) {}
  ~Impl();

  std::expected<void, std::string> start();
  bool push(const std::string& envelope);
  std::expected<void, std::string> finish();

 private:
  asio::awaitable<void> write_all();
  asio::awaitable<void> read_all();
  // True while there is more to come.
  bool take_lines(std::string& text);
  bool take_line(std::string_view line);
  void break_off(std::string why);
  void wake_writer();

  const ServerAddress server_;
  const ClientOptions options_;
  const OnAnswer on_answer_;
  const OnEnd on_end_;

  // The stream's thread only:
  asio::io_context io_{1};
  beast::tcp_stream stream_;
  // The writer waits on it, without end, for something to send.
  asio::steady_timer writer_wake_{io_, asio::steady_timer::time_point::max()};

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;  // lines that wait to be sent
  std::uint64_t pushed_ = 0;
  std::uint64_t answered_ = 0;
  bool is_finished_ = false;  // no more pushes
  std::string broken_;        // why, or ""
  bool writer_is_due_ = false;
  std::thread thread_;
};

SubmissionStream::Impl::~Impl() {
  if (!thread_.joinable()) return;
  asio::post(io_, [this] { break_off("the stream was given up"); });
  thread_.join();
}

std::expected<void, std::string> SubmissionStream::Impl::start() {
  std::string host = server_.host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  tcp::resolver resolver(io_);
  ErrorCode error;
  const auto endpoints = resolver.resolve(host, server_.port, error);
  if (!error) {
    error = asio::error::timed_out;
    stream_.expires_after(options_.timeout);
    stream_.async_connect(endpoints, [&error](ErrorCode outcome, const auto&) { error = outcome; });
    io_.run();
  }
  if (error) {
    return std::unexpected("can't reach " + server_.text() + " (" + error.message() +
                           "): check the address, and that the server is running");
  }
  stream_.expires_never();
  stream_.socket().set_option(tcp::no_delay(true), error);
  io_.restart();
  asio::co_spawn(io_, write_all(), asio::detached);
  asio::co_spawn(io_, read_all(), asio::detached);
  thread_ = std::thread([this] {
    io_.run();
    if (on_end_) on_end_(broken_);
  });
  return {};
}

bool SubmissionStream::Impl::push(const std::string& envelope) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] {
    return waiting_.size() < kWaitingBytesMax || is_finished_ || !broken_.empty();
  });
  if (is_finished_ || !broken_.empty()) return false;
  waiting_ += envelope;
  waiting_.push_back('\n');
  ++pushed_;
  wake_writer();
  return true;
}

std::expected<void, std::string> SubmissionStream::Impl::finish() {
  {
    const std::lock_guard lock(mutex_);
    is_finished_ = true;
    wake_writer();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (!broken_.empty()) return std::unexpected(broken_);
  if (answered_ != pushed_) {
    return std::unexpected("the server answered " + std::to_string(answered_) + " of " +
                           std::to_string(pushed_) + " statements: send the others again");
  }
  return {};
}

// Under mutex_.
void SubmissionStream::Impl::wake_writer() {
  if (std::exchange(writer_is_due_, true)) return;
  asio::post(io_, [this] { writer_wake_.cancel(); });
}

asio::awaitable<void> SubmissionStream::Impl::write_all() {
  const std::string head = "POST /api/v1/statements HTTP/1.1\r\nHost: " + server_.host + ":" +
                           server_.port +
                           "\r\nUser-Agent: pledgebook\r\nContent-Type: application/x-ndjson\r\n"
                           "Transfer-Encoding: chunked\r\n\r\n";
  std::string out = head;
  bool more = true;
  ErrorCode error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (more && !error) {
    if (!out.empty()) co_await asio::async_write(stream_.socket(), asio::buffer(out), token);
    out.clear();
    std::unique_lock lock(mutex_);
    writer_is_due_ = false;
    if (!waiting_.empty()) {
      out = chunk_head(waiting_.size());
      out += waiting_;
      out += "\r\n";
      waiting_.clear();
    } else if (is_finished_) {
      out = kLastChunk;
      more = false;
    } else if (broken_.empty()) {
      lock.unlock();
      // Ends when wake_writer's post runs; that it was cancelled is no error of the stream.
      ErrorCode woken;
      auto wake_token = asio::redirect_error(asio::use_awaitable, woken);
      co_await writer_wake_.async_wait(wake_token);
      continue;
    } else {
      co_return;
    }
    lock.unlock();
    changed_.notify_all();
  }
  if (!error) co_await asio::async_write(stream_.socket(), asio::buffer(out), token);
  // What is wrong is read from the server's last words, if there are any.
}

asio::awaitable<void> SubmissionStream::Impl::read_all() {
  beast::flat_buffer buffer;
  http::response_parser<http::buffer_body> parser;
  parser.body_limit(boost::none);
  ErrorCode error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  co_await http::async_read_header(stream_.socket(), buffer, parser, token);
  std::string text;
  std::array<char, 16'384> piece{};
  bool more = true;
  while (!error && more && !parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    co_await http::async_read_some(stream_.socket(), buffer, parser, token);
    if (error == http::error::need_buffer) error = {};
    text.append(piece.data(), piece.size() - parser.get().body().size);
    if (parser.get().result_int() == 200) more = take_lines(text);
  }
  if (error) {
    break_off("the connection to " + server_.text() + " broke (" + error.message() +
              "): send what has no answer again");
  } else if (parser.get().result_int() != 200) {
    const auto answer = parse_answer(parser.get().result_int(), text);
    const auto* unavailable = answer ? std::get_if<ledger::Unavailable>(&*answer) : nullptr;
    break_off(unavailable != nullptr ? unavailable->reason
                                     : "the server does not take streams of statements (status " +
                                           std::to_string(parser.get().result_int()) + ")");
  }
  break_off({});
}

bool SubmissionStream::Impl::take_lines(std::string& text) {
  std::size_t begin = 0;
  bool more = true;
  for (std::size_t end = text.find('\n'); more && end != std::string::npos;
       end = text.find('\n', begin)) {
    more = take_line(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
  }
  text.erase(0, begin);
  if (text.size() > kLineBytesMax) {
    break_off("the server's answer is not one of a pledgebook server: check the address");
    return false;
  }
  return more;
}

bool SubmissionStream::Impl::take_line(std::string_view line) {
  ErrorCode error;
  const json::value value = json::parse(line, error);
  const json::object* object = error ? nullptr : value.if_object();
  const json::value* status = object != nullptr ? object->if_contains("status") : nullptr;
  if (status == nullptr || !status->is_int64()) {
    break_off("the server's answer is not one of a pledgebook server: check the address");
    return false;
  }
  const json::value* problem = object->if_contains("problem");
  const json::object& body =
      problem != nullptr && problem->is_object() ? problem->get_object() : *object;
  if (const json::value* code = body.if_contains("code");
      code != nullptr && (*code == "stopping" || *code == "body_truncated")) {
    break_off("the server has stopped: send what has no answer again once it is back");
    return false;
  }
  auto answer = parse_answer(static_cast<unsigned>(status->get_int64()), body);
  if (!answer) {
    break_off(answer.error());
    return false;
  }
  on_answer_(*std::move(answer));
  const std::lock_guard lock(mutex_);
  ++answered_;
  return true;
}

// The stream's thread: nothing more is sent or read. "" is the proper end.
void SubmissionStream::Impl::break_off(std::string why) {
  {
    const std::lock_guard lock(mutex_);
    is_finished_ = true;
    if (broken_.empty()) broken_ = std::move(why);
  }
  changed_.notify_all();
  stream_.close();
  writer_wake_.cancel();
}

std::expected<std::unique_ptr<SubmissionStream>, std::string> SubmissionStream::open(
    const ServerAddress& server, ClientOptions options, OnAnswer on_answer, OnEnd on_end) {
  auto impl = std::make_unique<Impl>(server, options, std::move(on_answer), std::move(on_end));
  if (auto started = impl->start(); !started) return std::unexpected(std::move(started).error());
  return std::unique_ptr<SubmissionStream>(new SubmissionStream(std::move(impl)));
}

SubmissionStream::SubmissionStream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SubmissionStream::~SubmissionStream() = default;
bool SubmissionStream::push(const std::string& envelope) { return impl_->push(envelope); }
std::expected<void, std::string> SubmissionStream::finish() { return impl_->finish(); }

}  // namespace pledgebook::server

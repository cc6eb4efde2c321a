// SPDX-License-Identifier: Apache-2.0
#include "server/client/statement_sender.h"

#include <array>
#include <boost/json/parse.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "server/client/answer_parser.h"
#include "server/client/status_text.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;

constexpr std::string_view kTarget = "/api/v1/statements";
constexpr std::string_view kOneType = "application/vnd.dsse+json";
constexpr std::string_view kManyType = "application/x-ndjson";
constexpr unsigned kOk = 200;

// Limits of one request: less than nginx's default limit of 1 MiB, and few statements, so that a
// proxy which buffers the answers delays them only a moment.
constexpr std::size_t kRequestLinesMax = 1'024;
constexpr std::size_t kRequestBytesMax = std::size_t{768} * 1'024;
// Statements that wait to be sent; with more, submit blocks.
constexpr std::size_t kWaitingBytesMax = std::size_t{2} * 1'024 * 1'024;
constexpr std::size_t kAnswerLineBytesMax = std::size_t{64} * 1'024;

struct Waiting {
  std::string envelope;
  StatementSender::Done done;
};

}  // namespace

class StatementSender::Impl {
 public:
  Impl(ServerAddress server, ClientOptions options)
      : server_(server.text()),
        connection_(std::move(server), std::move(options)),
        thread_([this] { run(); }) {}
  ~Impl();

  void submit(std::string envelope, Done done);
  void abort() noexcept { connection_.abort(); }

 private:
  void run();
  std::vector<Waiting> take();
  void send(std::vector<Waiting> batch);
  // Both answer statements at the front of `due`. They leave those without an answer, and return
  // the reason.
  std::string read_one(const HttpHead& head, std::deque<Done>& due);
  std::string read_many(std::deque<Done>& due);
  std::string take_line(std::string_view line, std::deque<Done>& due);
  std::expected<std::string, std::string> read_text();

  const std::string server_;
  HttpConnection connection_;  // its thread only, but for abort

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_:
  std::deque<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool is_ending_ = false;

  std::thread thread_;  // last: it uses all of the above
};

StatementSender::Impl::~Impl() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void StatementSender::Impl::submit(std::string envelope, Done done) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_bytes_ < kWaitingBytesMax; });
    waiting_bytes_ += envelope.size();
    waiting_.push_back({std::move(envelope), std::move(done)});
  }
  changed_.notify_all();
}

void StatementSender::Impl::run() {
  for (auto batch = take(); !batch.empty(); batch = take()) send(std::move(batch));
}

// The statements of the next request; nothing at the end.
std::vector<Waiting> StatementSender::Impl::take() {
  std::vector<Waiting> batch;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
    std::size_t bytes = 0;
    while (!waiting_.empty() && batch.size() < kRequestLinesMax) {
      bytes += waiting_.front().envelope.size() + 1;
      if (!batch.empty() && bytes > kRequestBytesMax) break;
      waiting_bytes_ -= waiting_.front().envelope.size();
      batch.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
  }
  changed_.notify_all();
  return batch;
}

void StatementSender::Impl::send(std::vector<Waiting> batch) {
  const bool is_one = batch.size() == 1;
  HttpRequest request{.method = HttpRequest::Method::post,
                      .target = std::string(kTarget),
                      .content_type = std::string(is_one ? kOneType : kManyType)};
  std::deque<Done> due;
  for (Waiting& each : batch) {
    request.body += each.envelope;
    if (!is_one) request.body.push_back('\n');
    due.push_back(std::move(each.done));
  }
  const auto head = connection_.ask(std::move(request));
  std::string why;
  if (!head) {
    why = head.error();
  } else {
    why = is_one || head->status != kOk ? read_one(*head, due) : read_many(due);
  }
  if (due.empty()) return;
  connection_.close();
  for (const Done& done : due) done(ledger::Unavailable{why});
}

std::expected<std::string, std::string> StatementSender::Impl::read_text() {
  std::string text;
  std::array<char, 4'096> room{};
  while (text.size() <= kAnswerLineBytesMax) {
    const auto count = connection_.read(room);
    if (!count) return std::unexpected(count.error());
    if (*count == 0) return text;
    text.append(room.data(), *count);
  }
  return std::unexpected(status_text(server_, kOk));
}

// An answer to one statement, or to the request as a whole.
std::string StatementSender::Impl::read_one(const HttpHead& head, std::deque<Done>& due) {
  if (is_redirect(head.status)) return redirect_text(server_, head);
  const auto text = read_text();
  if (!text) return text.error();
  if (asks_for_tls(head, *text)) return tls_text(server_);
  auto answer = parse_answer(head.status, *text);
  if (!answer) return status_text(server_, head.status);
  if (due.size() == 1) {
    due.front()(*std::move(answer));
    due.pop_front();
    return {};
  }
  const auto* unavailable = std::get_if<ledger::Unavailable>(&*answer);
  return unavailable != nullptr ? unavailable->reason : status_text(server_, head.status);
}

std::string StatementSender::Impl::read_many(std::deque<Done>& due) {
  std::string text;
  std::array<char, 16'384> room{};
  while (true) {
    const auto count = connection_.read(room);
    if (!count) return count.error() + "; statements without an answer may be sent again";
    if (*count == 0 && due.empty()) return {};
    if (*count == 0) return "the server did not answer all statements: send the others again";
    text.append(room.data(), *count);
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         end = text.find('\n', begin)) {
      std::string why = take_line(std::string_view(text).substr(begin, end - begin), due);
      if (!why.empty()) return why;
      begin = end + 1;
    }
    text.erase(0, begin);
    if (text.size() > kAnswerLineBytesMax) return status_text(server_, kOk);
  }
}

// One line of an answer to many: {"line":1,"status":201,…}.
std::string StatementSender::Impl::take_line(std::string_view line, std::deque<Done>& due) {
  boost::system::error_code error;
  const json::value value = json::parse(line, error);
  const json::object* object = error ? nullptr : value.if_object();
  const json::value* status = object != nullptr ? object->if_contains("status") : nullptr;
  if (status == nullptr || !status->is_int64() || due.empty()) return status_text(server_, kOk);
  const json::value* problem = object->if_contains("problem");
  const json::object& body =
      problem != nullptr && problem->is_object() ? problem->get_object() : *object;
  if (const json::value* code = body.if_contains("code");
      code != nullptr && (*code == "stopping" || *code == "body_truncated")) {
    return "the server is stopping: send the statements without an answer again once it is back";
  }
  auto answer = parse_answer(static_cast<unsigned>(status->get_int64()), body);
  if (!answer) return answer.error();
  due.front()(*std::move(answer));
  due.pop_front();
  return {};
}

StatementSender::StatementSender(ServerAddress server, ClientOptions options)
    : impl_(std::make_unique<Impl>(std::move(server), std::move(options))) {}
StatementSender::~StatementSender() = default;
void StatementSender::submit(std::string envelope, Done done) {
  impl_->submit(std::move(envelope), std::move(done));
}
void StatementSender::abort() noexcept { impl_->abort(); }

}  // namespace pledgebook::server

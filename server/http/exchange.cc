// SPDX-License-Identifier: Apache-2.0
#include "server/http/exchange.h"

#include <fmt/format.h>

#include <utility>

namespace pledgebook::server {
namespace {

std::string_view text_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      break;
  }
  return "other";
}

}  // namespace

Exchange::Exchange(HttpContext& context, Connection& connection, RequestParser& parser)
    : context_(context),
      connection_(connection),
      parser_(parser),
      match_{.route = nullptr, .number = context.router.routes().size(), .captures = {}},
      begun_(context.clock.monotonic()),
      drain_max_(context.limits.drain_max) {
  request_.is_tls = context.tls != nullptr;
}

Awaitable<bool> Exchange::read_body() {
  connection_.read_within(context_.limits.body_max);
  std::optional<Problem> problem;
  Piece piece = Piece::more;
  while (piece == Piece::more && !problem) {
    piece = co_await read_piece(request_.body);
    problem = judge_body();
  }
  if (piece == Piece::malformed) {
    problem = Problem{
        .status = 400, .code = "not_http", .detail = "the body's framing is not well-formed HTTP"};
  }
  if (piece == Piece::broken && connection_.is_overdue()) {
    problem = Problem{
        .status = 408, .code = "request_timeout", .detail = "the body did not arrive in time"};
  }
  if (problem) {
    is_unread_ = true;
    co_await answer(*problem);
  }
  connection_.no_read_deadline();
  begin_clock();
  co_return piece == Piece::end && !problem;
}

Awaitable<Exchange::Piece> Exchange::read_piece(std::string& piece) {
  while (!parser_.is_done()) {
    std::size_t used = 0;
    if (!connection_.buffered().empty()) {
      const auto parsed = parser_.parse(connection_.buffered());
      if (!parsed) co_return Piece::malformed;
      used = *parsed;
      connection_.consume(used);
    }
    std::string& body = parser_.body();
    if (!body.empty()) {
      if (piece.empty()) {
        piece.swap(body);
      } else {
        piece += body;
      }
      body.clear();
      co_return Piece::more;
    }
    if (used > 0) continue;
    const bool got = co_await connection_.read();
    if (!got) co_return Piece::broken;
  }
  co_return Piece::end;
}

Exchange::~Exchange() {
  if (is_large_) --context_.large_bodies;
}

std::optional<Problem> Exchange::judge_body() {
  const std::size_t bytes = request_.body.size();
  if (bytes > route().body_limit(context_.limits)) return body_too_large();
  if (is_large_ || bytes <= context_.limits.body_bytes_max) return std::nullopt;
  if (context_.large_bodies >= context_.limits.large_bodies_max) {
    return Problem{.status = 503,
                   .code = "too_many_large_bodies",
                   .detail = "too many large bodies are being read; try again in a minute",
                   .retry_after_s = 60};
  }
  is_large_ = true;
  ++context_.large_bodies;
  return std::nullopt;
}

Problem Exchange::body_too_large() const {
  return {.status = 413,
          .code = fmt::format("{}_too_large", route().body_name),
          .detail = fmt::format("the {} is larger than its limit", route().body_name),
          .accepted = fmt::format("at most {} bytes", route().body_limit(context_.limits))};
}

Awaitable<Exchange::Work> Exchange::work(Lane lane, Watch watch,
                                         std::move_only_function<void()> job) {
  auto whole = [job = std::move(job)](const Done& done) mutable {
    job();
    done();
  };
  const Work end = co_await work_until_done(lane, watch, std::move(whole));
  co_return end;
}

Awaitable<Exchange::Work> Exchange::work_until_done(Lane lane, Watch watch,
                                                    std::move_only_function<void(Done)> job) {
  const Work end = co_await do_work(lane, watch, std::move(job));
  if (end == Work::full) {
    const Problem problem = overloaded();
    co_await answer(problem);
  }
  if (end == Work::stopping) {
    const Problem problem = stopping();
    co_await answer(problem);
  }
  co_return end;
}

Awaitable<bool> Exchange::work_on_answer(Lane lane, std::move_only_function<void()> job) {
  auto whole = [job = std::move(job)](const Done& done) mutable {
    job();
    done();
  };
  const Work end = co_await do_work(lane, Watch::reset, std::move(whole));
  co_return end == Work::done;
}

Awaitable<Exchange::Work> Exchange::do_work(Lane lane, Watch watch,
                                            std::move_only_function<void(Done)> job) {
  auto wake = [this](Work end) {
    context_.tasks.post([this, end] {
      work_end_ = end;
      worked_.raise();
    });
  };
  auto run = [wake, job = std::move(job)]() mutable { job([wake] { wake(Work::done); }); };
  auto drop = [wake] { wake(Work::stopping); };
  const auto ticket = context_.lanes[lane].post({std::move(run), std::move(drop)});
  work_end_ = is_stopping() ? Work::stopping : Work::full;
  if (ticket) {
    lane_ = lane;
    ticket_ = *ticket;
    watch_ = watch;
    has_ticket_ = true;
    co_await worked_.wait();
    has_ticket_ = false;
  }
  co_return work_end_;
}

void Exchange::take_back(Work end) {
  if (!context_.lanes[lane_].withdraw(ticket_)) return;
  work_end_ = end;
  worked_.raise();
}

Awaitable<void> Exchange::wait(Watch watch, Moment until) {
  watch_ = watch;
  wait_until_ = until;
  is_waiting_ = true;
  co_await wake_.wait();
  is_waiting_ = false;
}

void Exchange::sweep(Moment now) {
  if (piece_due_ <= now) {
    piece_due_ = Moment::max();
    ++context_.metrics.counters().connections_overdue;
    report({.event = "connection_cut",
            .text = "a client received an answer too slowly",
            .code = "slow_reader"});
    cut();
    return;
  }
  if (!is_waited_for()) return;
  const Connection::PeerState state = connection_.peer_state();
  has_peer_left_ = state == Connection::PeerState::gone ||
                   (state == Connection::PeerState::closed_its_side && watch_ == Watch::closing);
  if (has_ticket_ && has_peer_left_) {
    ++context_.metrics.counters().requests_abandoned;
    take_back(Work::left);
  } else if (is_waiting_ && (has_peer_left_ || wait_until_ <= now)) {
    wake_.raise();
  }
}

void Exchange::stop() {
  if (is_waiting_) wake_.raise();
}

void Exchange::cut() {
  connection_.close();
  has_peer_left_ = true;
  if (has_ticket_) {
    take_back(Work::left);
  } else if (is_waiting_) {
    wake_.raise();
  }
}

HeadOptions Exchange::head_options(Framing framing, bool keep_alive) const {
  return {.framing = framing,
          .keep_alive = keep_alive,
          .is_http_1_0 = parser_.head().is_http_1_0 && framing == Framing::length,
          .is_tls = context_.tls != nullptr,
          .may_be_kept = request_.raw_target.starts_with(context_.kept_below)};
}

Awaitable<void> Exchange::answer(const Problem& problem) {
  auto response = std::make_shared<const Response>(to_response(problem));
  co_await answer(std::move(response));
}

std::shared_ptr<const Response> Exchange::reported(std::shared_ptr<const Response> response) {
  const Problem* problem = response->problem.get();
  const bool is_ours = response->status == kServerFault;
  const std::string reference =
      report({.severity = is_ours ? ledger::Severity::error : ledger::Severity::warning,
              .event = is_ours ? "request_failed" : "request_refused",
              .text = problem == nullptr ? "there was no answer to a request" : problem->detail,
              .code = problem == nullptr ? "" : problem->code,
              .cause = problem == nullptr ? "" : problem->cause});
  if (problem == nullptr) return response;
  const bool is_page = match_.route != nullptr && match_.route->problem_page;
  return std::make_shared<const Response>(
      is_page ? match_.route->problem_page(request_, *problem, reference)
              : to_response(*problem, reference));
}

Awaitable<void> Exchange::answer(std::shared_ptr<const Response> response) {
  if (response->status >= kServerFault) response = reported(std::move(response));
  const bool keep_alive = !is_unread_ && !is_last_ && !is_stopping() && parser_.keep_alive();
  HeadOptions options = head_options(Framing::length, keep_alive);
  options.is_preflight = response->status == 204;
  write_head(head_, *response, options, context_.clock.now());
  count(*response);
  connection_.no_read_deadline();
  // Named before it is awaited: GCC 12 destroys a temporary of a conditional in a co_await twice.
  const bool has_body = request_.method != Method::head;
  const std::string_view body = has_body ? std::string_view(response->body) : std::string_view();
  const bool written = co_await connection_.write(head_, body);
  after_ = After::close;
  if (written) after_ = keep_alive ? After::next_request : After::linger;
}

Awaitable<bool> Exchange::begin(const Response& response, Ending ending) {
  connection_.no_read_deadline();
  const bool is_chunked = ending == Ending::chunk && !parser_.head().is_http_1_0;
  framing_ = is_chunked ? Framing::chunked : Framing::close;
  const bool keep_alive = is_chunked && !is_last_ && !is_stopping() && parser_.keep_alive();
  write_head(head_, response, head_options(framing_, keep_alive), context_.clock.now());
  count(response);
  const bool written = co_await connection_.write(head_, {});
  co_return written;
}

Awaitable<bool> Exchange::write(std::string& piece, std::chrono::milliseconds span) {
  head_.clear();
  if (framing_ == Framing::chunked) {
    head_ = chunk_head(piece.size());
    piece += "\r\n";
  }
  if (span != std::chrono::milliseconds::max()) piece_due_ = context_.clock.monotonic() + span;
  const bool written = co_await connection_.write(head_, piece);
  piece_due_ = Moment::max();
  co_return written;
}

Awaitable<void> Exchange::end() {
  bool written = connection_.is_open();
  if (written && framing_ == Framing::chunked) written = co_await connection_.write(kLastChunk, {});
  after_ = written ? after_pieces() : After::close;
}

void Exchange::end_without_body() { after_ = after_pieces(); }

Exchange::After Exchange::after_pieces() const {
  const bool keep_alive = framing_ == Framing::chunked && !is_unread_ && !is_last_ &&
                          !is_stopping() && parser_.keep_alive();
  return keep_alive ? After::next_request : After::linger;
}

void Exchange::abandon() {
  after_ = After::close;
  // If only the end of the connection ends the body, that end must look like a failure.
  if (framing_ == Framing::close) connection_.reset();
}

std::string Exchange::report(Incident incident) {
  if (match_.route != nullptr) incident.route = match_.route->operation;
  incident.target = request_.raw_target;
  return context_.incidents.report(incident);
}

void Exchange::count(const Response& response) {
  const auto took = context_.clock.monotonic() - begun_;
  context_.metrics.count_request(match_.number, response.status, took);
  if (context_.request_log == RequestLog::no) return;
  context_.journal.info(
      "request", fmt::format("{} {}", text_of(request_.method), request_.raw_target),
      {{"status", response.status},
       {"route", match_.route == nullptr ? std::string_view() : match_.route->operation},
       {"bytes", response.body.size()},
       {"took_us", std::chrono::duration_cast<std::chrono::microseconds>(took).count()}});
}

}  // namespace pledgebook::server

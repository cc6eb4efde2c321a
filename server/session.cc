// SPDX-License-Identifier: Apache-2.0
#include "server/session.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "server/http/etag.h"
#include "server/http/gzip.h"
#include "server/routes/live_routes.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

Problem http_problem(unsigned status, std::string code, std::string detail,
                     std::string accepted = {}) {
  return {.status = status,
          .code = std::move(code),
          .detail = std::move(detail),
          .accepted = std::move(accepted)};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The media type without parameters, in lower case.
std::string media_type(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.pop_back();
  std::ranges::transform(type, type.begin(), lower);
  return type;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_text) {
  return std::ranges::equal(text, lower_text, {}, lower);
}

// A handler's answer, packed if that is wanted. For workers.
std::shared_ptr<const Response> compute(const Route& route, const Request& request) {
  auto response = std::make_shared<Response>();
  try {
    *response = route.handler(request);
    if (request.accepts_gzip && response->body.size() >= kGzipBytesMin) {
      if (auto packed = gzip(response->body)) {
        response->body = *std::move(packed);
        response->encoding = "gzip";
      }
    }
  } catch (const std::exception&) {
    *response = to_response(http_problem(
        500, "internal", "the server failed to make this answer; its operator must look at it"));
  }
  return response;
}

}  // namespace

Session::Session(Socket socket, Edge& edge)
    : edge_(edge), connection_(std::move(socket), edge.limits, edge.clock) {
  edge_.sessions.insert(this);
  ++edge_.metrics.counters().connections;
}

Session::~Session() {
  edge_.sessions.erase(this);
  --edge_.metrics.counters().connections;
  if (edge_.is_stopping && edge_.sessions.empty()) edge_.on_empty();
}

Awaitable<void> Session::run() {
  Step step = Step::next_request;
  while (step == Step::next_request) step = co_await serve_one();
  if (step == Step::linger) co_await connection_.linger();
  connection_.close();
}

void Session::sweep(Connection::Moment now) {
  if (connection_.expire(now)) ++edge_.metrics.counters().connections_overdue;
  if (page_due_ <= now) {
    page_due_ = Connection::Moment::max();
    ++edge_.metrics.counters().connections_overdue;
    cut();
  }
  if (!is_subscribed_) return;
  if (connection_.is_peer_gone()) {
    cut();
  } else if (heartbeat_due_ <= now) {
    events_.raise();
  }
}

void Session::stop() {
  if (is_between_requests_ || is_reading_stream_) connection_.end_reading();
  if (is_subscribed_) events_.raise();
}

void Session::cut() {
  connection_.close();
  if (is_subscribed_) events_.raise();
}

Awaitable<Session::Step> Session::serve_one() {
  parser_.emplace();
  head_bytes_ = 0;
  request_ = {};
  match_ = {.route = nullptr, .number = edge_.router.routes().size(), .captures = {}};
  is_unread_ = false;
  answer_.reset();
  ++requests_;
  const bool is_whole = co_await read_head();
  begun_ = edge_.clock.monotonic();
  if (!is_whole) {
    is_unread_ = true;
    if (!answer_) co_return Step::close;
    ++edge_.metrics.counters().malformed_requests;
    co_return co_await send();
  }
  if (const auto problem = accept_head()) {
    is_unread_ = !parser_->is_done();
    refuse(*problem);
  }
  if (answer_) co_return co_await send();
  if (!parser_->is_done() && !parser_->head().expect.empty()) {
    const bool written = co_await connection_.write(kContinue, {});
    if (!written) co_return Step::close;
  }
  const Serving serving = match_.route->serving;
  if (serving == Serving::events) co_return co_await serve_events();
  if (serving == Serving::download) co_return co_await serve_download();
  if (is_stream()) co_return co_await serve_stream();
  const bool has_body = co_await read_body();
  if (has_body && serving == Serving::statements) co_await answer_by_sequencer();
  if (has_body && serving == Serving::handler) co_await answer_by_handler();
  if (!answer_) co_return Step::close;
  co_return co_await send();
}

Awaitable<bool> Session::read_head() {
  const Limits& limits = edge_.limits;
  is_between_requests_ = true;
  connection_.read_within(limits.idle_max);
  for (;;) {
    const std::string_view bytes = connection_.buffered();
    if (!bytes.empty()) {
      if (std::exchange(is_between_requests_, false)) connection_.read_within(limits.header_max);
      const auto used = parser_->parse(bytes);
      if (!used) {
        refuse(parser_->is_version_unknown()
                   ? http_problem(505, "version_unknown", "the request's version is not served",
                                  "HTTP/1.1 or HTTP/1.0")
                   : http_problem(400, "not_http", "the request is not well-formed HTTP"));
        co_return false;
      }
      connection_.consume(*used);
      head_bytes_ += *used;
      const bool is_done = parser_->is_header_done();
      if (head_bytes_ + (is_done ? 0 : connection_.buffered().size()) > limits.header_bytes_max) {
        refuse(http_problem(431, "header_too_large", "the request's head is larger than its limit",
                            "at most " + std::to_string(limits.header_bytes_max) + " bytes"));
        co_return false;
      }
      if (is_done) co_return true;
    }
    if (is_between_requests_ && edge_.is_stopping) co_return false;
    const bool got = co_await connection_.read();
    if (!got) {
      if (connection_.is_overdue() && !is_between_requests_) {
        refuse(http_problem(408, "request_timeout", "the request did not arrive in time"));
      }
      co_return false;
    }
  }
}

std::optional<Problem> Session::accept_head() {
  RequestHead& head = parser_->head();
  request_.method = head.method;
  request_.raw_target = std::move(head.target);
  request_.content_type = media_type(head.content_type);
  request_.content_encoding = std::move(head.content_encoding);
  request_.if_none_match = std::move(head.if_none_match);
  request_.last_event_id = std::move(head.last_event_id);
  request_.accepts_gzip = accepts_gzip(head.accept_encoding);
  if (head.hosts > 1 || (head.hosts == 0 && !head.is_http_1_0)) {
    return http_problem(400, "host_invalid", "the request has no Host field, or several",
                        "exactly one");
  }
  if (request_.raw_target.size() > edge_.limits.target_bytes_max) {
    return http_problem(414, "target_too_long", "the request's target is longer than its limit",
                        "at most " + std::to_string(edge_.limits.target_bytes_max) + " bytes");
  }
  auto target = parse_target(request_.raw_target);
  if (!target) {
    return http_problem(400, "target_invalid", "the request's target is malformed",
                        "a path and a query, escaped UTF-8");
  }
  request_.target = *std::move(target);
  return accept_route();
}

std::optional<Problem> Session::accept_route() {
  Routing routing = edge_.router.route(request_.method, request_.target.path);
  if (std::holds_alternative<NoSuchPath>(routing)) {
    return http_problem(404, "path_unknown", "there is nothing under this path",
                        edge_.ledger == nullptr ? "" : "a path of /api/v1/openapi.json");
  }
  if (auto* others = std::get_if<NoSuchMethod>(&routing)) {
    const bool is_preflight = request_.method == Method::options;
    Response response =
        is_preflight
            ? Response{.status = 204}
            : to_response(http_problem(405, "method_unknown", "this path does not have this method",
                                       others->allow));
    response.headers.push_back({"Allow", std::move(others->allow)});
    is_unread_ = !parser_->is_done();
    answer_ = std::make_shared<Response>(std::move(response));
    return std::nullopt;
  }
  match_ = std::get<Match>(std::move(routing));
  request_.captures = std::move(match_.captures);
  if (auto problem = check_parameters(*match_.route, request_.target)) return problem;
  return check_body_head();
}

std::optional<Problem> Session::check_body_head() const {
  const RequestHead& head = parser_->head();
  if (!head.expect.empty() && !equals_ignoring_case(head.expect, "100-continue")) {
    return http_problem(417, "expectation_unknown", "the expectation can't be met", "100-continue");
  }
  const auto& bodies = match_.route->bodies;
  if (bodies.empty()) {
    if (parser_->is_done()) return std::nullopt;
    return http_problem(400, "body_unexpected", "this request has a body", "no body");
  }
  const auto takes = [this](const BodyNote& body) {
    return body.content_type.empty() || body.content_type == request_.content_type;
  };
  if (std::ranges::none_of(bodies, takes)) {
    return http_problem(415, "content_type_unknown", "the body's Content-Type is not taken here",
                        "application/vnd.dsse+json, application/json or application/x-ndjson");
  }
  if (!request_.content_encoding.empty() &&
      !equals_ignoring_case(request_.content_encoding, "identity")) {
    return http_problem(415, "content_encoding_unknown", "the body's encoding is not taken here",
                        "a body as it is");
  }
  const auto length = parser_->content_length();
  if (!is_stream() && length && *length > edge_.limits.body_bytes_max) return body_too_large();
  return std::nullopt;
}

bool Session::is_stream() const {
  return match_.route->serving == Serving::statements && request_.content_type == kNdjson;
}

Problem Session::body_too_large() const {
  const std::string accepted = "at most " + std::to_string(edge_.limits.body_bytes_max) + " bytes";
  return match_.route->serving == Serving::statements
             ? http_problem(413, "envelope_too_large", "the envelope is too large", accepted)
             : http_problem(413, "body_too_large", "the body is larger than its limit", accepted);
}

Awaitable<bool> Session::read_body() {
  connection_.read_within(edge_.limits.body_max);
  bool is_well_formed = true;
  while (!parser_->is_done()) {
    std::size_t used = 0;
    if (!connection_.buffered().empty()) {
      const auto parsed = parser_->parse(connection_.buffered());
      is_well_formed = parsed.has_value();
      used = parsed.value_or(0);
      connection_.consume(used);
    }
    is_unread_ = true;
    if (!is_well_formed) {
      refuse(http_problem(400, "not_http", "the body's framing is not well-formed HTTP"));
      co_return false;
    }
    if (parser_->body().size() > edge_.limits.body_bytes_max) {
      refuse(body_too_large());
      co_return false;
    }
    if (used > 0) continue;
    const bool got = co_await connection_.read();
    if (!got) {
      if (connection_.is_overdue()) {
        refuse(http_problem(408, "request_timeout", "the body did not arrive in time"));
      }
      co_return false;
    }
  }
  is_unread_ = false;
  connection_.no_read_deadline();
  request_.body = std::move(parser_->body());
  begun_ = edge_.clock.monotonic();
  co_return true;
}

Awaitable<void> Session::answer_by_handler() {
  const Route& route = *match_.route;
  if (route.from_views) {
    const bool is_covered = co_await wait_for_views();
    if (!is_covered || answer_from_cache()) co_return;
  }
  auto reply = [this, &route] {
    edge_.mailbox.post([this, answer = compute(route, request_)]() mutable {
      answer_ = std::move(answer);
      answered_.raise();
    });
  };
  edge_.workers.post(std::move(reply));
  co_await answered_.wait();
  if (route.from_views && answer_->status == 200) edge_.cache.keep(cache_key_, answer_);
}

Awaitable<void> Session::answer_by_sequencer() {
  auto reply = [this](Outcome outcome) {
    edge_.mailbox.post([this, outcome = std::move(outcome)] {
      answer_ = std::make_shared<Response>(to_response(outcome));
      if (answer_->status == 201) edge_.wake_subscribers();
      answered_.raise();
    });
  };
  edge_.ledger->desk.submit(std::move(request_.body), std::move(reply));
  co_await answered_.wait();
}

Awaitable<bool> Session::wait_for_views() {
  const auto wanted = integer_parameter(request_, "min_size");
  if (!wanted) co_return true;
  const bool reached =
      co_await edge_.ledger->views.wait(ledger::Size{*wanted}, edge_.limits.view_wait_max);
  if (reached) co_return true;
  Problem problem =
      http_problem(503, "views_behind", "the read models do not cover min_size yet; ask again");
  problem.retry_after_s = 1;
  refuse(problem);
  co_return false;
}

bool Session::answer_from_cache() {
  const ledger::Date today = ledger::date_of(edge_.clock.now());
  const AnswerBasis basis{edge_.ledger->views.view_size(), edge_.ledger->released_size(), today};
  const std::string etag = make_etag(basis, request_.raw_target);
  if (!request_.if_none_match.empty() && none_match_names(request_.if_none_match, etag)) {
    answer_ = std::make_shared<Response>(
        Response{.status = 304, .caching = Caching::revalidate, .etag = etag});
    return true;
  }
  cache_key_.assign(1, request_.accepts_gzip ? 'z' : '-').append(request_.raw_target);
  answer_ = edge_.cache.find(cache_key_, etag);
  if (answer_) ++edge_.metrics.counters().cache_hits;
  return answer_ != nullptr;
}

Awaitable<Session::Step> Session::send() {
  const RequestHead& head = parser_->head();
  const bool keep_alive = !is_unread_ && !edge_.is_stopping && parser_->keep_alive() &&
                          requests_ < edge_.limits.requests_per_connection_max;
  write_head(head_, *answer_,
             {.framing = Framing::length,
              .keep_alive = keep_alive,
              .is_http_1_0 = head.is_http_1_0,
              .is_preflight = answer_->status == 204},
             edge_.clock.now());
  count(answer_->status);
  connection_.no_read_deadline();
  // Named before it is awaited: GCC 12 destroys a temporary of a conditional in a co_await twice.
  const bool has_body = request_.method != Method::head;
  const std::string_view body = has_body ? std::string_view(answer_->body) : std::string_view();
  const bool written = co_await connection_.write(head_, body);
  if (!written) co_return Step::close;
  co_return keep_alive ? Step::next_request : Step::linger;
}

Awaitable<bool> Session::begin_endless(const Response& response, Framing framing) {
  const bool keep_alive =
      framing == Framing::chunked && !edge_.is_stopping && parser_->keep_alive();
  write_head(head_, response, {.framing = framing, .keep_alive = keep_alive}, edge_.clock.now());
  count(response.status);
  const bool written = co_await connection_.write(head_, {});
  co_return written;
}

void Session::refuse(const Problem& problem) {
  answer_ = std::make_shared<Response>(to_response(problem));
}

void Session::count(unsigned status) {
  edge_.metrics.count_request(match_.number, status, edge_.clock.monotonic() - begun_);
}

}  // namespace pledgebook::server

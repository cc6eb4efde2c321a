// SPDX-License-Identifier: Apache-2.0
#include "server/http/http_server.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "server/http/computed_serving.h"
#include "server/http/session.h"

namespace pledgebook::server {
namespace {

unsigned worker_count(unsigned asked) {
  return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

// Each with a serving.
std::vector<Route> served(std::vector<Route> routes) {
  for (Route& route : routes) {
    if (!route.serving) route.serving = std::make_shared<ComputedServing>(route.handler);
  }
  return routes;
}

}  // namespace

HttpServer::HttpServer(std::vector<Route> routes, const ledger::Clock& clock,
                       ledger::Journal& journal, Options options)
    : options_(std::move(options)),
      clock_(clock),
      router_(served(std::move(routes))),
      metrics_(router_.routes()),
      lanes_(worker_count(options_.workers), options_.limits),
      context_{.io = io_,
               .limits = options_.limits,
               .clock = clock,
               .journal = journal,
               .request_log = options_.request_log,
               .paths_hint = options_.paths_hint,
               .kept_below = options_.kept_below,
               .router = router_,
               .metrics = metrics_,
               .lanes = lanes_,
               .tasks = tasks_,
               .on_empty = [this] { finish(); }},
      listener_(context_),
      sweeper_(io_.get_executor()),
      work_(io_.get_executor()) {}

HttpServer::~HttpServer() {
  stop();
  wait();
}

ledger::Result<void> HttpServer::start() {
  if (options_.tls) {
    LEDGER_TRY(tls_, TlsContext::open(*options_.tls));
    context_.tls = tls_.get();
  }
  LEDGER_CHECK(listen());
  listener_.start();
  sweep_later();
  const std::lock_guard lock(wait_mutex_);
  thread_ = std::thread([this] { io_.run(); });
  return {};
}

ledger::Result<void> HttpServer::listen() {
  if (options_.socket != nullptr) return listener_.open(*options_.socket);
  LEDGER_TRY(const ListeningSocket socket, ListeningSocket::open(options_.listen));
  return listener_.open(socket);
}

void HttpServer::stop() {
  const std::lock_guard lock(stop_mutex_);
  if (std::exchange(is_stopped_, true)) return;
  tasks_.post([this] { begin_to_stop(); });
}

void HttpServer::wait() {
  const std::lock_guard lock(wait_mutex_);
  if (thread_.joinable()) thread_.join();
  lanes_.stop();
}

void HttpServer::begin_to_stop() {
  context_.is_stopping = true;
  stopped_at_ = clock_.monotonic();
  listener_.close();
  on_stop();
  lanes_.end_all_but_statements();
  // A session may end at once, and so leave the set.
  const std::vector<Session*> sessions(context_.sessions.begin(), context_.sessions.end());
  for (Session* session : sessions) {
    if (context_.sessions.contains(session)) session->stop();
  }
  if (context_.sessions.empty()) finish();
}

void HttpServer::finish() {
  context_.incidents.close();
  sweeper_.cancel();
  work_.reset();
}

void HttpServer::sweep_later() {
  sweeper_.expires_after(options_.limits.sweep_every);
  sweeper_.async_wait([this](ErrorCode error) {
    if (!error) sweep();
  });
}

void HttpServer::look_at_certificate(Connection::Moment now) {
  if (!tls_ || now - certificate_looked_at_ < options_.limits.tls_look_every) return;
  certificate_looked_at_ = now;
  const auto reloaded = tls_->reload();
  if (!reloaded) {
    context_.journal.warning("certificate_refused",
                             "the new certificate or key can't be used; the old ones stay in use",
                             {{"cause", reloaded.error().detail}});
  } else if (*reloaded) {
    context_.journal.info("certificate_reloaded", "a new certificate is in use",
                          {{"file", options_.tls->certificate}});
  }
}

void HttpServer::sweep() {
  const Connection::Moment now = clock_.monotonic();
  // A statement that still waits now would not be answered in time.
  if (context_.is_stopping && now - stopped_at_ >= options_.limits.drain_max)
    lanes_[Lane::statements].end();
  const std::vector<Session*> sessions(context_.sessions.begin(), context_.sessions.end());
  for (Session* session : sessions) {
    // A session may end, and so leave the set, in each of these.
    if (context_.sessions.contains(session)) session->sweep(now);
    if (!context_.is_stopping || !context_.sessions.contains(session)) continue;
    if (now - stopped_at_ >= session->drain_max()) session->cut();
  }
  look_at_certificate(now);
  context_.incidents.sweep();
  on_sweep();
  if (!context_.is_stopping || !context_.sessions.empty()) sweep_later();
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/http_server.h"

#include <algorithm>
#include <utility>

#include "server/session.h"

namespace pledgebook::server {
namespace {

unsigned worker_count(unsigned asked) {
  return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

HttpServer::HttpServer(std::vector<Route> routes, const ledger::Clock& clock, Options options)
    : options_(std::move(options)),
      clock_(clock),
      router_(std::move(routes)),
      metrics_(router_.routes()),
      workers_(worker_count(options_.workers)),
      download_turns_(std::max(2U, worker_count(options_.workers)) - 1),
      edge_{.io = io_,
            .limits = options_.limits,
            .clock = clock,
            .router = router_,
            .metrics = metrics_,
            .workers = workers_,
            .mailbox = mailbox_,
            .download_turns = download_turns_,
            .sessions = {},
            .subscribers = {},
            .on_empty = [this] { finish(); }},
      listener_(edge_),
      sweeper_(io_.get_executor()),
      work_(io_.get_executor()) {}

HttpServer::~HttpServer() {
  stop();
  wait();
}

ledger::Result<void> HttpServer::start() {
  if (auto opened = listener_.open(options_.listen); !opened) return opened;
  listener_.start();
  sweep_later();
  const std::lock_guard lock(wait_mutex_);
  thread_ = std::thread([this] { io_.run(); });
  return {};
}

void HttpServer::stop() {
  const std::lock_guard lock(stop_mutex_);
  if (std::exchange(is_stopped_, true)) return;
  mailbox_.post([this] { begin_to_stop(); });
}

void HttpServer::wait() {
  const std::lock_guard lock(wait_mutex_);
  if (thread_.joinable()) thread_.join();
  workers_.stop();
}

void HttpServer::begin_to_stop() {
  edge_.is_stopping = true;
  cut_at_ = clock_.monotonic() + options_.limits.drain_max;
  listener_.close();
  on_stop();
  // A session may end at once, and so leave the set.
  const std::vector<Session*> sessions(edge_.sessions.begin(), edge_.sessions.end());
  for (Session* session : sessions) {
    if (edge_.sessions.contains(session)) session->stop();
  }
  if (edge_.sessions.empty()) finish();
}

void HttpServer::finish() {
  sweeper_.cancel();
  work_.reset();
}

void HttpServer::sweep_later() {
  sweeper_.expires_after(options_.limits.sweep_every);
  sweeper_.async_wait([this](ErrorCode error) {
    if (!error) sweep();
  });
}

void HttpServer::sweep() {
  const Connection::Moment now = clock_.monotonic();
  const std::vector<Session*> sessions(edge_.sessions.begin(), edge_.sessions.end());
  for (Session* session : sessions) {
    if (!edge_.sessions.contains(session)) continue;
    session->sweep(now);
    if (now >= cut_at_ && edge_.sessions.contains(session)) session->cut();
  }
  on_sweep();
  if (!edge_.is_stopping || !edge_.sessions.empty()) sweep_later();
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include <algorithm>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include "server/edge.h"
#include "server/listener.h"
#include "server/record_json.h"
#include "server/routes.h"
#include "server/services.h"
#include "server/session.h"

namespace pledgebook::server {
namespace {

using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

unsigned worker_count(unsigned asked) {
  return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

class Server::Impl {
 public:
  Impl(const ledger::Store& store, ledger::Sequencer& sequencer,
       const projections::Projector& projector, const ledger::Clock& clock, Options options);

  ledger::Result<void> start();
  void stop();
  void wait();
  std::uint16_t port() const noexcept { return listener_.port(); }

 private:
  void sweep_later();
  void sweep();
  void begin_to_stop();
  void finish();

  const Options options_;
  const ledger::Clock& clock_;
  StreamIndex streams_;
  Services services_;
  Router router_;
  Metrics metrics_;
  Workers workers_;
  // One thread runs it, which the hint says; others post to it.
  asio::io_context io_{1};
  Mailbox mailbox_{io_};
  StatementDesk desk_;
  ViewWait views_;
  Edge edge_;
  Listener listener_;
  Timer sweeper_;
  asio::executor_work_guard<Executor> work_;  // while sessions may wait for other threads
  Connection::Moment cut_at_ = Connection::Moment::max();
  ledger::Size size_seen_{};

  std::mutex stop_mutex_;
  bool is_stopped_ = false;  // under stop_mutex_
  std::mutex wait_mutex_;
  std::thread thread_;  // under wait_mutex_
};

Server::Impl::Impl(const ledger::Store& store, ledger::Sequencer& sequencer,
                   const projections::Projector& projector, const ledger::Clock& clock,
                   Options options)
    : options_(std::move(options)),
      clock_(clock),
      streams_(store),
      services_{store, sequencer, projector, clock, options_.limits, streams_, options_.publisher},
      router_(all_routes(services_)),
      metrics_(router_.routes()),
      workers_(worker_count(options_.workers)),
      desk_(sequencer, workers_),
      views_(io_, clock, [&projector] { return projector.size(); }),
      edge_{.io = io_,
            .limits = options_.limits,
            .clock = clock,
            .store = store,
            .sequencer = sequencer,
            .router = router_,
            .metrics = metrics_,
            .workers = workers_,
            .mailbox = mailbox_,
            .desk = desk_,
            .views = views_,
            .released_size = [this] { return size_of(services_.released()); },
            .sessions = {},
            .subscribers = {},
            .on_empty = [this] { finish(); }},
      listener_(edge_),
      sweeper_(io_.get_executor()),
      work_(io_.get_executor()) {
  services_.metrics = &metrics_;
}

ledger::Result<void> Server::Impl::start() {
  if (auto opened = listener_.open(options_.listen); !opened) return opened;
  listener_.start();
  sweep_later();
  thread_ = std::thread([this] { io_.run(); });
  return {};
}

void Server::Impl::stop() {
  const std::lock_guard lock(stop_mutex_);
  if (std::exchange(is_stopped_, true)) return;
  mailbox_.post([this] { begin_to_stop(); });
}

void Server::Impl::wait() {
  const std::lock_guard lock(wait_mutex_);
  if (thread_.joinable()) thread_.join();
  workers_.stop();
}

void Server::Impl::begin_to_stop() {
  edge_.is_stopping = true;
  cut_at_ = clock_.monotonic() + options_.limits.drain_max;
  listener_.close();
  views_.release_all();
  // A session may end at once, and so leave the set.
  const std::vector<Session*> sessions(edge_.sessions.begin(), edge_.sessions.end());
  for (Session* session : sessions) {
    if (edge_.sessions.contains(session)) session->stop();
  }
  if (edge_.sessions.empty()) finish();
}

void Server::Impl::finish() {
  sweeper_.cancel();
  work_.reset();
}

void Server::Impl::sweep_later() {
  sweeper_.expires_after(options_.limits.sweep_every);
  sweeper_.async_wait([this](ErrorCode error) {
    if (!error) sweep();
  });
}

void Server::Impl::sweep() {
  const Connection::Moment now = clock_.monotonic();
  const std::vector<Session*> sessions(edge_.sessions.begin(), edge_.sessions.end());
  for (Session* session : sessions) {
    if (!edge_.sessions.contains(session)) continue;
    session->sweep(now);
    if (now >= cut_at_ && edge_.sessions.contains(session)) session->cut();
  }
  // Records that no session of this server has made: those of the publisher.
  const ledger::Size size = edge_.sequencer.size();
  if (std::exchange(size_seen_, size) != size) edge_.wake_subscribers();
  if (!edge_.is_stopping || !edge_.sessions.empty()) sweep_later();
}

ledger::Result<std::unique_ptr<Server>> Server::start(const ledger::Store& store,
                                                      ledger::Sequencer& sequencer,
                                                      const projections::Projector& projector,
                                                      const ledger::Clock& clock, Options options) {
  auto impl = std::make_unique<Impl>(store, sequencer, projector, clock, std::move(options));
  if (auto started = impl->start(); !started) return std::unexpected(std::move(started).error());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() {
  stop();
  wait();
}
std::uint16_t Server::port() const noexcept { return impl_->port(); }
void Server::stop() { impl_->stop(); }
void Server::wait() { impl_->wait(); }

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// HttpServer: routes over HTTP, whatever they are about: the listener, its sessions, the thread
// that serves them, the workers that compute, and how all of it ends. What is served gives the
// routes: a ledger (server.h), a witness (witness_server.h).
//
// Threads: one for I/O, and workers. edge() and the hooks are the I/O thread's, once it runs; stop,
// wait and port from any thread that is none of these; the rest before start().
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ledger/clock.h"
#include "ledger/error.h"
#include "server/edge.h"
#include "server/http/connection.h"
#include "server/http/limits.h"
#include "server/http/metrics.h"
#include "server/http/route.h"
#include "server/http/router.h"
#include "server/io/asio.h"
#include "server/io/mailbox.h"
#include "server/io/turns.h"
#include "server/io/workers.h"
#include "server/listener.h"

namespace pledgebook::server {

class HttpServer {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8080";  // port 0: one that is free
    unsigned workers = 0;                   // 0: one a processor
    Limits limits = {};
  };
  // The clock, and what the handlers work with, outlive it.
  HttpServer(std::vector<Route> routes, const ledger::Clock& clock, Options options);
  // stop() and wait().
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Called on the I/O thread: at each sweep, and once when it begins to stop.
  std::function<void()> on_sweep = [] {};
  std::function<void()> on_stop = [] {};
  [[nodiscard]] Edge& edge() noexcept { return edge_; }

  // Listens and serves. Errc::busy where the address is taken.
  [[nodiscard]] ledger::Result<void> start();
  [[nodiscard]] std::uint16_t port() const noexcept { return listener_.port(); }
  // Takes no more connections and requests; what was asked is answered. Connections that are not
  // done after limits.drain_max are cut. Returns at once; idempotent.
  void stop();
  // Returns when it has stopped.
  void wait();

 private:
  using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, Executor>;
  void sweep_later();
  void sweep();
  void begin_to_stop();
  void finish();

  const Options options_;
  const ledger::Clock& clock_;
  Router router_;
  Metrics metrics_;
  Workers workers_;
  // One thread runs it, which the hint says; others post to it.
  asio::io_context io_{1};
  Mailbox mailbox_{io_};
  Turns download_turns_;
  Edge edge_;
  Listener listener_;
  Timer sweeper_;
  asio::executor_work_guard<Executor> work_;  // while sessions may wait for other threads
  Connection::Moment cut_at_ = Connection::Moment::max();

  std::mutex stop_mutex_;
  bool is_stopped_ = false;  // under stop_mutex_
  std::mutex wait_mutex_;
  std::thread thread_;  // under wait_mutex_
};

}  // namespace pledgebook::server

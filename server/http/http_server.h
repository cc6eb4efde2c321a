// SPDX-License-Identifier: Apache-2.0
// HttpServer: serves any routes over HTTP. It has the listener, its sessions, the I/O thread and
// the lanes, and stops them. The routes are those of a ledger (server.h) or of a witness
// (witness_server.h).
//
// Threads: one for I/O, and those of the lanes. Once started, only the I/O thread uses context()
// and the hooks. stop, wait and port: any other thread. Everything else: before start().
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/clock.h"
#include "ledger/error.h"
#include "ledger/journal.h"
#include "server/http/connection.h"
#include "server/http/http_context.h"
#include "server/http/lanes.h"
#include "server/http/limits.h"
#include "server/http/listener.h"
#include "server/http/metrics.h"
#include "server/http/route.h"
#include "server/http/router.h"
#include "server/io/asio.h"
#include "server/io/posted_tasks.h"
#include "server/io/tls_context.h"

namespace pledgebook::server {

class HttpServer {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8080";  // port 0: any free port
    unsigned workers = 0;                   // threads a lane may have; 0: one per core
    Limits limits = {};
    RequestLog request_log = RequestLog::no;
    std::string_view paths_hint = {};         // a literal: where the paths are listed
    std::optional<TlsFiles> tls = {};         // nothing: plain HTTP
    const ListeningSocket* socket = nullptr;  // null: one of its own; outlives the server
    // A literal: answers at addresses that begin so may be kept, if they say so; what is at the
    // others changes without notice.
    std::string_view kept_below = {};
  };
  // The clock, the journal and what the routes use outlive it.
  HttpServer(std::vector<Route> routes, const ledger::Clock& clock, ledger::Journal& journal,
             Options options);
  // Calls stop() and wait().
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Called on the I/O thread: at each sweep, and once when the server begins to stop.
  std::function<void()> on_sweep = [] {};
  std::function<void()> on_stop = [] {};
  [[nodiscard]] HttpContext& context() noexcept { return context_; }

  // Listens and serves. Errc::busy if the address is in use; also the errors of TlsContext::open.
  [[nodiscard]] ledger::Result<void> start();
  [[nodiscard]] std::uint16_t port() const noexcept { return listener_.port(); }
  // Accepts no more connections and requests. Requests that are being computed are answered; those
  // that wait for a lane are refused, except single statements. Connections that are not done after
  // limits.drain_max are closed, downloads after limits.download_drain_max. Returns at once;
  // idempotent.
  void stop();
  // Returns when it has stopped.
  void wait();

 private:
  [[nodiscard]] ledger::Result<void> listen();
  using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, Executor>;
  void sweep_later();
  void sweep();
  void look_at_certificate(Connection::Moment now);
  void begin_to_stop();
  void finish();

  const Options options_;
  const ledger::Clock& clock_;
  Router router_;
  Metrics metrics_;
  Lanes lanes_;
  // One thread runs it, as the hint says; others post to it.
  asio::io_context io_{1};
  PostedTasks tasks_{io_};
  std::unique_ptr<TlsContext> tls_;  // null: plain
  HttpContext context_;
  Listener listener_;
  Timer sweeper_;
  asio::executor_work_guard<Executor>
      work_;  // keeps it running while sessions may wait for other threads
  Connection::Moment certificate_looked_at_;
  Connection::Moment stopped_at_ = Connection::Moment::max();

  std::mutex stop_mutex_;
  bool is_stopped_ = false;  // under stop_mutex_
  std::mutex wait_mutex_;
  std::thread thread_;  // under wait_mutex_
};

}  // namespace pledgebook::server

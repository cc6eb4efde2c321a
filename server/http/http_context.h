// SPDX-License-Identifier: Apache-2.0
// HttpContext: what all sessions of a server share.
//
// Threads: the I/O thread only, unless a part says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_set>

#include "ledger/clock.h"
#include "ledger/journal.h"
#include "server/http/incidents.h"
#include "server/http/lanes.h"
#include "server/http/limits.h"
#include "server/http/metrics.h"
#include "server/http/router.h"
#include "server/io/asio.h"
#include "server/io/posted_tasks.h"
#include "server/io/tls_context.h"

namespace pledgebook::server {

class Session;

enum class RequestLog : std::uint8_t { no, yes };

struct HttpContext {
  asio::io_context& io;
  const Limits& limits;
  const ledger::Clock& clock;
  ledger::Journal& journal;
  RequestLog request_log;
  std::string_view paths_hint;  // where the paths are listed; "" if nowhere
  std::string_view kept_below;  // as in HttpServer::Options
  const Router& router;
  Metrics& metrics;
  Lanes& lanes;
  PostedTasks& tasks;
  TlsContext* tls = nullptr;  // null: plain
  Incidents incidents{journal, clock};

  std::unordered_set<Session*> sessions = {};
  std::size_t downloads = 0;     // under way
  std::size_t large_bodies = 0;  // in memory
  bool is_stopping = false;
  // Called when the last session has ended while stopping.
  std::function<void()> on_empty = [] {};
};

}  // namespace pledgebook::server

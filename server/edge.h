// SPDX-License-Identifier: Apache-2.0
// Edge: what all sessions of the server share.
//
// Threads: the I/O thread only, but for what is said of its parts.
#pragma once

#include <functional>
#include <unordered_set>
#include <vector>

#include "ledger/clock.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "server/http/answer_cache.h"
#include "server/http/limits.h"
#include "server/http/metrics.h"
#include "server/http/router.h"
#include "server/io/mailbox.h"
#include "server/io/signal.h"
#include "server/io/turns.h"
#include "server/io/workers.h"
#include "server/routes/view_wait.h"
#include "server/writing/statement_desk.h"

namespace pledgebook::server {

class Session;

// What sessions need where a ledger is served: to take statements, tell events, and answer from
// read models.
struct LedgerEdge {
  const ledger::Store& store;
  const ledger::Sequencer& sequencer;
  StatementDesk& desk;
  ViewWait& views;
  std::function<ledger::Size()> released_size;  // of the newest checkpoint
};

struct Edge {
  asio::io_context& io;
  const Limits& limits;
  const ledger::Clock& clock;
  const Router& router;
  Metrics& metrics;
  Workers& workers;
  Mailbox& mailbox;
  // At workers, of downloads: so many pages are made at once that others find a free one.
  Turns& download_turns;
  // Null where no ledger is served: then every route has a handler, and none answers from views.
  LedgerEdge* ledger = nullptr;

  AnswerCache cache{limits.cache_bytes_max};
  std::unordered_set<Session*> sessions;
  std::size_t streams = 0;                  // of statements, now open
  std::unordered_set<Signal*> subscribers;  // raised when records were added
  std::size_t downloads = 0;                // now under way
  bool is_stopping = false;
  // Called when the last session has gone while stopping.
  std::function<void()> on_empty;

  void wake_subscribers() {
    // Raising one may end it, and so take it out.
    const std::vector<Signal*> all(subscribers.begin(), subscribers.end());
    for (Signal* subscriber : all) {
      if (subscribers.contains(subscriber)) subscriber->raise();
    }
  }
};

}  // namespace pledgebook::server

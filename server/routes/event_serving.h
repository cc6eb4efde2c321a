// SPDX-License-Identifier: Apache-2.0
// EventServing: sends new records to subscribers. It reads pages from the log as fast as the client
// reads.
//
// Threads: the I/O thread only.
#pragma once

#include <unordered_set>
#include <variant>

#include "ledger/domain/values/id.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "server/http/exchange.h"
#include "server/http/problem.h"
#include "server/http/serving.h"
#include "server/writing/traffic.h"

namespace pledgebook::server {

class EventServing final : public Serving {
 public:
  // All outlive this.
  EventServing(const ledger::Store& store, const ledger::Sequencer& sequencer, Traffic& traffic)
      : store_(store), sequencer_(sequencer), traffic_(traffic) {}

  [[nodiscard]] Awaitable<void> serve(Exchange& exchange) override;
  // There are new records.
  void wake();

 private:
  // The index at which a subscriber wants to begin, or why it is refused.
  [[nodiscard]] std::variant<ledger::Index, Problem> first_event(const Request& request) const;
  [[nodiscard]] Awaitable<void> write_events(Exchange& exchange, ledger::Index next);

  const ledger::Store& store_;
  const ledger::Sequencer& sequencer_;
  Traffic& traffic_;
  std::unordered_set<Exchange*> subscribers_;
};

}  // namespace pledgebook::server

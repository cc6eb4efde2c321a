// SPDX-License-Identifier: Apache-2.0
// StatementServing: accepts signed statements: one in a request, or a stream of them. One coroutine
// reads a stream while there is room for lines; another writes answers as they come.
//
// Threads: the I/O thread only.
#pragma once

#include <functional>
#include <memory>

#include "ledger/log/sequencer.h"
#include "server/http/exchange.h"
#include "server/http/limits.h"
#include "server/http/serving.h"
#include "server/writing/statement_stream.h"
#include "server/writing/statement_submitter.h"
#include "server/writing/traffic.h"

namespace pledgebook::server {

class StatementServing final : public Serving {
 public:
  // All outlive this; `on_recorded` is called when statements were recorded.
  StatementServing(ledger::Sequencer& sequencer, const Limits& limits, Traffic& traffic,
                   std::function<void()> on_recorded);

  [[nodiscard]] Awaitable<void> serve(Exchange& exchange) override;

 private:
  // Shared by the two coroutines of a stream.
  struct Stream {
    std::shared_ptr<StatementStream> statements;
    Signal room;  // for more lines
    bool is_reading = true;
  };
  [[nodiscard]] Awaitable<void> serve_one(Exchange& exchange);
  [[nodiscard]] Awaitable<void> serve_stream(Exchange& exchange);
  [[nodiscard]] Awaitable<void> take_stream(Exchange& exchange);
  [[nodiscard]] Awaitable<void> read(Exchange& exchange, Stream& stream);
  // Runs until everything is read and answered.
  [[nodiscard]] Awaitable<void> answer(Exchange& exchange, Stream& stream);

  StatementSubmitter submitter_;
  StreamShares shares_;
  Traffic& traffic_;
  const std::function<void()> on_recorded_;
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// StatementDesk: takes signed statements to the sequencer, one envelope at a time. The work that
// needs no order is done by workers; what comes back is an answer for people who asked over HTTP.
//
// Threads: any.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "ledger/log/admission.h"
#include "ledger/log/sequencer.h"
#include "server/http/problem.h"
#include "server/http/response.h"
#include "server/io/workers.h"

namespace pledgebook::server {

// What became of one statement.
using Outcome = std::variant<ledger::Accepted, Problem>;

// 201 with Location, 200 for a repeat, or the problem.
[[nodiscard]] Response to_response(const Outcome& outcome);
// A line of a stream's answer, with its newline: {"line": 1, "status": 201, "index": …} or
// {"line": 2, "status": 422, "problem": {…}}.
[[nodiscard]] std::string to_line(std::uint64_t line, const Outcome& outcome);

class StatementDesk {
 public:
  // Called once, by a worker or the sequencer; must not block.
  using Reply = std::function<void(Outcome)>;

  // Both outlive the desk and everything that was submitted.
  StatementDesk(ledger::Sequencer& sequencer, Workers& workers)
      : sequencer_(sequencer), workers_(workers) {}

  // The whole way of one envelope.
  void submit(std::string envelope, Reply reply);

  // Its two halves, for whoever keeps an order between statements: on a worker,
  [[nodiscard]] std::variant<ledger::Candidate, Problem> examine(std::string_view envelope) const;
  // and in order.
  void submit(ledger::Candidate candidate, Reply reply);

  [[nodiscard]] Workers& workers() noexcept { return workers_; }

 private:
  ledger::Sequencer& sequencer_;
  Workers& workers_;
};

}  // namespace pledgebook::server

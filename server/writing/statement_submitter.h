// SPDX-License-Identifier: Apache-2.0
// StatementSubmitter: submits signed statements to the sequencer, one envelope at a time. Work that
// needs no order is done first, on a lane. The result is an answer for HTTP.
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

namespace pledgebook::server {

// The outcome of one statement.
using Outcome = std::variant<ledger::Accepted, Problem>;

// 201 with Location, 200 for a repeat, or the problem.
[[nodiscard]] Response to_response(const Outcome& outcome);
// A line of a stream's answer, with its newline: {"line": 1, "status": 201, "index": …} or {"line":
// 2, "status": 422, "problem": {…}}. `reference` is that of the journal's entry on a 5xx.
[[nodiscard]] std::string to_line(std::uint64_t line, const Outcome& outcome,
                                  std::string_view reference = {});

class StatementSubmitter {
 public:
  // Called once, by the sequencer; must not block.
  using Reply = std::function<void(Outcome)>;

  // The sequencer outlives the submitter and all submitted statements.
  explicit StatementSubmitter(ledger::Sequencer& sequencer) : sequencer_(sequencer) {}

  // The two steps of a submission: first on a lane,
  [[nodiscard]] std::variant<ledger::Candidate, Problem> examine(std::string_view envelope) const;
  // then in order.
  void submit(ledger::Candidate candidate, Reply reply);

 private:
  ledger::Sequencer& sequencer_;
};

}  // namespace pledgebook::server

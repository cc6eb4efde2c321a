// SPDX-License-Identifier: Apache-2.0
// StatementSender: hands many statements to a server, in order, for callers who make them faster
// than a round trip each. A thread of its own sends what waits in one request after another, each
// with a length and ended before its answers are read, so that any proxy passes it on (decision
// 0032); while one request is under way, the next gathers.
//
// Threads: submit and abort from any.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "ledger/log/admission.h"
#include "server/client/http_connection.h"

namespace pledgebook::server {

class StatementSender {
 public:
  // Called once for each statement, in the order of submit, on the sender's thread; it must not
  // call the sender. Unavailable where no answer came: the statement may or may not be recorded,
  // and may be sent again, since it is recorded once.
  using Done = std::function<void(ledger::Answer)>;

  // Connects when the first statement comes, and again after a connection broke.
  StatementSender(ServerAddress server, ClientOptions options);
  // Waits for all answers.
  ~StatementSender();
  StatementSender(const StatementSender&) = delete;
  StatementSender& operator=(const StatementSender&) = delete;

  // An envelope. Blocks while much waits to be sent.
  void submit(std::string envelope, Done done);
  // What has no answer is answered Unavailable, soon, as is all that is submitted from now on.
  void abort() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server

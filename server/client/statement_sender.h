// SPDX-License-Identifier: Apache-2.0
// StatementSender: submits many statements to a server, in order, without a round trip for each.
// Its own thread sends the waiting statements in one request after another. Each request has a
// Content-Length and ends before its answers are read, so that any proxy passes it on (decision
// 0032). Statements that come while a request is under way are sent in the next one.
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
  // call the sender. Unavailable if no answer came: the statement may or may not have been
  // recorded. It may be sent again, since a repeat is not recorded twice.
  using Done = std::function<void(ledger::Answer)>;

  // Connects when the first statement comes, and again after a connection broke.
  StatementSender(ServerAddress server, ClientOptions options);
  // Waits for all answers.
  ~StatementSender();
  StatementSender(const StatementSender&) = delete;
  StatementSender& operator=(const StatementSender&) = delete;

  // Takes an envelope. Blocks while the queue is full.
  void submit(std::string envelope, Done done);
  // All statements without an answer soon get Unavailable, and so do all submitted later.
  void abort() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server

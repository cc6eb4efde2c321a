// SPDX-License-Identifier: Apache-2.0
// SubmissionStream: many statements handed to a server in one request (docs/API.md, "Streams"), for
// whoever makes them faster than a round trip each. A thread of its own sends them and reads the
// answers, which come in the order of the statements.
//
// Threads: push from any; finish from one that does not push.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "ledger/log/admission.h"
#include "server/client/client.h"

namespace pledgebook::server {

class SubmissionStream {
 public:
  // Called in the order of push, on the stream's own thread; must not call the stream.
  using OnAnswer = std::function<void(ledger::Answer)>;
  // Called once, on the stream's own thread, when no more answers will come: why it broke, or ""
  // at the proper end; must not call the stream.
  using OnEnd = std::function<void(const std::string& why)>;

  // Connects. The unexpected value is a sentence. `on_end` may be empty.
  [[nodiscard]] static std::expected<std::unique_ptr<SubmissionStream>, std::string> open(
      const ServerAddress& server, ClientOptions options, OnAnswer on_answer, OnEnd on_end = {});
  // Cuts the connection if finish was not called: statements sent may or may not be recorded.
  ~SubmissionStream();
  SubmissionStream(const SubmissionStream&) = delete;
  SubmissionStream& operator=(const SubmissionStream&) = delete;

  // One envelope, without a newline in it. Blocks while much waits to be sent. False where the
  // stream is broken or finished: the envelope will have no answer.
  [[nodiscard]] bool push(const std::string& envelope);
  // Sends the end and waits for the answers. A sentence where the stream broke before all came;
  // what has no answer may be sent again, as a statement is recorded once.
  [[nodiscard]] std::expected<void, std::string> finish();

 private:
  class Impl;
  explicit SubmissionStream(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server

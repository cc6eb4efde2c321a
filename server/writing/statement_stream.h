// SPDX-License-Identifier: Apache-2.0
// StatementStream: many statements in one request, one envelope a line, answered line by line in
// order. Lines are examined on a lane, many at once,  each by the ones before it, so a stream may
// register a party and then submit its statements. and submitted in order: the sequencer judges
//
// The lines in flight bound the memory: more bytes are not accepted.
//
// Threads: push, end, take and the getters: I/O thread only. Answers come from the lane and the
// sequencer, which may outlive the session: hence shared ownership.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/lanes.h"
#include "server/http/limits.h"
#include "server/io/work_lane.h"
#include "server/writing/statement_submitter.h"

namespace pledgebook::server {

// The limits that all open streams share.
//
// Threads: the I/O thread only.
class StreamShares {
 public:
  explicit StreamShares(const Limits& limits) : limits_(limits) {}

  [[nodiscard]] bool is_full() const noexcept { return open_ >= limits_.streams_max; }
  void open() noexcept { ++open_; }
  void close() noexcept { --open_; }
  // What one stream may have in flight.
  [[nodiscard]] std::size_t lines_max() const noexcept;
  [[nodiscard]] std::size_t bytes_max() const noexcept;
  [[nodiscard]] const Limits& limits() const noexcept { return limits_; }

 private:
  const Limits& limits_;
  std::size_t open_ = 0;
};

class StatementStream : public std::enable_shared_from_this<StatementStream> {
 public:
  // `wake` is called on any thread when there is something to take, at most once between two calls
  // of take(); it must not block. The other arguments outlive the stream.
  StatementStream(StatementSubmitter& submitter, WorkLane& lane, const StreamShares& shares,
                  std::function<void()> wake);

  // Accepts bytes of the body while there is room, and returns how many.
  [[nodiscard]] std::size_t push(std::string_view bytes);
  // No more will be pushed. All lines pushed so far are still answered; then, if the body did not
  // end normally, a last line gives the reason.
  void end(std::optional<Problem> reason);
  // The client has left: lines that were not examined yet are dropped.
  void abandon();

  // The answers that are ready, in order; empty if there are none yet.
  struct LineOutcome {
    std::uint64_t number = 0;  // of the line, from 1
    Outcome outcome;
  };
  [[nodiscard]] std::vector<LineOutcome> take();
  // Everything is answered and taken.
  [[nodiscard]] bool is_done() const;
  // Lines seen so far.
  [[nodiscard]] std::uint64_t lines() const noexcept { return line_number_; }

 private:
  struct Line {
    std::uint64_t number = 0;
    std::size_t bytes = 0;  // of its envelope
    // Nothing: a lane or the sequencer still works on it.
    std::variant<std::monostate, ledger::Candidate, Outcome> state;
  };
  struct Job {
    std::uint64_t first = 0;  // position of its first line
    std::vector<std::string> envelopes;
  };

  [[nodiscard]] bool has_room() const;
  [[nodiscard]] bool is_abandoned() const;
  void take_line(std::string_view line);
  void refuse_long_line();
  void post_job();
  void run(const Job& job);
  // Answers its lines without examining them.
  void drop(const Job& job, const Problem& why);
  void submit_ready();
  void answer(std::uint64_t position, Outcome outcome);
  [[nodiscard]] bool wake_is_due();  // under mutex_

  StatementSubmitter& submitter_;
  WorkLane& lane_;
  const StreamShares& shares_;
  const Limits& limits_;
  const std::function<void()> wake_;

  // I/O thread only.
  std::string partial_;    // a line without its end so far
  bool skipping_ = false;  // the rest of a line that is too long
  std::uint64_t line_number_ = 0;
  Job job_;  // lines not yet handed to the lane

  mutable std::mutex mutex_;
  std::deque<Line> in_flight_;     // positions first_ and on
  std::uint64_t first_ = 0;        // position of the oldest line not taken
  std::uint64_t next_submit_ = 0;  // position of the first line not submitted or refused
  std::size_t bytes_in_flight_ = 0;
  bool is_submitting_ = false;  // by one thread at a time, to keep the order
  bool is_ended_ = false;
  bool is_woken_ = false;
  bool is_abandoned_ = false;
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/writing/statement_stream.h"

#include <algorithm>
#include <utility>

namespace pledgebook::server {
namespace {

// Enough lines that a job costs little overhead; few enough that a short stream still occupies all
// workers.
constexpr std::size_t kLinesPerJob = 8;

Problem line_too_long(std::size_t bytes_max) {
  return {.status = 413,
          .code = "envelope_too_large",
          .detail = "the line is longer than an envelope may be",
          .accepted = "at most " + std::to_string(bytes_max) + " bytes"};
}

}  // namespace

std::size_t StreamShares::lines_max() const noexcept {
  const std::size_t share = limits_.lines_in_flight_all_max / std::max<std::size_t>(1, open_);
  return std::min(limits_.lines_in_flight_max, std::max<std::size_t>(1, share));
}

std::size_t StreamShares::bytes_max() const noexcept {
  const std::size_t share = limits_.stream_bytes_all_max / std::max<std::size_t>(1, open_);
  return std::min(limits_.stream_bytes_max, std::max(limits_.body_bytes_max, share));
}

StatementStream::StatementStream(StatementSubmitter& submitter, WorkLane& lane,
                                 const StreamShares& shares, std::function<void()> wake)
    : submitter_(submitter),
      lane_(lane),
      shares_(shares),
      limits_(shares.limits()),
      wake_(std::move(wake)) {}

std::size_t StatementStream::push(std::string_view bytes) {
  std::size_t used = 0;
  while (used < bytes.size() && has_room()) {
    const std::string_view rest = bytes.substr(used);
    const std::size_t newline = rest.find('\n');
    const bool is_whole = newline != std::string_view::npos;
    const std::string_view piece = rest.substr(0, newline);
    used += piece.size() + (is_whole ? 1 : 0);
    if (!skipping_ && partial_.size() + piece.size() > limits_.body_bytes_max) refuse_long_line();
    if (!skipping_ && !is_whole) {
      partial_ += piece;
    } else if (!skipping_ && partial_.empty()) {
      take_line(piece);
    } else if (!skipping_) {
      take_line(std::exchange(partial_, {}).append(piece));
    }
    if (is_whole) skipping_ = false;
  }
  post_job();
  return used;
}

bool StatementStream::has_room() const {
  const std::lock_guard lock(mutex_);
  return in_flight_.size() < shares_.lines_max() && bytes_in_flight_ < shares_.bytes_max();
}

void StatementStream::take_line(std::string_view line) {
  ++line_number_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find_first_not_of(" \t") == std::string_view::npos) return;  // blank lines are ignored
  {
    const std::lock_guard lock(mutex_);
    if (job_.envelopes.empty()) job_.first = first_ + in_flight_.size();
    in_flight_.push_back({line_number_, line.size(), {}});
    bytes_in_flight_ += line.size();
  }
  job_.envelopes.emplace_back(line);
  if (job_.envelopes.size() == kLinesPerJob) post_job();
}

void StatementStream::refuse_long_line() {
  post_job();
  skipping_ = true;
  partial_.clear();
  ++line_number_;
  {
    const std::lock_guard lock(mutex_);
    in_flight_.push_back({line_number_, 0, Outcome(line_too_long(limits_.body_bytes_max))});
  }
  submit_ready();
}

void StatementStream::post_job() {
  if (job_.envelopes.empty()) return;
  // Shared by `run` and `drop`.
  const auto job = std::make_shared<const Job>(std::exchange(job_, {}));
  auto run = [self = shared_from_this(), job] { self->run(*job); };
  auto drop = [self = shared_from_this(), job] { self->drop(*job, stopping()); };
  if (!lane_.post({std::move(run), std::move(drop)})) this->drop(*job, stopping());
}

void StatementStream::run(const Job& job) {
  for (std::size_t i = 0; i < job.envelopes.size(); ++i) {
    std::variant<ledger::Candidate, Problem> examined =
        is_abandoned() ? stopping() : submitter_.examine(job.envelopes[i]);
    const std::lock_guard lock(mutex_);
    Line& line = in_flight_[job.first + i - first_];
    if (auto* problem = std::get_if<Problem>(&examined)) {
      line.state = Outcome(std::move(*problem));
    } else {
      line.state = std::get<ledger::Candidate>(std::move(examined));
    }
  }
  submit_ready();
}

void StatementStream::drop(const Job& job, const Problem& why) {
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < job.envelopes.size(); ++i)
      in_flight_[job.first + i - first_].state = Outcome(why);
  }
  submit_ready();
}

bool StatementStream::is_abandoned() const {
  const std::lock_guard lock(mutex_);
  return is_abandoned_;
}

void StatementStream::abandon() {
  const std::lock_guard lock(mutex_);
  is_abandoned_ = true;
}

void StatementStream::submit_ready() {
  std::vector<std::pair<std::uint64_t, ledger::Candidate>> ready;
  std::unique_lock lock(mutex_);
  if (std::exchange(is_submitting_, true)) return;  // the submitting thread sees this line too
  for (;;) {
    // Lines already taken out need no submission.
    next_submit_ = std::max(next_submit_, first_);
    ready.clear();
    while (next_submit_ < first_ + in_flight_.size()) {
      Line& line = in_flight_[next_submit_ - first_];
      if (std::holds_alternative<std::monostate>(line.state)) break;
      if (auto* candidate = std::get_if<ledger::Candidate>(&line.state)) {
        ready.emplace_back(next_submit_, std::move(*candidate));
        line.state = std::monostate{};
      }
      ++next_submit_;
    }
    if (ready.empty()) break;
    // The sequencer may answer at once, on this thread; so don't hold the lock.
    lock.unlock();
    for (auto& [position, candidate] : ready) {
      submitter_.submit(std::move(candidate),
                        [self = shared_from_this(), at = position](Outcome outcome) {
                          self->answer(at, std::move(outcome));
                        });
    }
    lock.lock();
  }
  is_submitting_ = false;
  const bool wake = wake_is_due();
  lock.unlock();
  if (wake) wake_();
}

void StatementStream::answer(std::uint64_t position, Outcome outcome) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    in_flight_[position - first_].state = std::move(outcome);
    wake = wake_is_due();
  }
  if (wake) wake_();
}

bool StatementStream::wake_is_due() {
  const bool has_answer =
      !in_flight_.empty() && std::holds_alternative<Outcome>(in_flight_.front().state);
  const bool is_finished = is_ended_ && in_flight_.empty();
  if (is_woken_ || (!has_answer && !is_finished)) return false;
  is_woken_ = true;
  return true;
}

void StatementStream::end(std::optional<Problem> reason) {
  // The last line needs no newline; but if the body was truncated, the line is not complete.
  if (!reason && !partial_.empty() && !skipping_) take_line(std::exchange(partial_, {}));
  post_job();
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    if (reason) in_flight_.push_back({line_number_ + 1, 0, Outcome(*std::move(reason))});
    wake = wake_is_due();
  }
  if (wake) wake_();
}

std::vector<StatementStream::LineOutcome> StatementStream::take() {
  std::vector<LineOutcome> due;
  const std::lock_guard lock(mutex_);
  is_woken_ = false;
  while (!in_flight_.empty() && std::holds_alternative<Outcome>(in_flight_.front().state)) {
    Line& line = in_flight_.front();
    bytes_in_flight_ -= line.bytes;
    due.push_back({line.number, std::get<Outcome>(std::move(line.state))});
    in_flight_.pop_front();
    ++first_;
  }
  return due;
}

bool StatementStream::is_done() const {
  const std::lock_guard lock(mutex_);
  return is_ended_ && in_flight_.empty();
}

}  // namespace pledgebook::server

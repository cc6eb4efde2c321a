// SPDX-License-Identifier: Apache-2.0
#include "projections/projector.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

using ledger::CommittedBatchPointer;
using ledger::Errc;
using ledger::Error;
using ledger::Result;
using ledger::Size;
using std::chrono::steady_clock;

// The minimum time between commits of views, so that their writes don't slow down the log's; unless
// somebody waits for one.
constexpr std::chrono::milliseconds kCommitPause{50};
// The pause before a retry after a failure; it doubles with each further failure.
constexpr std::chrono::milliseconds kRetrySoonest{100};
constexpr std::chrono::milliseconds kRetryLatest{30'000};
// Decoded records in the queue, some 2 KB each. If it is full, they are dropped, and later read
// from the log.
constexpr std::size_t kQueuedRecordsMax = 8'192;

// The input of one step.
struct Work {
  Size to{};
  std::vector<CommittedBatchPointer> batches;
  std::uint64_t rebuilds = 0;  // the number of the newest rebuild asked for; 0: none
};

}  // namespace

class Projector::Impl {
 public:
  Result<void> start(const ledger::Store& log, Options options);
  void notify(const CommittedBatchPointer& batch);
  bool wait_for(Size size, std::chrono::milliseconds timeout);
  std::optional<Ticket> when_covered(Size size, std::function<void()> done);
  void cancel(Ticket ticket);
  Size size() const;
  std::optional<ViewsCondition> condition() const;
  Result<void> rebuild();
  Result<Views> views() const;
  void stop();

 private:
  struct Wait {
    Size size{};
    std::function<void()> done;  // null: a wait_for, which checks by itself
  };

  void run(const std::stop_token& stop);
  std::optional<Work> take(const std::stop_token& stop);
  void settle(const Work& work, const Result<void>& done);
  // With mutex_ locked:
  bool has_rebuild() const { return rebuilds_asked_ > rebuilds_done_; }
  bool has_work() const;
  bool is_awaited() const;
  Ticket add_wait(Size size, std::function<void()> done);

  const ledger::Store* log_ = nullptr;

  // Projector's thread only:
  std::unique_ptr<Projecting> projecting_;
  steady_clock::time_point last_commit_{};
  std::chrono::milliseconds retry_pause_{};  // zero: the last step succeeded
  steady_clock::time_point retry_at_{};

  mutable std::mutex mutex_;  // guards all below
  mutable std::condition_variable_any changed_;
  PublishedViews published_;
  std::optional<ViewsCondition> condition_;
  Size notified_{};
  std::deque<CommittedBatchPointer> queue_;  // consecutive batches
  std::size_t queued_records_ = 0;
  std::map<Ticket, Wait> waits_;
  std::uint64_t last_ticket_ = 0;
  std::uint64_t rebuilds_asked_ = 0;
  std::uint64_t rebuilds_done_ = 0;  // or failed
  Result<void> rebuilt_;             // the result of the last of them

  std::jthread thread_;
};

Result<void> Projector::Impl::start(const ledger::Store& log, Options options) {
  log_ = &log;
  LEDGER_TRY(projecting_, Projecting::open(log, std::move(options)));
  published_ = projecting_->published();
  notified_ = log.size();
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  return {};
}

void Projector::Impl::notify(const CommittedBatchPointer& batch) {
  {
    const std::lock_guard lock(mutex_);
    notified_ = std::max(notified_, batch->tail.size);
    const bool follows = queue_.empty() || queue_.back()->tail.size == batch->begin();
    if (!follows || queued_records_ + batch->records.size() > kQueuedRecordsMax) {
      queue_.clear();
      queued_records_ = 0;
    }
    if (batch->records.size() <= kQueuedRecordsMax) {
      queue_.push_back(batch);
      queued_records_ += batch->records.size();
    }
  }
  changed_.notify_all();
}

bool Projector::Impl::wait_for(Size size, std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  if (published_.size >= size) return true;
  const Ticket ticket = add_wait(size, nullptr);
  changed_.wait_for(lock, timeout, [&] {
    return published_.size >= size || (condition_ && !condition_->mends_itself);
  });
  waits_.erase(ticket);
  return published_.size >= size;
}

std::optional<Projector::Ticket> Projector::Impl::when_covered(Size size,
                                                               std::function<void()> done) {
  const std::lock_guard lock(mutex_);
  if (published_.size >= size) return std::nullopt;
  return add_wait(size, std::move(done));
}

Projector::Ticket Projector::Impl::add_wait(Size size, std::function<void()> done) {
  const Ticket ticket{++last_ticket_};
  waits_.emplace(ticket, Wait{size, std::move(done)});
  changed_.notify_all();
  return ticket;
}

void Projector::Impl::cancel(Ticket ticket) {
  const std::lock_guard lock(mutex_);
  waits_.erase(ticket);
}

Size Projector::Impl::size() const {
  const std::lock_guard lock(mutex_);
  return published_.size;
}

std::optional<ViewsCondition> Projector::Impl::condition() const {
  const std::lock_guard lock(mutex_);
  return condition_;
}

Result<Views> Projector::Impl::views() const {
  PublishedViews now;
  {
    const std::lock_guard lock(mutex_);
    now = published_;
  }
  if (now.store->is_damaged()) {  // an earlier query has found damage
    const std::lock_guard lock(mutex_);
    changed_.notify_all();
  }
  return look(*log_, std::move(now.store), std::move(now.background), now.background_revision);
}

Result<void> Projector::Impl::rebuild() {
  std::unique_lock lock(mutex_);
  const std::uint64_t number = ++rebuilds_asked_;
  changed_.notify_all();
  if (!changed_.wait(lock, thread_.get_stop_token(), [&] { return rebuilds_done_ >= number; }))
    return std::unexpected(Error{Errc::busy, "the rebuild of the read models was stopped"});
  return rebuilt_;
}

bool Projector::Impl::is_awaited() const {
  return std::ranges::any_of(waits_, [this](const auto& each) {
    return each.second.size > published_.size && each.second.size <= notified_;
  });
}

bool Projector::Impl::has_work() const {
  if (has_rebuild()) return true;
  if (condition_ && !condition_->mends_itself) return false;
  return notified_ > published_.size || published_.store->is_damaged();
}

// Waits for the next step that is due. Nothing: stop.
std::optional<Work> Projector::Impl::take(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  if (condition_ && condition_->mends_itself) {
    changed_.wait_until(lock, stop, retry_at_, [this] { return has_rebuild(); });
  } else {
    changed_.wait(lock, stop, [this] { return has_work(); });
    changed_.wait_until(lock, stop, last_commit_ + kCommitPause, [this] {
      return has_rebuild() || is_awaited() || published_.store->is_damaged() ||
             ledger::number(notified_) - ledger::number(published_.size) >= kBatchRecords;
    });
  }
  if (stop.stop_requested()) return std::nullopt;
  Work work{.to = notified_, .batches = {}, .rebuilds = has_rebuild() ? rebuilds_asked_ : 0};
  work.batches.assign(queue_.begin(), queue_.end());
  queue_.clear();
  queued_records_ = 0;
  return work;
}

void Projector::Impl::run(const std::stop_token& stop) {
  while (const auto work = take(stop)) {
    settle(*work, work->rebuilds > 0 ? projecting_->rebuild(stop)
                                     : projecting_->step(work->to, work->batches, stop));
  }
}

void Projector::Impl::settle(const Work& work, const Result<void>& done) {
  last_commit_ = steady_clock::now();
  retry_pause_ = done ? std::chrono::milliseconds{}
                      : std::clamp(2 * retry_pause_, kRetrySoonest, kRetryLatest);
  retry_at_ = last_commit_ + retry_pause_;
  PublishedViews before;  // released without the lock: that may close a database
  {
    const std::lock_guard lock(mutex_);
    before = std::exchange(published_, projecting_->published());
    condition_ = projecting_->condition();
    if (work.rebuilds > 0) {
      rebuilds_done_ = work.rebuilds;
      rebuilt_ = done;
    }
    for (auto next = waits_.begin(); next != waits_.end();) {
      const auto wait = next++;
      if (!wait->second.done || wait->second.size > published_.size) continue;
      wait->second.done();
      waits_.erase(wait);
    }
  }
  changed_.notify_all();
}

void Projector::Impl::stop() {
  thread_.request_stop();
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Projector::Projector(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Projector::~Projector() { impl_->stop(); }

Result<std::unique_ptr<Projector>> Projector::start(const ledger::Store& store, Options options) {
  auto impl = std::make_unique<Impl>();
  LEDGER_CHECK(impl->start(store, std::move(options)));
  return std::unique_ptr<Projector>(new Projector(std::move(impl)));
}

void Projector::notify(const CommittedBatchPointer& batch) { impl_->notify(batch); }
bool Projector::wait_for(Size size, std::chrono::milliseconds timeout) {
  return impl_->wait_for(size, timeout);
}
std::optional<Projector::Ticket> Projector::when_covered(Size size,
                                                         std::function<void()> done) const {
  return impl_->when_covered(size, std::move(done));
}
void Projector::cancel(Ticket ticket) const { impl_->cancel(ticket); }
Size Projector::size() const { return impl_->size(); }
std::optional<ViewsCondition> Projector::condition() const { return impl_->condition(); }
Result<Views> Projector::views() const { return impl_->views(); }
void Projector::stop() { impl_->stop(); }

Result<Digests> Projector::rebuild() {
  LEDGER_CHECK(impl_->rebuild());
  LEDGER_TRY(const auto now, impl_->views());
  return digests(now);
}

}  // namespace pledgebook::projections

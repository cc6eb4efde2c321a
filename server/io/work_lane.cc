// SPDX-License-Identifier: Apache-2.0
#include "server/io/work_lane.h"

#include <unistd.h>

#include <system_error>
#include <tuple>
#include <utility>

namespace pledgebook::server {
namespace {

// Beyond the process's own: a weight of 110 beside the 1,024 of other threads (sched(7)).
constexpr int kNiceness = 10;

// On Linux this is the calling thread's own, and more of it is always allowed.
void give_way_to_others() { std::ignore = ::nice(kNiceness); }

}  // namespace

WorkLane::~WorkLane() { stop(); }

std::optional<WorkLane::Ticket> WorkLane::post(Job job) {
  const std::lock_guard lock(mutex_);
  if (is_ended_ || waiting_.size() >= waiting_max_) return std::nullopt;
  if (waiting_.size() >= idle_ && threads_.size() < threads_max_) {
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      // No thread could be started: those that run do the work, if there are any.
      if (threads_.empty()) return std::nullopt;
    }
  }
  const Ticket ticket = next_++;
  waiting_.emplace_hint(waiting_.end(), ticket, std::move(job));
  filled_.notify_one();
  return ticket;
}

bool WorkLane::withdraw(Ticket ticket) {
  const std::lock_guard lock(mutex_);
  return waiting_.erase(ticket) > 0;
}

void WorkLane::end() {
  std::map<Ticket, Job> dropped;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    dropped.swap(waiting_);
    filled_.notify_all();
  }
  for (auto& [ticket, job] : dropped) job.drop();
}

void WorkLane::stop() {
  end();
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
}

std::size_t WorkLane::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

void WorkLane::work() {
  if (urgency_ == Urgency::low) give_way_to_others();
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    filled_.wait(lock, [this] { return is_ended_ || !waiting_.empty(); });
    --idle_;
    if (waiting_.empty()) return;
    Job job = std::move(waiting_.extract(waiting_.begin()).mapped());
    lock.unlock();
    job.run();
    job = {};  // release its captures without the lock
    lock.lock();
  }
}

}  // namespace pledgebook::server

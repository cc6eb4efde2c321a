// SPDX-License-Identifier: Apache-2.0
#include "ledger/work_pool.h"

#include <algorithm>
#include <utility>

namespace pledgebook::ledger {

WorkPool::WorkPool(unsigned threads) {
  const unsigned wanted =
      threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
  for (unsigned i = 1; i < wanted; ++i) threads_.emplace_back([this] { work(); });
}

WorkPool::~WorkPool() {
  {
    const std::unique_lock lock(mutex_);
    ending_ = true;
    urgent_.waiting.clear();
    other_.waiting.clear();
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

void WorkPool::add(Task task) {
  const std::unique_lock lock(mutex_);
  other_.waiting.push_back(std::move(task));
  ++other_.left;
  changed_.notify_all();
}

void WorkPool::add_urgent(Task task) {
  const std::unique_lock lock(mutex_);
  urgent_.waiting.push_back(std::move(task));
  ++urgent_.left;
  changed_.notify_all();
}

void WorkPool::finish_urgent() { help(urgent_, 0); }
void WorkPool::finish_until(std::size_t left_max) { help(other_, left_max); }

bool WorkPool::run_one(std::unique_lock<std::mutex>& lock) {
  Queue& queue = urgent_.waiting.empty() ? other_ : urgent_;
  if (queue.waiting.empty()) return false;
  const Task task = std::move(queue.waiting.front());
  queue.waiting.pop_front();
  lock.unlock();
  task();
  lock.lock();
  --queue.left;
  changed_.notify_all();
  return true;
}

void WorkPool::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    if (!run_one(lock)) changed_.wait(lock);
  }
}

void WorkPool::help(const Queue& queue, std::size_t left_max) {
  std::unique_lock lock(mutex_);
  while (queue.left > left_max) {
    if (!run_one(lock)) changed_.wait(lock);
  }
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// WorkPool: threads that run tasks, with the help of the thread that waits for them: fork and join.
// Urgent tasks run before the others; tasks neither block nor add tasks. Not a bounded queue whose
// jobs can be taken back: that is server/io/work_lane.h.
//
// Threads: one owner adds tasks and waits; tasks run on any thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pledgebook::ledger {

class WorkPool {
 public:
  using Task = std::function<void()>;

  // Starts `threads` - 1 threads: the owner is one more while it waits. 0: one a core.
  explicit WorkPool(unsigned threads);
  // Drops the tasks that have not started.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  void add(Task task);
  void add_urgent(Task task);
  // Runs tasks until no urgent one is left.
  void finish_urgent();
  // Runs tasks until at most `left_max` others are left.
  void finish_until(std::size_t left_max);

 private:
  struct Queue {
    std::deque<Task> waiting;
    std::size_t left = 0;  // waiting or running
  };
  void work();
  // Runs one task; `lock` is held before and after. False: there was none.
  bool run_one(std::unique_lock<std::mutex>& lock);
  void help(const Queue& queue, std::size_t left_max);

  std::mutex mutex_;  // guards all below but the threads
  std::condition_variable changed_;
  Queue urgent_;
  Queue other_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pledgebook::ledger

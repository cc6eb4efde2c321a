// SPDX-License-Identifier: Apache-2.0
// WorkLane: the threads for one kind of work, and their bounded queue. A waiting job can be taken
// back, and is dropped when the lane ends; a running job is never interrupted. Not for splitting
// one computation among threads while its caller waits: that is ledger/work_pool.h.
//
// Threads: any, but stop not from a lane's own thread. Threads are started as needed, up to the
// limit. Those of low urgency have the processor when no other thread wants it, and a tenth of it
// when one does.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace pledgebook::server {

class WorkLane {
 public:
  // Exactly one of the two is called, once, unless the job is taken back. Neither may throw.
  struct Job {
    std::move_only_function<void()> run;   // on a thread of the lane
    std::move_only_function<void()> drop;  // if the lane ends first, on the thread that ends it
  };
  using Ticket = std::uint64_t;
  enum class Urgency : std::uint8_t { normal, low };

  WorkLane(unsigned threads_max, std::size_t waiting_max, Urgency urgency = Urgency::normal)
      : threads_max_(threads_max), waiting_max_(waiting_max), urgency_(urgency) {}
  // stop().
  ~WorkLane();
  WorkLane(const WorkLane&) = delete;
  WorkLane& operator=(const WorkLane&) = delete;

  // Nothing if the queue is full or the lane has ended; then neither is called.
  [[nodiscard]] std::optional<Ticket> post(Job job);
  // Takes the job back. False if it has begun or is over.
  bool withdraw(Ticket ticket);
  // Drops all waiting jobs, and accepts no more.
  void end();
  // Calls end(), and waits for running jobs.
  void stop();
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work();

  const std::size_t threads_max_;
  const std::size_t waiting_max_;
  const Urgency urgency_;
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable filled_;
  std::map<Ticket, Job> waiting_;  // oldest first
  Ticket next_ = 0;
  std::size_t idle_ = 0;  // threads that wait for a job
  bool is_ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pledgebook::server

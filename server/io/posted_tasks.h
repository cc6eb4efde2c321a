// SPDX-License-Identifier: Apache-2.0
// PostedTasks: runs tasks of other threads on the I/O thread. Tasks that are posted while the I/O
// thread is busy run together, so that a batch of the sequencer's answers wakes it only once.
//
// Threads: post from any; tasks run on the I/O thread, in order.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace pledgebook::server {

class PostedTasks {
 public:
  using Task = std::move_only_function<void()>;

  // `io` outlives this, and this outlives all threads that post.
  explicit PostedTasks(boost::asio::io_context& io) : io_(io) {}

  void post(Task task);

 private:
  void run_tasks();

  boost::asio::io_context& io_;
  std::mutex mutex_;
  std::vector<Task> tasks_;    // under mutex_
  std::vector<Task> running_;  // I/O thread only; kept for its memory
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// PostedTasks: how other threads speak to the I/O thread. What is posted while the I/O thread is
// busy is run together, so that a batch of answers from the sequencer wakes it once.
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

  // `io` outlives this, and this all who post.
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

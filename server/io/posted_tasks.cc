// SPDX-License-Identifier: Apache-2.0
#include "server/io/posted_tasks.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace pledgebook::server {

void PostedTasks::post(Task task) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = tasks_.empty();
    tasks_.push_back(std::move(task));
  }
  if (first) {
    boost::asio::post(io_, [this] { run_tasks(); });
  }
}

void PostedTasks::run_tasks() {
  {
    const std::lock_guard lock(mutex_);
    running_.swap(tasks_);
  }
  for (Task& task : running_) task();
  running_.clear();
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Workers: the threads that parse, check signatures and answer queries, so that the I/O thread
// never computes. Their queue is bounded by what feeds it: one job a connection, and the lines in
// flight of each stream.
//
// Threads: post from any; stop from one that is no worker.
#pragma once

#include <functional>
#include <memory>

namespace pledgebook::server {

class Workers {
 public:
  using Job = std::move_only_function<void()>;

  explicit Workers(unsigned threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void post(Job job);
  // Runs what is in the queue and ends the threads; idempotent.
  void stop();

 private:
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace pledgebook::server

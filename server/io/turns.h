// SPDX-License-Identifier: Apache-2.0
// Turns: so many may do something at once; the others wait, and come in the order in which they
// asked.
//
// Threads: the I/O thread only.
#pragma once

#include <cstddef>
#include <deque>

#include "server/io/asio.h"
#include "server/io/signal.h"

namespace pledgebook::server {

class Turns {
 public:
  explicit Turns(std::size_t at_once) : free_(at_once) {}
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  // Returns when it is the caller's turn, who gives it back.
  [[nodiscard]] Awaitable<void> take();
  // Resumes the next one before it returns.
  void give_back();

 private:
  std::size_t free_;
  std::deque<Signal*> waiting_;
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// ViewWait: requests that wait until the read models cover a position (`min_size`): read your own
// write. While anybody waits, and only then, it looks every few milliseconds.
//
// Threads: the I/O thread only.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <chrono>
#include <functional>
#include <list>

#include "ledger/clock.h"
#include "ledger/domain/values/id.h"
#include "server/io/asio.h"
#include "server/io/signal.h"

namespace pledgebook::server {

class ViewWait {
 public:
  // `view_size` may be called at any time; the clock outlives this.
  ViewWait(asio::io_context& io, const ledger::Clock& clock,
           std::function<ledger::Size()> view_size);

  [[nodiscard]] ledger::Size view_size() const { return view_size_(); }
  // True as soon as the views cover `size`; false after `span`, or when all are let go.
  [[nodiscard]] Awaitable<bool> wait(ledger::Size size, std::chrono::milliseconds span);
  // Lets all go, at stop.
  void release_all();

 private:
  using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, Executor>;
  struct Waiter {
    ledger::Size size{};
    std::chrono::steady_clock::time_point deadline;
    Signal signal;
  };

  void look_later();
  void look();

  const ledger::Clock& clock_;
  const std::function<ledger::Size()> view_size_;
  Timer timer_;
  bool is_looking_ = false;
  std::list<Waiter> waiters_;
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// ViewWait: requests that wait until the read models cover a position (`min_size`), to read their
// own write. While somebody waits, the projector commits at once, and notifies this class.
//
// Threads: the I/O thread only.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <chrono>
#include <list>
#include <optional>

#include "ledger/clock.h"
#include "ledger/domain/values/id.h"
#include "projections/projector.h"
#include "server/io/asio.h"
#include "server/io/signal.h"

namespace pledgebook::server {

class ViewWait {
 public:
  // All three outlive this.
  ViewWait(asio::io_context& io, const ledger::Clock& clock,
           const projections::Projector& projector);
  ~ViewWait();
  ViewWait(const ViewWait&) = delete;
  ViewWait& operator=(const ViewWait&) = delete;

  [[nodiscard]] ledger::Size view_size() const { return projector_.size(); }
  // True as soon as the views cover `size`; false after `span`, or after the server's stop.
  [[nodiscard]] Awaitable<bool> wait(ledger::Size size, std::chrono::milliseconds span);
  // Ends all waits, at the server's stop.
  void release_all();

 private:
  using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, Executor>;
  struct Waiter {
    ledger::Size size{};
    std::chrono::steady_clock::time_point deadline;
    std::optional<projections::Projector::Ticket> ticket;
    Signal signal;
  };

  // Wakes waiters whose position is covered or whose time is over.
  void look();
  void look_later();

  asio::io_context& io_;
  const ledger::Clock& clock_;
  const projections::Projector& projector_;
  Timer timer_;  // for deadlines only, while anybody waits
  bool is_timed_ = false;
  std::list<Waiter> waiters_;
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/view_wait.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace pledgebook::server {
namespace {

// How late a timeout may be noticed.
constexpr std::chrono::milliseconds kDeadlinesEvery{20};

}  // namespace

ViewWait::ViewWait(asio::io_context& io, const ledger::Clock& clock,
                   const projections::Projector& projector)
    : io_(io), clock_(clock), projector_(projector), timer_(io.get_executor()) {}

ViewWait::~ViewWait() {
  for (const Waiter& waiter : waiters_) {
    if (waiter.ticket) projector_.cancel(*waiter.ticket);
  }
}

Awaitable<bool> ViewWait::wait(ledger::Size size, std::chrono::milliseconds span) {
  const auto place = waiters_.emplace(waiters_.end());
  place->size = size;
  place->deadline = clock_.monotonic() + span;
  place->ticket = projector_.when_covered(size, [this] { asio::post(io_, [this] { look(); }); });
  if (place->ticket) {
    if (!std::exchange(is_timed_, true)) look_later();
    co_await place->signal.wait();
    projector_.cancel(*place->ticket);
  }
  waiters_.erase(place);
  co_return view_size() >= size;
}

void ViewWait::look_later() {
  timer_.expires_after(kDeadlinesEvery);
  timer_.async_wait([this](ErrorCode) {
    look();
    is_timed_ = !waiters_.empty();
    if (is_timed_) look_later();
  });
}

void ViewWait::look() {
  const ledger::Size size = view_size();
  const auto now = clock_.monotonic();
  // A woken waiter removes itself from the list, so find the next one first.
  for (auto next = waiters_.begin(); next != waiters_.end();) {
    Waiter& waiter = *next++;
    if (waiter.size <= size || waiter.deadline <= now) waiter.signal.raise();
  }
}

void ViewWait::release_all() {
  for (auto next = waiters_.begin(); next != waiters_.end();) {
    Waiter& waiter = *next++;
    waiter.deadline = std::chrono::steady_clock::time_point::min();
    waiter.signal.raise();
  }
}

}  // namespace pledgebook::server

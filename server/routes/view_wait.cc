// SPDX-License-Identifier: Apache-2.0
#include "server/routes/view_wait.h"

#include <utility>

namespace pledgebook::server {
namespace {

constexpr std::chrono::milliseconds kLookEvery{3};

}  // namespace

ViewWait::ViewWait(asio::io_context& io, const ledger::Clock& clock,
                   std::function<ledger::Size()> view_size)
    : clock_(clock), view_size_(std::move(view_size)), timer_(io.get_executor()) {}

Awaitable<bool> ViewWait::wait(ledger::Size size, std::chrono::milliseconds span) {
  if (view_size_() >= size) co_return true;
  const auto place = waiters_.emplace(waiters_.end());
  place->size = size;
  place->deadline = clock_.monotonic() + span;
  if (!std::exchange(is_looking_, true)) look_later();
  co_await place->signal.wait();
  const bool reached = view_size_() >= size;
  waiters_.erase(place);
  co_return reached;
}

void ViewWait::look_later() {
  timer_.expires_after(kLookEvery);
  timer_.async_wait([this](ErrorCode) { look(); });
}

void ViewWait::look() {
  const ledger::Size size = view_size_();
  const auto now = clock_.monotonic();
  bool anybody_waits = false;
  // A waiter that is raised leaves the list, so the next is found first.
  for (auto next = waiters_.begin(); next != waiters_.end();) {
    Waiter& waiter = *next++;
    if (waiter.size <= size || waiter.deadline <= now) {
      waiter.signal.raise();
    } else {
      anybody_waits = true;
    }
  }
  is_looking_ = anybody_waits || !waiters_.empty();
  if (is_looking_) look_later();
}

void ViewWait::release_all() {
  for (auto next = waiters_.begin(); next != waiters_.end();) {
    Waiter& waiter = *next++;
    waiter.deadline = std::chrono::steady_clock::time_point::min();
    waiter.signal.raise();
  }
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Signal: a coroutine waits for it until another task on its thread raises it. If it was raised
// before, the wait returns at once; raised twice, it counts once.
//
// Threads: the I/O thread only; others raise it by a posted task. One coroutine waits at a time.
#pragma once

#include <functional>
#include <utility>

#include "server/io/asio.h"

namespace pledgebook::server {

class Signal {
 public:
  // Resumes the waiting coroutine before it returns.
  void raise() {
    raised_ = true;
    if (!waiting_) return;
    // Resuming may wait anew, so the member must be free by then.
    auto resume = std::exchange(waiting_, nullptr);
    resume();
  }

  [[nodiscard]] Awaitable<void> wait() {
    if (!raised_) {
      auto keep = [this](auto handler) { waiting_ = std::move(handler); };
      co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(keep, kAwait);
    }
    raised_ = false;
  }

 private:
  bool raised_ = false;
  std::move_only_function<void()> waiting_;
};

}  // namespace pledgebook::server

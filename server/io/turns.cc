// SPDX-License-Identifier: Apache-2.0
#include "server/io/turns.h"

namespace pledgebook::server {

Awaitable<void> Turns::take() {
  if (free_ > 0) {
    --free_;
    co_return;
  }
  Signal turn;
  waiting_.push_back(&turn);
  co_await turn.wait();
}

void Turns::give_back() {
  if (waiting_.empty()) {
    ++free_;
    return;
  }
  Signal* next = waiting_.front();
  waiting_.pop_front();
  next->raise();
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Threads: the messages about a pledge as people read them: what answers a message stands under
// the message with which that thread began.
//
// Threads: any.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "projections/views/discussion.h"

namespace pledgebook::server {

// Places in the messages.
struct Thread {
  std::size_t first = 0;
  std::vector<std::size_t> replies;  // to it or to each other, oldest first
};

// Oldest first, as the messages are. A message whose own is not among them begins a thread.
[[nodiscard]] std::vector<Thread> threads_of(std::span<const projections::Message> messages);

// Leaves the threads with the newest messages: as many as have `count` messages together, and one
// at least, of which the newest `count` are left. They stay in their order.
void keep_newest(std::vector<Thread>& threads, std::size_t count);

}  // namespace pledgebook::server

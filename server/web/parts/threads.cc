// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/threads.h"

#include <algorithm>
#include <map>

namespace pledgebook::server {
namespace {

std::size_t newest_in(const Thread& thread) {
  return thread.replies.empty() ? thread.first : thread.replies.back();
}

}  // namespace

std::vector<Thread> threads_of(std::span<const projections::Message> messages) {
  std::vector<Thread> threads;
  std::map<ledger::Sid, std::size_t> thread_of;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const auto& answered = messages[i].in_reply_to;
    const auto own = answered ? thread_of.find(*answered) : thread_of.end();
    const std::size_t thread = own == thread_of.end() ? threads.size() : own->second;
    if (own == thread_of.end()) {
      threads.push_back({.first = i, .replies = {}});
    } else {
      threads[thread].replies.push_back(i);
    }
    thread_of.emplace(messages[i].said.sid, thread);
  }
  return threads;
}

void keep_newest(std::vector<Thread>& threads, std::size_t count) {
  std::ranges::sort(threads, std::ranges::greater(), newest_in);
  std::size_t room = count;
  std::size_t kept = 0;
  for (Thread& thread : threads) {
    const std::size_t size = 1 + thread.replies.size();
    if (kept > 0 && size > room) break;
    ++kept;
    if (size > count)
      thread.replies.erase(thread.replies.begin(),
                           thread.replies.end() - std::ptrdiff_t(count - 1));
    room -= std::min(room, size);
  }
  threads.resize(kept);
  std::ranges::sort(threads, std::ranges::less(), &Thread::first);
}

}  // namespace pledgebook::server

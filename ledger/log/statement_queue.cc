// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/statement_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pledgebook::ledger {

StatementQueue::Entry StatementQueue::push(Item& item) {
  const std::lock_guard lock(mutex_);
  if (closed_) return Entry::closed;
  if (items_.size() >= items_max_) return Entry::full;
  items_.push_back(std::move(item));
  filled_.notify_one();
  return Entry::queued;
}

Sequencer::SealDone StatementQueue::push_seal(Sequencer::SealDone done) {
  const std::lock_guard lock(mutex_);
  if (closed_) return done;
  filled_.notify_one();
  return std::exchange(seal_, std::move(done));
}

std::optional<StatementQueue::Work> StatementQueue::take(
    std::size_t items_max, std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  filled_.wait_until(lock, until, [this] { return closed_ || !items_.empty() || seal_; });
  if (closed_ && items_.empty() && !seal_) return std::nullopt;
  const auto end = items_.begin() + static_cast<std::ptrdiff_t>(std::min(items_.size(), items_max));
  std::vector<Item> items(std::make_move_iterator(items_.begin()), std::make_move_iterator(end));
  items_.erase(items_.begin(), end);
  return Work{std::move(items), std::exchange(seal_, nullptr)};
}

void StatementQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  filled_.notify_one();
}

std::size_t StatementQueue::size() const {
  const std::lock_guard lock(mutex_);
  return items_.size();
}

}  // namespace pledgebook::ledger

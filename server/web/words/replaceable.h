// SPDX-License-Identifier: Apache-2.0
// Replaceable: a value that every thread reads, and that may be replaced while they do. Earlier
// values stay, since others hold references into them: this is for people who work on the pages,
// who replace it as often as they save a file.
//
// Threads: any.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace pledgebook::server {

template <class T>
class Replaceable {
 public:
  explicit Replaceable(T first) { replace(std::move(first)); }

  [[nodiscard]] const T& now() const noexcept { return *now_.load(std::memory_order_acquire); }
  void replace(T next) {
    const std::lock_guard lock(mutex_);
    kept_.push_back(std::make_unique<const T>(std::move(next)));
    now_.store(kept_.back().get(), std::memory_order_release);
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<const T>> kept_;
  std::atomic<const T*> now_ = nullptr;
};

}  // namespace pledgebook::server

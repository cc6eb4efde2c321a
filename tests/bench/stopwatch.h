// SPDX-License-Identifier: Apache-2.0
// Stopwatch: the time since it was made, by a clock that is never set. A value.
#pragma once

#include <chrono>
#include <cstdint>

namespace pledgebook::bench {

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - begin_).count();
  }
  [[nodiscard]] double milliseconds() const { return 1e3 * seconds(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
};

template <class Work>
[[nodiscard]] double seconds_of(Work work) {
  const Stopwatch watch;
  work();
  return watch.seconds();
}

// Calls `work` on this thread until `seconds` are over; calls a second.
template <class Work>
[[nodiscard]] double rate_of(double seconds, Work work) {
  const Stopwatch watch;
  std::uint64_t calls = 0;
  do {
    work();
    ++calls;
  } while (watch.seconds() < seconds);
  return static_cast<double>(calls) / watch.seconds();
}

}  // namespace pledgebook::bench

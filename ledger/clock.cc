// SPDX-License-Identifier: Apache-2.0
#include "ledger/clock.h"

#include <sys/timex.h>
#include <time.h>

namespace pledgebook::ledger {

std::chrono::milliseconds SystemClock::boot_time() const {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

// The kernel clears the state when the clock is set by hand, until a time server is followed again.
bool SystemClock::is_synchronised() const {
  timex state{};
  const int answer = ::adjtimex(&state);
  return answer >= 0 && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

}  // namespace pledgebook::ledger

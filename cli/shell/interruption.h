// SPDX-License-Identifier: Apache-2.0
// Interruption: a request from the keyboard or the system to end the program.
#pragma once

#include <atomic>

namespace pledgebook::cli {

// The first SIGINT or SIGTERM after this call sets the flag; the second ends the program at once.
// The flag lives as long as the program.
[[nodiscard]] const std::atomic<bool>& catch_interruption();

// The same flag, for objects made before catch_interruption is called; until then a signal ends the
// program.
[[nodiscard]] const std::atomic<bool>& interruption() noexcept;

}  // namespace pledgebook::cli

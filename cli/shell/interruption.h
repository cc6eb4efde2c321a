// SPDX-License-Identifier: Apache-2.0
// Interruption: the wish of the person at the keyboard, or of the system, that the program end.
#pragma once

#include <atomic>

namespace pledgebook::cli {

// Set by the first SIGINT or SIGTERM once this was called; the second ends the program at once.
// The flag lasts as long as the program.
[[nodiscard]] const std::atomic<bool>& catch_interruption();

// The same flag, for what is made before catch_interruption is called; until then a signal ends the
// program.
[[nodiscard]] const std::atomic<bool>& interruption() noexcept;

}  // namespace pledgebook::cli

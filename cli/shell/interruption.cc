// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/interruption.h"

#include <csignal>

namespace pledgebook::cli {
namespace {

// A signal handler can reach nothing but a global.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interruption(int /*signal*/) { interrupted.store(true); }

}  // namespace

const std::atomic<bool>& interruption() noexcept { return interrupted; }

const std::atomic<bool>& catch_interruption() {
  struct sigaction action{};
  action.sa_handler = on_interruption;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
  return interrupted;
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// ReadingOutcome: what the server's rooms have read of a file, as a command's Outcome: a file that
// can't be read is wrong usage.
#pragma once

#include <utility>

#include "cli/shell/outcome.h"
#include "server/sheet/reading.h"

namespace pledgebook::cli {

template <class T>
[[nodiscard]] Outcome<T> outcome(server::Reading<T> reading) {
  if (!reading) return usage(std::move(reading.error().sentence));
  return *std::move(reading);
}

}  // namespace pledgebook::cli

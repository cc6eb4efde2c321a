// SPDX-License-Identifier: Apache-2.0
// How a measurement handles an error: it has no caller who could handle it, and its figure would be
// wrong.
#pragma once

#include <string>
#include <utility>

#include "ledger/error.h"

namespace pledgebook::bench {

// Ends the program with the sentence.
[[noreturn]] void give_up(const std::string& why);

template <class T>
[[nodiscard]] T or_give_up(ledger::Result<T> result) {
  if (!result) give_up(result.error().detail);
  return *std::move(result);
}

}  // namespace pledgebook::bench

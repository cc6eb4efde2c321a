// SPDX-License-Identifier: Apache-2.0
// What a measurement does with an error: there is nobody to hand it to, and a figure that rests on
// one would be false.
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

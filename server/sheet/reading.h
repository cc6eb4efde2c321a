// SPDX-License-Identifier: Apache-2.0
// Reading: what was read of a file that somebody brings, or why it can't be read.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "ledger/error.h"

namespace pledgebook::server {

struct Misread {
  std::string sentence;  // lower case, with the remedy, without a final period
};

template <class T>
using Reading = std::expected<T, Misread>;

[[nodiscard]] inline std::unexpected<Misread> misread(std::string sentence) {
  return std::unexpected(Misread{std::move(sentence)});
}

}  // namespace pledgebook::server

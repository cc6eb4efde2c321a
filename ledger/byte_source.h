// SPDX-License-Identifier: Apache-2.0
// ByteSource: a source of bytes, read piece by piece: a file, a text in memory, or a gzip stream.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "ledger/error.h"

namespace pledgebook::ledger {

// Fills the front of `room` and returns the number of bytes; 0 only at the end.
using ByteSource = std::function<Result<std::size_t>(std::span<char> room)>;

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// ByteSource: where bytes come from, piece by piece: a file, a text in memory, another source that
// is packed with gzip.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "ledger/error.h"

namespace pledgebook::ledger {

// Fills the front of `room` and says with how many bytes; 0 at the end, and only there.
using ByteSource = std::function<Result<std::size_t>(std::span<char> room)>;

}  // namespace pledgebook::ledger

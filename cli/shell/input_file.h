// SPDX-License-Identifier: Apache-2.0
// InputFile: a file given to a command, or standard input for `-`.
#pragma once

#include <cstddef>
#include <string>

#include "cli/shell/outcome.h"
#include "ledger/byte_source.h"

namespace pledgebook::cli {

// The whole file. Fails if it is absent or larger than `bytes_max`.
[[nodiscard]] Outcome<std::string> read_whole(const std::string& path, std::size_t bytes_max);

// The same, piece by piece; open as long as the source or a copy of it exists.
[[nodiscard]] Outcome<ledger::ByteSource> open_source(const std::string& path);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// StandardDescriptors: standard input, output and error, which may be closed when a program starts.
#pragma once

namespace pledgebook::cli {

// Opens /dev/null for each of descriptors 0, 1 and 2 that is closed. Otherwise the next file that
// is opened, perhaps the database, would get that number, and messages would be written into it.
// Call it before any file is opened. False if a descriptor stays closed.
[[nodiscard]] bool open_standard_descriptors() noexcept;

}  // namespace pledgebook::cli

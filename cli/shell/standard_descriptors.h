// SPDX-License-Identifier: Apache-2.0
// StandardDescriptors: input, output and error output, which a program may be started without.
#pragma once

namespace pledgebook::cli {

// Opens /dev/null for each of descriptors 0, 1 and 2 that is closed. Else the next file that is
// opened, perhaps the database, would get that number, and messages would be written into it.
// To be called before any file is opened. False where a descriptor stays closed.
[[nodiscard]] bool open_standard_descriptors() noexcept;

}  // namespace pledgebook::cli

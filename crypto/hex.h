// SPDX-License-Identifier: Apache-2.0
// Hexadecimal text, lower case only, so that each byte string has exactly one spelling.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"

namespace pledgebook::crypto {

[[nodiscard]] std::string to_hex(Bytes bytes);

// Nothing unless `text` is an even number of the digits 0-9 and a-f. Empty text is no bytes.
[[nodiscard]] std::optional<std::vector<std::byte>> from_hex(std::string_view text);

}  // namespace pledgebook::crypto

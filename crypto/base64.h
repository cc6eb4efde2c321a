// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648). We write one form, section 4 with padding, and read strictly: a text that
// decodes is the only text, in its alphabet and padding, for those bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"

namespace pledgebook::crypto {

// RFC 4648 section 4: standard alphabet, padded, no line breaks.
[[nodiscard]] std::string to_base64(Bytes bytes);

// Exactly what to_base64 writes: nothing for white space, missing padding, other alphabets or
// trailing bits that are not zero.
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64(std::string_view text);

// Standard or URL-safe alphabet (section 5), padded or not, as a DSSE 1.0.2 verifier must read.
// Still nothing for a mixture of the two alphabets, incomplete padding, white space or trailing
// bits that are not zero.
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64_any(std::string_view text);

}  // namespace pledgebook::crypto

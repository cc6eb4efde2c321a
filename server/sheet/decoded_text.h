// SPDX-License-Identifier: Apache-2.0
// DecodedText: a file's text as UTF-8, and what it was written in: a byte order mark says so, else
// what is well-formed UTF-8 is UTF-8, and all else is Windows-1252, which the reader is told.
#pragma once

#include <string>
#include <string_view>

#include "server/sheet/reading.h"

namespace pledgebook::server {

struct DecodedText {
  std::string utf8;      // without a byte order mark
  std::string encoding;  // "UTF-8", "UTF-16", "Windows-1252"
};

// A Misread if the bytes are none of them.
[[nodiscard]] Reading<DecodedText> decode_text(const std::string& path, std::string_view bytes);

}  // namespace pledgebook::server

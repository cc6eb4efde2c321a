// SPDX-License-Identifier: Apache-2.0
#include "crypto/utf8.h"

#include <algorithm>

namespace pledgebook::crypto {

std::string one_line(std::string_view utf8) {
  std::string line;
  line.reserve(utf8.size());
  while (!utf8.empty()) {
    const CodePoint point = first_code_point(utf8);
    const std::size_t bytes = std::max<std::size_t>(point.bytes, 1);  // of what is malformed: one
    const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0) ||
                         (point.value >= 0x202A && point.value <= 0x202E) ||
                         (point.value >= 0x2066 && point.value <= 0x2069);
    if (control) {
      line += ' ';
    } else {
      line += utf8.substr(0, bytes);
    }
    utf8.remove_prefix(bytes);
  }
  return line;
}

}  // namespace pledgebook::crypto

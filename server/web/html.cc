// SPDX-License-Identifier: Apache-2.0
#include "server/web/html.h"

#include <algorithm>

namespace pledgebook::server {

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string group_digits(std::string_view decimal) {
  constexpr std::string_view kNarrowNoBreakSpace = "\u202f";
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  std::string grouped;
  for (std::size_t i = 0; i < point; ++i) {
    const std::size_t left = point - i;
    const bool after_digit = i > 0 && decimal[i - 1] != '-';
    if (after_digit && left % 3 == 0) grouped += kNarrowNoBreakSpace;
    grouped += decimal[i];
  }
  grouped += decimal.substr(point);
  return grouped;
}

}  // namespace pledgebook::server

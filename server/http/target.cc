// SPDX-License-Identifier: Apache-2.0
#include "server/http/target.h"

#include <utility>

#include "ledger/domain/values/text.h"

namespace pledgebook::server {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

enum class Plus : bool { is_plus, is_space };

// Unescapes `escaped`; nothing if it is malformed.
std::optional<std::string> unescape(std::string_view escaped, Plus plus) {
  std::string text;
  text.reserve(escaped.size());
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    char c = escaped[i];
    if (c == '%') {
      if (escaped.size() - i < 3) return std::nullopt;
      const auto high = hex_digit(escaped[i + 1]);
      const auto low = hex_digit(escaped[i + 2]);
      if (!high || !low) return std::nullopt;
      c = static_cast<char>(*high << 4U | *low);
      i += 2;
    } else if (c == '+' && plus == Plus::is_space) {
      c = ' ';
    }
    // A statement's text may contain newlines and tabs; a target may not.
    if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
    text.push_back(c);
  }
  if (!ledger::count_characters(text, ledger::Lines::many)) return std::nullopt;
  return text;
}

// Calls `take(part)` for each part of `text` between separators, until it returns false.
template <class Take>
bool split(std::string_view text, char separator, Take take) {
  for (;;) {
    const std::size_t end = text.find(separator);
    if (!take(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  if (!text.starts_with('/')) return std::nullopt;
  const std::size_t question = text.find('?');
  Target target;
  const bool path_ok = split(
      text.substr(1, question == std::string_view::npos ? std::string_view::npos : question - 1),
      '/', [&](std::string_view segment) {
        auto part = unescape(segment, Plus::is_plus);
        if (!part) return false;
        target.path.push_back(*std::move(part));
        return true;
      });
  if (!path_ok) return std::nullopt;
  if (question == std::string_view::npos) return target;
  const bool query_ok = split(text.substr(question + 1), '&', [&](std::string_view pair) {
    if (pair.empty()) return true;
    const std::size_t equals = pair.find('=');
    auto name = unescape(pair.substr(0, equals), Plus::is_space);
    auto value = equals == std::string_view::npos
                     ? std::string()
                     : unescape(pair.substr(equals + 1), Plus::is_space);
    if (!name || !value || target.query.size() == kQueryParametersMax) return false;
    target.query.push_back({*std::move(name), *std::move(value)});
    return true;
  });
  if (!query_ok) return std::nullopt;
  return target;
}

}  // namespace pledgebook::server

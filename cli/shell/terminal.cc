// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

namespace pledgebook::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t kRanges>
bool is_in(char32_t c, const std::array<Range, kRanges>& ranges) noexcept {
  return std::ranges::any_of(ranges, [c](Range r) { return c >= r.first && c <= r.last; });
}

// Marks that combine with the character before, and characters without a shape: the ranges of
// Unicode's Mn and Cf that the scripts of the six UN languages and of most names use.
constexpr std::array<Range, 15> kNoColumn{{{0x0300, 0x036F},
                                           {0x0483, 0x0489},
                                           {0x0591, 0x05BD},
                                           {0x0610, 0x061A},
                                           {0x064B, 0x065F},
                                           {0x0670, 0x0670},
                                           {0x06D6, 0x06DC},
                                           {0x06DF, 0x06E4},
                                           {0x0E31, 0x0E31},
                                           {0x0E34, 0x0E3A},
                                           {0x200B, 0x200F},
                                           {0x2060, 0x206F},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F},
                                           {0xFEFF, 0xFEFF}}};
// East_Asian_Width W and F, and emoji.
constexpr std::array<Range, 9> kTwoColumns{{{0x1100, 0x115F},
                                            {0x2E80, 0x303E},
                                            {0x3041, 0xA4CF},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF00, 0xFF60},
                                            {0x1F300, 0x1FAFF},
                                            {0x20000, 0x3FFFD}}};

std::size_t columns_of(char32_t c) noexcept {
  if (is_in(c, kNoColumn)) return 0;
  return is_in(c, kTwoColumns) ? 2 : 1;
}

constexpr std::size_t kColumnsMin = 40;

}  // namespace

CodePoint first_code_point(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t first = byte(0);
  const std::size_t bytes = first < 0x80U ? 1 : first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4;
  if (bytes == 1 || first < 0xC0U || bytes > text.size()) return {first, 1};
  std::uint32_t value = first & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {first, 1};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  return {value, bytes};
}

Terminal terminal_of(std::FILE* stream) {
  Terminal terminal;
  const int descriptor = ::fileno(stream);
  if (descriptor < 0 || ::isatty(descriptor) == 0) return terminal;
  const char* kind = std::getenv("TERM");
  const char* no_colour = std::getenv("NO_COLOR");
  const bool dumb = kind != nullptr && std::string_view(kind) == "dumb";
  terminal.interactive = !dumb;
  terminal.colour = !dumb && (no_colour == nullptr || *no_colour == '\0');
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.columns = std::max<std::size_t>(size.ws_col, kColumnsMin);
  }
  return terminal;
}

std::size_t display_columns(std::string_view utf8) noexcept {
  std::size_t columns = 0;
  while (!utf8.empty()) {
    const CodePoint point = first_code_point(utf8);
    columns += columns_of(point.value);
    utf8.remove_prefix(point.bytes);
  }
  return columns;
}

std::string cut_to_columns(std::string_view utf8, std::size_t columns) {
  if (display_columns(utf8) <= columns) return std::string(utf8);
  std::string cut;
  std::size_t used = 0;
  while (!utf8.empty()) {
    const CodePoint point = first_code_point(utf8);
    used += columns_of(point.value);
    if (used + 1 > columns) break;
    cut += utf8.substr(0, point.bytes);
    utf8.remove_prefix(point.bytes);
  }
  return columns == 0 ? cut : cut + "…";
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=@%+,-";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos)
    return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace pledgebook::cli

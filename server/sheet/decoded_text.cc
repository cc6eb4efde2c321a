// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/decoded_text.h"

#include <fmt/format.h>
#include <iconv.h>

#include <optional>

#include "crypto/utf8.h"

namespace pledgebook::server {

namespace {

// By the C library. Nothing if the bytes are not of that encoding.
std::optional<std::string> converted(std::string_view bytes, const char* from) {
  const iconv_t converter = iconv_open("UTF-8", from);
  if (converter == iconv_t(-1)) return std::nullopt;  // NOLINT(*-cast): the library's own sign
  // Three bytes of UTF-8 for one of Windows-1252 at most, and for two of UTF-16.
  std::string utf8(bytes.size() * 3, '\0');
  std::string input(bytes);
  char* in = input.data();
  char* out = utf8.data();
  std::size_t in_left = input.size();
  std::size_t out_left = utf8.size();
  const std::size_t done = iconv(converter, &in, &in_left, &out, &out_left);
  iconv_close(converter);
  if (done == static_cast<std::size_t>(-1) || in_left > 0) return std::nullopt;
  utf8.resize(utf8.size() - out_left);
  return utf8;
}

}  // namespace

Reading<DecodedText> decode_text(const std::string& path, std::string_view bytes) {
  constexpr std::string_view kUtf8 = "\xEF\xBB\xBF";
  constexpr std::string_view kLittle = "\xFF\xFE";
  constexpr std::string_view kBig = "\xFE\xFF";
  if (bytes.starts_with(kUtf8)) bytes.remove_prefix(kUtf8.size());
  if (bytes.starts_with(kLittle) || bytes.starts_with(kBig)) {
    const char* from = bytes.starts_with(kLittle) ? "UTF-16LE" : "UTF-16BE";
    auto text = converted(bytes.substr(2), from);
    if (!text)
      return misread(fmt::format("{} begins as UTF-16 and is none: save it as CSV UTF-8", path));
    return DecodedText{std::move(*text), "UTF-16"};
  }
  if (bytes.find('\0') != std::string_view::npos)
    return misread(fmt::format("{} is no text: give a CSV file or a workbook (.xlsx)", path));
  if (crypto::is_utf8_without(bytes, [](char32_t) { return false; }))
    return DecodedText{std::string(bytes), "UTF-8"};
  auto text = converted(bytes, "WINDOWS-1252");
  if (!text)
    return misread(fmt::format("{} is neither UTF-8 nor Windows-1252: save it as CSV UTF-8", path));
  return DecodedText{std::move(*text), "Windows-1252"};
}

}  // namespace pledgebook::server

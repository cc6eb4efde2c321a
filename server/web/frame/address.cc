// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/address.h"

#include <algorithm>
#include <array>

namespace pledgebook::server {
namespace {

constexpr std::array<std::string_view, 4> kTimes{"recorded", "stated", "as_of", "axis"};

// RFC 3986: what is not unreserved is escaped; `:` and `,` may stand in a query.
void append_encoded(std::string& out, std::string_view text, std::string_view also_plain = {}) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:,";
  for (const char c : text) {
    if (kPlain.contains(c) || also_plain.contains(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
}

}  // namespace

Address::Address(Language language, std::string path, const Target& target)
    : language_(language), path_(std::move(path)) {
  for (const QueryParameter& given : target.query) {
    if (!given.value.empty()) query_.push_back(given);
  }
}

Address Address::at(std::string path) const {
  Address other = *this;
  other.path_ = std::move(path);
  return other.without("page").without("sort");
}
Address Address::in(Language language) const {
  Address other = *this;
  other.language_ = language;
  return other;
}
Address Address::with(std::string_view name, std::string_view value) const {
  return without(name).and_with(name, value);
}
Address Address::and_with(std::string_view name, std::string_view value) const {
  Address other = *this;
  if (!other.has(name, value)) other.query_.push_back({std::string(name), std::string(value)});
  // Another selection begins at its first page.
  if (name != "page")
    std::erase_if(other.query_, [](const auto& given) { return given.name == "page"; });
  return other;
}
Address Address::without(std::string_view name) const {
  Address other = *this;
  std::erase_if(other.query_,
                [name](const auto& given) { return given.name == name || given.name == "page"; });
  return other;
}
Address Address::without(std::string_view name, std::string_view value) const {
  Address other = *this;
  std::erase_if(other.query_, [=](const auto& given) {
    return (given.name == name && given.value == value) || given.name == "page";
  });
  return other;
}
Address Address::of_time_only() const {
  Address other = *this;
  std::erase_if(other.query_, [](const auto& given) {
    return std::ranges::find(kTimes, std::string_view(given.name)) == kTimes.end();
  });
  return other;
}

Address Address::of_no_time() const {
  Address other = *this;
  std::erase_if(other.query_, [](const auto& given) {
    return std::ranges::find(kTimes, std::string_view(given.name)) != kTimes.end();
  });
  return other;
}

bool Address::has(std::string_view name, std::string_view value) const {
  return std::ranges::any_of(
      query_, [=](const auto& given) { return given.name == name && given.value == value; });
}

std::string Address::query_text() const {
  std::string text;
  for (const QueryParameter& given : query_) {
    text += text.empty() ? '?' : '&';
    append_encoded(text, given.name);
    text += '=';
    append_encoded(text, given.value);
  }
  return text;
}

std::string Address::text() const {
  std::string text = "/";
  text += tag(language_);
  text += '/';
  append_encoded(text, path_, "/");
  return text + query_text();
}

std::string Address::api(std::string_view path) const {
  return "/api/v1/" + std::string(path) + query_text();
}

}  // namespace pledgebook::server

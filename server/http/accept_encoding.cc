// SPDX-License-Identifier: Apache-2.0
#include "server/http/accept_encoding.h"

#include <algorithm>
#include <optional>

namespace pledgebook::server {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

// A quality value in thousandths: `0(.\d{0,3})?` or `1(.0{0,3})?`.
std::optional<int> parse_quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int quality = (text[0] - '0') * 1'000;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return std::nullopt;
    quality += (c - '0') * unit;
    unit /= 10;
  }
  if (quality > 1'000) return std::nullopt;
  return quality;
}

// The weights that a header gives.
struct Weights {
  std::optional<int> gzip;
  std::optional<int> brotli;
  std::optional<int> identity;
  std::optional<int> other;
};

// Nothing for a malformed value.
std::optional<Weights> parse_weights(std::string_view rest) {
  Weights weights;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view element = trimmed(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (element.empty()) continue;
    const std::size_t semicolon = element.find(';');
    const std::string_view coding = trimmed(element.substr(0, semicolon));
    int quality = 1'000;
    if (semicolon != std::string_view::npos) {
      const std::string_view weight = trimmed(element.substr(semicolon + 1));
      if (!weight.starts_with("q=") && !weight.starts_with("Q=")) return std::nullopt;
      const auto parsed = parse_quality(trimmed(weight.substr(2)));
      if (!parsed) return std::nullopt;
      quality = *parsed;
    }
    if (equals_ignoring_case(coding, "gzip") || equals_ignoring_case(coding, "x-gzip")) {
      weights.gzip = quality;
    } else if (equals_ignoring_case(coding, "br")) {
      weights.brotli = quality;
    } else if (equals_ignoring_case(coding, "identity")) {
      weights.identity = quality;
    } else if (coding == "*") {
      weights.other = quality;
    }
  }
  return weights;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  const auto weights = parse_weights(accept_encoding);
  if (!weights) return false;
  const int weight = weights->gzip.value_or(weights->other.value_or(0));
  return weight > 0 && weight >= weights->identity.value_or(0);
}

bool accepts_brotli(std::string_view accept_encoding) {
  const auto weights = parse_weights(accept_encoding);
  if (!weights) return false;
  const int weight = weights->brotli.value_or(0);
  return weight > 0 && weight >= weights->identity.value_or(0);
}

}  // namespace pledgebook::server

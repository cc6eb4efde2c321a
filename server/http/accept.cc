// SPDX-License-Identifier: Apache-2.0
#include "server/http/accept.h"

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

// One element of such a field: what is accepted, and its quality value in thousandths.
struct Choice {
  std::string_view what;
  int quality = 1'000;
};

// The quality of an element behind its name: `;q=0.5`. Other parameters are passed over where
// `parameters` says so.
enum class Parameters : bool { refused, ignored };
std::optional<int> quality_of(std::string_view rest, Parameters parameters) {
  int quality = 1'000;
  while (!rest.empty()) {
    const std::size_t semicolon = rest.find(';');
    const std::string_view weight = trimmed(rest.substr(0, semicolon));
    rest = semicolon == std::string_view::npos ? std::string_view() : rest.substr(semicolon + 1);
    if (weight.starts_with("q=") || weight.starts_with("Q=")) {
      const auto parsed = parse_quality(trimmed(weight.substr(2)));
      if (!parsed) return std::nullopt;
      quality = *parsed;
    } else if (parameters == Parameters::refused) {
      return std::nullopt;
    }
  }
  return quality;
}

// Calls `visit` with each element; false at a malformed one.
template <class Visit>
bool for_each_choice(std::string_view field, Parameters parameters, Visit visit) {
  while (!field.empty()) {
    const std::size_t comma = field.find(',');
    const std::string_view element = trimmed(field.substr(0, comma));
    field = comma == std::string_view::npos ? std::string_view() : field.substr(comma + 1);
    if (element.empty()) continue;
    const std::size_t semicolon = std::min(element.find(';'), element.size());
    const auto quality =
        quality_of(element.substr(std::min(semicolon + 1, element.size())), parameters);
    const bool is_bare = semicolon + 1 == element.size();  // "gzip;"
    if (!quality || (is_bare && parameters == Parameters::refused)) return false;
    visit(Choice{trimmed(element.substr(0, semicolon)), *quality});
  }
  return true;
}

// The quality values of codings; nothing for a malformed field.
struct Weights {
  std::optional<int> gzip;
  std::optional<int> brotli;
  std::optional<int> identity;
  std::optional<int> others;
};
std::optional<Weights> weights_of(std::string_view accept_encoding) {
  Weights weights;
  const bool is_whole =
      for_each_choice(accept_encoding, Parameters::refused, [&](const Choice& choice) {
        if (equals_ignoring_case(choice.what, "gzip") ||
            equals_ignoring_case(choice.what, "x-gzip")) {
          weights.gzip = choice.quality;
        } else if (equals_ignoring_case(choice.what, "br")) {
          weights.brotli = choice.quality;
        } else if (equals_ignoring_case(choice.what, "identity")) {
          weights.identity = choice.quality;
        } else if (choice.what == "*") {
          weights.others = choice.quality;
        }
      });
  if (!is_whole) return std::nullopt;
  return weights;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  const auto weights = weights_of(accept_encoding);
  if (!weights) return false;
  const int weight = weights->gzip.value_or(weights->others.value_or(0));
  return weight > 0 && weight >= weights->identity.value_or(0);
}

bool accepts_brotli(std::string_view accept_encoding) {
  const auto weights = weights_of(accept_encoding);
  if (!weights) return false;
  const int weight = weights->brotli.value_or(0);
  return weight > 0 && weight >= weights->identity.value_or(0);
}

bool prefers_html(std::string_view accept) {
  int html = 0;
  int json = 0;
  const bool is_whole = for_each_choice(accept, Parameters::ignored, [&](const Choice& choice) {
    if (equals_ignoring_case(choice.what, "text/html")) html = choice.quality;
    if (equals_ignoring_case(choice.what, "application/json")) json = choice.quality;
  });
  return is_whole && html > 0 && html >= json;
}

}  // namespace pledgebook::server

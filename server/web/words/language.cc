// SPDX-License-Identifier: Apache-2.0
#include "server/web/words/language.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

namespace pledgebook::server {
namespace {

struct Entry {
  std::string_view tag;
  std::string_view own_name;
  std::string_view direction;
  const char* locale;
};
// In the order of the enumeration.
constexpr std::array<Entry, kLanguages.size()> kEntries{{
    {"ar", "العربية", "rtl", "ar-u-nu-latn"},
    {"zh", "中文", "ltr", "zh-Hans"},
    {"en", "English", "ltr", "en-GB"},
    {"fr", "Français", "ltr", "fr"},
    {"ru", "Русский", "ltr", "ru"},
    {"es", "Español", "ltr", "es"},
}};

constexpr std::size_t kRangesMax = 20;  // of a header; nobody reads more languages

const Entry& entry(Language language) noexcept {
  return kEntries[static_cast<std::size_t>(language)];
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "fr-CA;q=0.8" as its weight in thousandths; 1000 without one, 0 for a malformed one.
int weight_of(std::string_view range) {
  const std::size_t at = range.find("q=");
  if (at == std::string_view::npos) return 1000;
  std::string_view text = trimmed(range.substr(at + 2));
  if (text.starts_with('1')) return 1000;
  if (!text.starts_with("0")) return 0;
  text.remove_prefix(1);
  if (text.starts_with('.')) text.remove_prefix(1);
  int weight = 0;
  for (std::size_t place = 0; place < 3; ++place) {
    weight *= 10;
    if (place < text.size() && text[place] >= '0' && text[place] <= '9')
      weight += text[place] - '0';
  }
  return weight;
}

}  // namespace

std::string_view tag(Language language) noexcept { return entry(language).tag; }
std::string_view own_name(Language language) noexcept { return entry(language).own_name; }
std::string_view direction(Language language) noexcept { return entry(language).direction; }
const char* locale_of(Language language) noexcept { return entry(language).locale; }

std::optional<Language> parse_language(std::string_view tag) noexcept {
  const auto* const found = std::ranges::find(kEntries, tag, &Entry::tag);
  if (found == kEntries.end()) return std::nullopt;
  return kLanguages[static_cast<std::size_t>(found - kEntries.begin())];
}

Language preferred_language(std::string_view accept_language) noexcept {
  Language best = Language::en;
  int best_weight = 0;
  for (std::size_t count = 0; count < kRangesMax && !accept_language.empty(); ++count) {
    const std::size_t comma = accept_language.find(',');
    const std::string_view range = trimmed(accept_language.substr(0, comma));
    accept_language.remove_prefix(comma == std::string_view::npos ? accept_language.size()
                                                                  : comma + 1);
    std::array<char, 2> primary{};
    const std::string_view name = range.substr(0, range.find_first_of("-;"));
    if (trimmed(name).size() != primary.size()) continue;
    std::ranges::transform(trimmed(name), primary.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto language = parse_language({primary.data(), primary.size()});
    const int weight = weight_of(range);
    if (!language || weight <= best_weight) continue;
    best = *language;
    best_weight = weight;
  }
  return best;
}

}  // namespace pledgebook::server

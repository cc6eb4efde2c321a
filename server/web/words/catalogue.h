// SPDX-License-Identifier: Apache-2.0
// Catalogue: the words of the pages in one language, by key, from i18n/<language>.json, which the
// scripts in the browser read too. A message is in ICU's message format: `{name}` is a value, and
// `{n, plural, one {# pledge} other {# pledges}}` chooses by number.
//
// Immutable after construction; any thread. `of` gives another catalogue after `use`.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/web/words/language.h"

namespace pledgebook::server {

// A value of a message: a text, or a number that plurals choose by.
using Argument = std::variant<std::string, std::int64_t>;
using Arguments = std::initializer_list<std::pair<std::string_view, Argument>>;

class Catalogue {
 public:
  // Of the words compiled into the program, or of those given to `use`.
  [[nodiscard]] static const Catalogue& of(Language language);
  // From now on: the words of each language, as JSON. Throws what boost::json throws if one of them
  // is not a flat object of texts; then nothing changes.
  static void use(const std::map<Language, std::string>& words);

  // `json` is a flat object of texts; keys that it lacks are taken from `fallback`.
  Catalogue(Language language, std::string_view json, const Catalogue* fallback);

  [[nodiscard]] Language language() const noexcept { return language_; }
  // The message as it is written. The key itself if there is none: a test finds those.
  [[nodiscard]] std::string_view text(std::string_view key) const;
  // With its values.
  [[nodiscard]] std::string text(std::string_view key, Arguments arguments) const;
  // All messages, one after the other: what a build is known by.
  [[nodiscard]] std::string all_text() const;
  [[nodiscard]] bool has(std::string_view key) const { return messages_.contains(key); }

 private:
  Language language_;
  std::map<std::string, std::string, std::less<>> messages_;
};

}  // namespace pledgebook::server

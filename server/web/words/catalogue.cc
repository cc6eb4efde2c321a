// SPDX-License-Identifier: Apache-2.0
#include "server/web/words/catalogue.h"

#include <unicode/fmtable.h>
#include <unicode/locid.h>
#include <unicode/msgfmt.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <memory>
#include <unordered_map>

#include "server/web/words/embedded_words.h"
#include "server/web/words/replaceable.h"

namespace pledgebook::server {
namespace {

std::string_view words_of(Language language) {
  switch (language) {
    case Language::ar:
      return embedded::kWordsAr;
    case Language::zh:
      return embedded::kWordsZh;
    case Language::en:
      return embedded::kWordsEn;
    case Language::fr:
      return embedded::kWordsFr;
    case Language::ru:
      return embedded::kWordsRu;
    case Language::es:
      return embedded::kWordsEs;
  }
  return {};
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

// A formatter is not for several threads at once, and takes long to make: each thread has its own.
// The message's address is its name: catalogues live as long as the program, or its test.
const icu::MessageFormat* formatter(Language language, const std::string& message) {
  thread_local std::unordered_map<const std::string*, std::unique_ptr<icu::MessageFormat>> kept;
  auto& format = kept[&message];
  if (!format) {
    UErrorCode error = U_ZERO_ERROR;
    format = std::make_unique<icu::MessageFormat>(
        unicode(message), icu::Locale::forLanguageTag(locale_of(language), error), error);
    if (U_FAILURE(error)) format = nullptr;
  }
  return format.get();
}

using Catalogues = std::map<Language, Catalogue>;

Catalogues catalogues_of(const std::map<Language, std::string>& words) {
  Catalogues catalogues;
  const auto [english, added] =
      catalogues.emplace(Language::en, Catalogue(Language::en, words.at(Language::en), nullptr));
  for (const auto& [other, json] : words) {
    if (other != Language::en) catalogues.emplace(other, Catalogue(other, json, &english->second));
  }
  return catalogues;
}

Replaceable<Catalogues>& catalogues() {
  static Replaceable<Catalogues> all([] {
    std::map<Language, std::string> words;
    for (const Language language : kLanguages) words.emplace(language, words_of(language));
    return catalogues_of(words);
  }());
  return all;
}

}  // namespace

const Catalogue& Catalogue::of(Language language) { return catalogues().now().at(language); }
void Catalogue::use(const std::map<Language, std::string>& words) {
  catalogues().replace(catalogues_of(words));
}

Catalogue::Catalogue(Language language, std::string_view json, const Catalogue* fallback)
    : language_(language) {
  if (fallback != nullptr) messages_ = fallback->messages_;
  const boost::json::value document = boost::json::parse(json);
  for (const auto& [key, message] : document.as_object())
    messages_.insert_or_assign(std::string(key), std::string(message.as_string()));
}

std::string_view Catalogue::text(std::string_view key) const {
  const auto found = messages_.find(key);
  return found == messages_.end() ? key : std::string_view(found->second);
}

std::string Catalogue::all_text() const {
  std::string all;
  for (const auto& [key, message] : messages_) all += message;
  return all;
}

std::string Catalogue::text(std::string_view key, Arguments arguments) const {
  const auto found = messages_.find(key);
  if (found == messages_.end()) return std::string(key);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : arguments) {
    names.push_back(unicode(name));
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      values.emplace_back(*number);
    } else {
      values.emplace_back(unicode(std::get<std::string>(value)));
    }
  }
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString result;
  const icu::MessageFormat* format = formatter(language_, found->second);
  // A message that is not of ICU's format stays as it is written: a test finds it.
  if (format == nullptr) return found->second;
  format->format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), result,
                 error);
  std::string utf8;
  result.toUTF8String(utf8);
  return utf8;
}

}  // namespace pledgebook::server

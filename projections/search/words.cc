// SPDX-License-Identifier: Apache-2.0
#include "projections/search/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pledgebook::projections {
namespace {

UScriptCode script_of(UChar32 c) {
  UErrorCode failed = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &failed);
  return U_SUCCESS(failed) != 0 ? script : USCRIPT_COMMON;
}

std::optional<Writing> writing_of(UChar32 letter) {
  switch (script_of(letter)) {
    case USCRIPT_LATIN:
      return Writing::latin;
    case USCRIPT_CYRILLIC:
      return Writing::cyrillic;
    case USCRIPT_ARABIC:
      return Writing::arabic;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return Writing::unspaced;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
      return std::nullopt;  // that of the letters around it
    default:
      return Writing::other;
  }
}

// Characters that only continue a word: marks, and invisible ones (a soft hyphen, a joiner).
bool continues(UChar32 c) {
  constexpr std::uint32_t kContinuing = U_GC_M_MASK | U_GC_CF_MASK;
  return (U_GET_GC_MASK(c) & kContinuing) != 0;
}

// Marks that a person leaves out when typing. The vowels of Indic scripts are marks too, and stay.
bool is_left_out(UChar32 c) {
  constexpr UChar32 kTatweel = 0x0640;
  if (c == kTatweel) return true;
  if (u_charType(c) != U_NON_SPACING_MARK) return false;
  switch (script_of(c)) {
    case USCRIPT_INHERITED:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
      return true;
    default:
      return false;
  }
}

// Letters that Unicode does not decompose, and what is typed for them.
constexpr std::array<std::pair<char32_t, std::string_view>, 12> kVariants{
    {{U'\u00E6', "ae"},
     {U'\u00F0', "d"},
     {U'\u00F8', "o"},
     {U'\u0111', "d"},
     {U'\u0127', "h"},
     {U'\u0131', "i"},
     {U'\u0142', "l"},
     {U'\u0153', "oe"},
     // Arabic letters as Persian and Urdu write them, and the alef that looks like a yeh.
     {U'\u0649', "\u064A"},
     {U'\u06A9', "\u0643"},
     {U'\u06CC', "\u064A"},
     {U'\u06C1', "\u0647"}}};

icu::UnicodeString to_cased(std::string_view word) {
  UErrorCode failed = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(failed);
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  if (U_FAILURE(failed) != 0) return text;
  icu::UnicodeString cased = form->normalize(text, failed);
  return U_SUCCESS(failed) != 0 ? cased : text;
}

icu::UnicodeString to_folded(const icu::UnicodeString& cased) {
  UErrorCode failed = U_ZERO_ERROR;
  const icu::Normalizer2* apart = icu::Normalizer2::getNFDInstance(failed);
  const icu::Normalizer2* together = icu::Normalizer2::getNFCInstance(failed);
  if (U_FAILURE(failed) != 0) return cased;
  const icu::UnicodeString letters = apart->normalize(cased, failed);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 c = letters.char32At(i);
    if (is_left_out(c)) continue;
    const auto* const variant = std::ranges::find(kVariants, static_cast<char32_t>(c),
                                                  [](const auto& v) { return v.first; });
    if (variant == kVariants.end()) {
      kept.append(c);
    } else {
      kept.append(icu::UnicodeString::fromUTF8(icu::StringPiece(
          variant->second.data(), static_cast<std::int32_t>(variant->second.size()))));
    }
  }
  icu::UnicodeString folded = together->normalize(kept, failed);
  return U_SUCCESS(failed) != 0 ? folded : cased;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

// Whether the byte is within a character, not its first.
bool is_inside(char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0U) == 0x80U; }

// At most `bytes_max` bytes, cut before a character.
void cut(std::string& utf8, std::size_t bytes_max) {
  if (utf8.size() <= bytes_max) return;
  std::size_t end = bytes_max;
  while (end > 0 && is_inside(utf8[end])) --end;
  utf8.resize(end);
}

void fold(std::string_view letters, Word& word) {
  const bool is_ascii = std::ranges::all_of(letters, [](char c) { return (c & 0x80) == 0; });
  if (is_ascii) {
    for (const char c : letters)
      word.cased.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    word.folded = word.cased;
    return;
  }
  const icu::UnicodeString cased = to_cased(letters);
  word.cased = to_utf8(cased);
  word.folded = to_utf8(to_folded(cased));
}

// Collects the words of a text, character by character.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  void take(UChar32 c, std::size_t begin, std::size_t end) {
    if (continues(c)) {
      if (is_open_) end_ = end;
      return;
    }
    if (u_isalnum(c) == 0) return finish();
    // A digit is written between spaces, wherever it stands.
    const auto writing = u_isdigit(c) != 0 ? std::nullopt : writing_of(c);
    const bool is_unspaced =
        writing ? *writing == Writing::unspaced : u_isdigit(c) == 0 && is_unspaced_;
    if (is_open_ && is_unspaced != is_unspaced_) finish();
    if (!is_open_) {
      begin_ = begin;
      writing_.reset();
    }
    is_open_ = true;
    is_unspaced_ = is_unspaced;
    if (!writing_) writing_ = writing;
    end_ = end;
  }

  std::vector<Word> words() && {
    finish();
    return std::move(words_);
  }

 private:
  void finish() {
    if (!std::exchange(is_open_, false)) return;
    Word word;
    word.writing = is_unspaced_ ? Writing::unspaced : writing_.value_or(Writing::other);
    word.begin = begin_;
    word.end = end_;
    fold(text_.substr(begin_, end_ - begin_), word);
    if (word.writing != Writing::unspaced) {
      cut(word.cased, kWordBytesMax);
      cut(word.folded, kWordBytesMax);
    }
    is_unspaced_ = false;
    if (!word.folded.empty()) words_.push_back(std::move(word));
  }

  std::string_view text_;
  std::vector<Word> words_;
  // The word under way:
  bool is_open_ = false;
  bool is_unspaced_ = false;
  std::optional<Writing> writing_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::vector<Word> words_of(std::string_view utf8) {
  Splitter splitter(utf8);
  const Xapian::Utf8Iterator end;
  for (Xapian::Utf8Iterator next(utf8.data(), utf8.size()); next != end;) {
    const unsigned c = *next;
    const auto begin = static_cast<std::size_t>(next.raw() - utf8.data());
    ++next;
    const std::size_t after =
        next == end ? utf8.size() : static_cast<std::size_t>(next.raw() - utf8.data());
    splitter.take(static_cast<UChar32>(c), begin, after);
  }
  return std::move(splitter).words();
}

std::vector<std::string_view> characters_of(std::string_view word) {
  std::vector<std::string_view> characters;
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = begin + 1;
    while (end < word.size() && is_inside(word[end])) ++end;
    characters.push_back(word.substr(begin, end - begin));
    begin = end;
  }
  return characters;
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// The analysis of texts for the search: words, stems, pairs of characters, questions.
#include "projections/search/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "projections/search/excerpt.h"
#include "projections/search/terms.h"

namespace pledgebook::projections {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> folded(std::string_view text) {
  std::vector<std::string> words;
  for (const Word& word : words_of(text)) words.push_back(word.folded);
  return words;
}

bool holds(std::string_view text, std::string_view question) {
  TermMaker terms;
  return terms.holds(text, terms.parse(question));
}

TEST(Words, HaveNeitherCaseNorMarks) {
  EXPECT_THAT(folded("Élan, ÉCOLES & télécentres"), ElementsAre("elan", "ecoles", "telecentres"));
  EXPECT_THAT(folded("Te\u0301le\u0301centres"), ElementsAre("telecentres"));  // NFD
  EXPECT_THAT(folded("İSTANBUL ERİŞİM kırsal"), ElementsAre("istanbul", "erisim", "kirsal"));
  EXPECT_THAT(folded("Straße Œuvre Łódź"), ElementsAre("strasse", "oeuvre", "lodz"));
  EXPECT_THAT(folded("СЕЛЬСКИЙ Ёлка"), ElementsAre("сельскии", "елка"));
  EXPECT_THAT(folded("Ευρυζωνικότητα"), ElementsAre("ευρυζωνικοτητα"));
}

TEST(Words, OfArabicHaveNoVowelsNorTatweel) {
  EXPECT_THAT(folded("مَدَارِس"), ElementsAre("مدارس"));
  EXPECT_THAT(folded("مــدارس"), ElementsAre("مدارس"));
  EXPECT_THAT(folded("آسفي"), ElementsAre("اسفي"));
  EXPECT_THAT(folded("هيئة الأمن"), ElementsAre("هيية", "الامن"));
}

TEST(Words, EndAtSignsAndWhereTheScriptChanges) {
  EXPECT_THAT(folded("l’Économie d'Ivoire"), ElementsAre("l", "economie", "d", "ivoire"));
  EXPECT_THAT(folded("2022-0004"), ElementsAre("2022", "0004"));
  EXPECT_THAT(folded("5G网络2026"), ElementsAre("5g", "网络", "2026"));
  EXPECT_THAT(folded(" !\n… "), IsEmpty());
  EXPECT_THAT(folded(""), IsEmpty());
}

TEST(Words, KeepTheVowelsOfIndicScripts) { EXPECT_THAT(folded("हिन्दी"), ElementsAre("हिन्दी")); }

TEST(Words, KnowTheirPlace) {
  const std::string text = "Les Écoles";
  const auto words = words_of(text);

  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(text.substr(words[1].begin, words[1].end - words[1].begin), "Écoles");
}

TEST(Words, OfMalformedBytesAreHarmless) {
  std::string bytes;
  for (int byte = 1; byte < 256; ++byte) {
    bytes.push_back(static_cast<char>(byte));
    for (const Word& word : words_of(bytes)) EXPECT_LE(word.folded.size(), kWordBytesMax);
  }
  EXPECT_LE(folded(std::string(100'000, 'x')).at(0).size(), kWordBytesMax);
}

TEST(Questions, FindInflectedForms) {
  EXPECT_TRUE(holds("Écoles connectées", "école connecté"));
  EXPECT_TRUE(holds("Écoles connectées", "ecole"));
  EXPECT_TRUE(holds("Conectividad para escuelas rurales", "escuela rural"));
  EXPECT_TRUE(holds("Сельская связь для школ", "сельской связи"));
  EXPECT_TRUE(holds("Connecting schools", "connected school"));
  EXPECT_TRUE(holds("مَدَارِس مُتَّصِلَة", "المدارس"));
  EXPECT_FALSE(holds("Connecting schools", "hospital"));
}

TEST(Questions, FindRunsOfCharactersInScriptsWithoutSpaces) {
  EXPECT_TRUE(holds("农村学校的宽带连接", "宽带"));
  EXPECT_TRUE(holds("农村学校的宽带连接", "学校的宽带"));
  EXPECT_TRUE(holds("农村学校的宽带连接", "带"));
  EXPECT_FALSE(holds("农村学校的宽带连接", "带宽"));
  EXPECT_FALSE(holds("农村学校", "农校"));
}

TEST(Questions, TakeABeginningOfTheLastWordOnly) {
  EXPECT_TRUE(holds("Broadband for villages", "villages broadb"));
  EXPECT_FALSE(holds("Broadband for villages", "broadb villages"));
}

TEST(Questions, TakeQuotedWordsOneAfterAnother) {
  EXPECT_TRUE(holds("Broadband for rural schools", R"("rural schools" broad)"));
  EXPECT_FALSE(holds("Broadband for rural schools", R"("schools rural")"));
  EXPECT_FALSE(holds("Broadband for rural schools", R"("rural school")"));
  EXPECT_TRUE(holds("向5G网络过渡", R"("5G网络过渡")"));
  EXPECT_TRUE(holds("Broadband for rural schools", R"("rural scho)"));  // being typed
}

TEST(Questions, WithoutAWordHoldNowhere) {
  for (const char* question : {"", " ", "\"", "\"\"", "…", "%"})
    EXPECT_FALSE(holds("Broadband", question)) << question;
}

// Texts of all scripts, signs and broken characters, drawn at random.
TEST(Questions, AreHeldByTheTextThatIsAskedFor) {
  constexpr std::string_view kParts[] = {
      "école",  "É",    "e\u0301",  "Связь",      "й",    "مَدَارِس", "ـ",  "宽带", "网", "5G",
      "2026",   "İı",   "हिन्दी",    "ไทย",        "한국", "ß",     " ",  "\"",   "-",  "’",
      "\u00AD", "\xC3", "\xE5\xAE", "\U0001F600", "\n",   "ﬁ",     "Ａ", "½"};
  std::mt19937_64 random(1);
  TermMaker terms;
  for (int i = 0; i < 3'000; ++i) {
    std::string text;
    for (std::uint64_t left = 1 + random() % 12; left > 0; --left)
      text += kParts[random() % std::size(kParts)];
    const SearchWords words = terms.parse(text);
    EXPECT_TRUE(words.empty() || terms.holds(text, words)) << text;
  }
}

TEST(Excerpts, ShowTheWordsAndWhatIsAroundThem) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "word ";
  text += "and the Écoles\nconnectées ";
  for (int i = 0; i < 100; ++i) text += "more ";
  TermMaker terms;

  const std::string excerpt = excerpt_of(text, terms.parse("école"), terms);

  EXPECT_TRUE(excerpt.starts_with("…word ")) << excerpt;
  EXPECT_TRUE(excerpt.contains("and the Écoles connectées more")) << excerpt;
  EXPECT_TRUE(excerpt.ends_with("more…")) << excerpt;
  EXPECT_LT(excerpt.size(), 230U);
}

TEST(Excerpts, AreEmptyWhereTheWordsAreNot) {
  TermMaker terms;

  EXPECT_EQ(excerpt_of("Broadband", terms.parse("hospital"), terms), "");
  EXPECT_EQ(excerpt_of("Broadband", terms.parse("broad"), terms), "Broadband");
  EXPECT_EQ(excerpt_of("农村学校的宽带连接", terms.parse("宽带"), terms), "农村学校的宽带连接");
}

}  // namespace
}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/table.h"

#include <gtest/gtest.h>

namespace pledgebook::cli {
namespace {

Table small_table() {
  Table table({{"member"}, {"announced", Align::right}});
  table.add({"gha-gov", "155,000,000.00 EUR"});
  table.add({"e&", "1.00 USD"});
  return table;
}

TEST(Table, AlignsColumnsAndEndsNoLineInBlanks) {
  EXPECT_EQ(small_table().text(Terminal{}),
            "member            announced\n"
            "gha-gov  155,000,000.00 EUR\n"
            "e&                 1.00 USD\n");
}

TEST(Table, PrintsTitlesBoldOnlyWhereThereIsColour) {
  const std::string plain = small_table().text(Terminal{.interactive = true});
  const std::string bold = small_table().text(Terminal{.interactive = true, .colour = true});

  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  EXPECT_TRUE(bold.starts_with("\x1b[1mmember"));
}

std::string on_terminal(const Table& table, std::size_t columns) {
  return table.text(Terminal{.interactive = true, .columns = columns});
}

TEST(Table, CutsTextButNoFiguresToFitATerminal) {
  Table table({{"title", Align::left, Fit::cut}, {"amount", Align::right}});
  table.add({std::string(200, 'x'), "155,000,000.00 EUR"});

  const std::string text = on_terminal(table, 60);
  const std::string row = text.substr(text.find('\n') + 1);

  EXPECT_EQ(display_columns(row.substr(0, row.size() - 1)), 60U);
  EXPECT_NE(row.find("…  155,000,000.00 EUR"), std::string::npos);
}

TEST(Table, BreaksListsIntoLinesOnANarrowTerminal) {
  Table table({{"focus area"}, {"announced", Align::right}, {"lifecycle"}});
  table.add({"access", "1.00 EUR, 200.00 USD", "1 published, 2 stalled"});

  EXPECT_EQ(on_terminal(table, 40),
            "focus    announced  lifecycle\n"
            "area\n"
            "access    1.00 EUR  1 published\n"
            "        200.00 USD  2 stalled\n");
}

TEST(Table, LeavesOutEmptyColumnsFirstAndSaysSo) {
  Table table({{"record", Align::right},
               {"kind"},
               {"committed", Align::right},
               {"signers"},
               {"sid", Align::left, Fit::leave}});
  table.add({"7", "pledge.published", "-", "bdt", "0123456789ab"});

  EXPECT_EQ(on_terminal(table, 50),
            "record  kind              signers  sid\n"
            "     7  pledge.published  bdt      0123456789ab\n"
            "hidden: committed (a wider window or --json shows\n"
            "all)\n");
  EXPECT_EQ(on_terminal(table, 40),
            "record  kind              signers\n"
            "     7  pledge.published  bdt\n"
            "hidden: committed, sid (a wider window\n"
            "or --json shows all)\n");
}

TEST(Table, MakesBlocksOfRowsThatFitNoHow) {
  Table table({{"member", Align::left, Fit::cut},
               {"focus area", Align::left, Fit::cut},
               {"announced", Align::right},
               {"committed", Align::right},
               {"disbursed", Align::right},
               {"lifecycle"}});
  table.add({"gha-gov", "access", "155,000,000.00 EUR", "-", "12,500,000.00 EUR", "1 in progress"});
  table.add({"all", "", "155,000,000.00 EUR", "1.00 EUR", "-",
             "1 submitted, 383 in progress, 10 completion claimed, 2 lapsed"});

  EXPECT_EQ(on_terminal(table, 60),
            "gha-gov  access\n"
            "  announced 155,000,000.00 EUR  disbursed 12,500,000.00 EUR\n"
            "  lifecycle 1 in progress\n"
            "all\n"
            "  announced 155,000,000.00 EUR  committed 1.00 EUR\n"
            "  lifecycle 1 submitted, 383 in progress,\n"
            "    10 completion claimed, 2 lapsed\n");
}

TEST(Table, CutsNothingWhereNobodyLooks) {
  Table table({{"title"}});
  table.add({std::string(200, 'x')});

  EXPECT_NE(table.text(Terminal{}).find(std::string(200, 'x')), std::string::npos);
}

TEST(Table, TakesEscapesAndLineBreaksOutOfForeignText) {
  Table table({{"name"}});
  table.add({"evil\x1b[31m\nname\xE2\x80\xAE"});

  EXPECT_EQ(table.text(Terminal{}), "name\nevil [31m name\n");
}

TEST(Table, CountsWideCharactersTwiceAndMarksNotAtAll) {
  EXPECT_EQ(display_columns("中国"), 4U);
  EXPECT_EQ(display_columns("e\u0301"), 1U);
  EXPECT_EQ(display_columns("حكومة"), 5U);
  EXPECT_EQ(display_columns("\xFF\xFE"), 2U);
}

TEST(Table, CutsBetweenCharacters) {
  EXPECT_EQ(cut_to_columns("中国电信", 5), "中国…");
  EXPECT_EQ(cut_to_columns("abc", 3), "abc");
  EXPECT_EQ(cut_to_columns("abcd", 3), "ab…");
  EXPECT_EQ(cut_to_columns("abcd", 0), "");
}

TEST(Table, SeparatesThousands) {
  EXPECT_EQ(with_separators("0"), "0");
  EXPECT_EQ(with_separators("999.5000"), "999.5000");
  EXPECT_EQ(with_separators("1000"), "1,000");
  EXPECT_EQ(with_separators("-1234567.50"), "-1,234,567.50");
  EXPECT_EQ(with_separators("12a4"), "12a4");
  EXPECT_EQ(with_separators(std::uint64_t{1'000'000}), "1,000,000");
}

TEST(Table, HasTabsForPrograms) {
  Table table({{"member"}, {"announced", Align::right}});
  table.add({"a, b\tc", "EUR 1,250.50, USD 3,000"});
  table.add({"d", "-"});

  EXPECT_EQ(table.tsv(), "member\tannounced\na, b c\tEUR 1250.50, USD 3000\nd\t-\n");
}

}  // namespace
}  // namespace pledgebook::cli

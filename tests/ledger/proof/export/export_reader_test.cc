// SPDX-License-Identifier: Apache-2.0
// How an export is taken apart, whatever the pieces in which it comes.
#include "ledger/proof/verify/export_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ledger/proof/export/export_items.h"

namespace pledgebook::ledger {
namespace {

// In pieces of so many bytes.
ByteSource pieces_of(std::string bytes, std::size_t piece) {
  return [bytes = std::move(bytes), piece,
          taken = std::size_t{0}](std::span<char> room) mutable -> Result<std::size_t> {
    const std::size_t count = std::min({room.size(), piece, bytes.size() - taken});
    std::ranges::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(taken),
                        static_cast<std::ptrdiff_t>(count), room.begin());
    taken += count;
    return count;
  };
}

// The items' texts, then how it ended.
std::vector<std::string> read_all(const std::string& bytes, std::size_t piece) {
  ExportReader reader(pieces_of(bytes, piece));
  std::vector<std::string> read;
  while (true) {
    auto item = reader.next();
    if (!item) read.push_back(item.error().detail);
    if (!item || item->kind == ExportItem::Kind::end) return read;
    read.push_back(std::to_string(item->offset) + " " + item->text);
  }
}

const std::string kLong(5'000, 'x');

std::string export_with(const std::string& record) {
  return R"({"v":1,"selection":{"all":true},"checkpoint":"note","records":[)" + record + "]}";
}

TEST(ExportReader, FindsTheEndOfAStringBehindAnyBackslashes) {
  const std::vector<std::string> strings{R"("")",
                                         R"("a")",
                                         R"("\"")",
                                         R"("\\")",
                                         R"("\\\"")",
                                         R"("a\\")",
                                         R"("a\"b\\\\c\"")",
                                         R"("\\\\\"]}")",
                                         "\"" + kLong + R"(\")" + kLong + R"(\\")"};
  for (const std::string& string : strings) {
    const std::vector<std::string> read = read_all(export_with(string + "," + string), 65'536);

    ASSERT_EQ(read.size(), 5U) << string;
    EXPECT_EQ(read[3], "63 " + string);
    EXPECT_EQ(read[4], std::to_string(64 + string.size()) + " " + string);
  }
}

TEST(ExportReader, ReadsTheSameInPiecesOfAnySize) {
  const std::string bytes = export_with(R"({"index":0,"record":"ab\"\\c"},)"
                                        "\n"
                                        R"( {"record":")" +
                                        kLong + R"("})");
  const std::vector<std::string> whole = read_all(bytes, bytes.size());

  ASSERT_EQ(whole.size(), 5U);
  for (std::size_t piece = 1; piece < 1'100; piece += 1 + piece / 5)
    EXPECT_EQ(read_all(bytes, piece), whole) << piece;
}

TEST(ExportReader, SaysWhereAStringBreaksOff) {
  const std::string bytes = export_with(R"({"record":"ab\"\\c"})");
  const std::size_t begin = bytes.find("\"ab");
  const std::size_t end = bytes.find("\"}");

  for (std::size_t size = begin + 1; size <= end; ++size) {
    EXPECT_EQ(read_all(bytes.substr(0, size), 3).back(),
              "at byte " + std::to_string(size) + ": the export ends within a string");
  }
}

TEST(ExportReader, TakesAStringOfTheGreatestLengthAndNoLonger) {
  const std::string longest(kExportItemBytesMax - 1, 'x');
  const std::string bytes = export_with("\"" + longest + "\"");
  const std::string longer = export_with("\"" + longest + "xx\"");

  for (const std::size_t piece : {std::size_t{777}, bytes.size()}) {
    EXPECT_EQ(read_all(bytes, piece).size(), 4U);
    EXPECT_EQ(read_all(longer, piece).back(),
              "at byte " + std::to_string(63 + kExportItemBytesMax + 1) + ": a string is too long");
  }
}

// Two megabytes of gzip hold two gigabytes of white space.
TEST(ExportReader, TakesALittleWhiteSpaceBetweenAnyTwoTokensAndNoMore) {
  const std::vector<std::string> tokens{"",
                                        "{",
                                        R"("v")",
                                        ":",
                                        "1",
                                        ",",
                                        R"("selection")",
                                        ":",
                                        "{",
                                        R"("all")",
                                        ":",
                                        "true",
                                        "}",
                                        ",",
                                        R"("checkpoint")",
                                        ":",
                                        R"("n")",
                                        ",",
                                        R"("records")",
                                        ":",
                                        "[",
                                        R"({"index":0})",
                                        ",",
                                        R"({"index":1})",
                                        "]",
                                        "}"};
  const auto spaced = [&](std::size_t place, std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      bytes += tokens[i];
      if (i == place) bytes.append(count, " \n\t\r"[place % 4]);
    }
    return bytes;
  };
  for (std::size_t place = 0; place < tokens.size(); ++place) {
    const std::string most = spaced(place, kExportSpaceBytesMax);
    const std::string more = spaced(place, kExportSpaceBytesMax + 1);

    EXPECT_EQ(read_all(most, 1'000).size(), 5U) << most;
    EXPECT_NE(read_all(more, 1'000).back().find(": there is too much white space"),
              std::string::npos)
        << read_all(more, 1'000).back();
  }
}

}  // namespace
}  // namespace pledgebook::ledger

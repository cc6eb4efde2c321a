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

// In pieces of so many octets.
ByteSource pieces_of(std::string octets, std::size_t piece) {
  return [octets = std::move(octets), piece,
          taken = std::size_t{0}](std::span<char> room) mutable -> Result<std::size_t> {
    const std::size_t count = std::min({room.size(), piece, octets.size() - taken});
    std::ranges::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(taken),
                        static_cast<std::ptrdiff_t>(count), room.begin());
    taken += count;
    return count;
  };
}

// The items' texts, then how it ended.
std::vector<std::string> read_all(const std::string& octets, std::size_t piece) {
  ExportReader reader(pieces_of(octets, piece));
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
  const std::string octets = export_with(R"({"index":0,"record":"ab\"\\c"},)"
                                         "\n"
                                         R"( {"record":")" +
                                         kLong + R"("})");
  const std::vector<std::string> whole = read_all(octets, octets.size());

  ASSERT_EQ(whole.size(), 5U);
  for (std::size_t piece = 1; piece < 1'100; piece += 1 + piece / 5)
    EXPECT_EQ(read_all(octets, piece), whole) << piece;
}

TEST(ExportReader, SaysWhereAStringBreaksOff) {
  const std::string octets = export_with(R"({"record":"ab\"\\c"})");
  const std::size_t begin = octets.find("\"ab");
  const std::size_t end = octets.find("\"}");

  for (std::size_t size = begin + 1; size <= end; ++size) {
    EXPECT_EQ(read_all(octets.substr(0, size), 3).back(),
              "at octet " + std::to_string(size) + ": the export breaks off within a string");
  }
}

TEST(ExportReader, TakesAStringOfTheGreatestLengthAndNoLonger) {
  const std::string longest(kExportItemBytesMax - 1, 'x');
  const std::string octets = export_with("\"" + longest + "\"");
  const std::string longer = export_with("\"" + longest + "xx\"");

  for (const std::size_t piece : {std::size_t{777}, octets.size()}) {
    EXPECT_EQ(read_all(octets, piece).size(), 4U);
    EXPECT_EQ(
        read_all(longer, piece).back(),
        "at octet " + std::to_string(63 + kExportItemBytesMax + 1) + ": a string is too long");
  }
}

}  // namespace
}  // namespace pledgebook::ledger

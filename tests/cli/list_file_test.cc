// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/list_file.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>

namespace pledgebook::cli {
namespace {

// The items of a file with this text, as JSON; or why it is refused.
std::string items_of(std::string_view text) {
  std::string folder = (std::filesystem::temp_directory_path() / "list_file_XXXXXX").string();
  EXPECT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/list.csv";
  std::ofstream(path, std::ios::binary) << text;
  const auto items = read_list_file(path);
  std::filesystem::remove_all(folder);
  return items ? boost::json::serialize(*items)
               : items.error().sentence.substr(items.error().sentence.find(": ") + 2);
}

TEST(ListFile, HasARowAnItem) {
  EXPECT_EQ(items_of("id,title\naccess,Access\n"), R"([{"id":"access","title":{"en":"Access"}}])");
  EXPECT_EQ(items_of("title_en,title_fr,members,id\r\nLeast,Moins,MLI TGO;FJI,ldc\r\n\r\n"),
            R"([{"members":["MLI","TGO","FJI"],"id":"ldc","title":{"en":"Least","fr":"Moins"}}])");
}

TEST(ListFile, IsWhatSpreadsheetsWrite) {
  EXPECT_EQ(items_of("\xEF\xBB\xBFid;title\r\na;\"one; \"\"two\"\"\"\r\n"),
            R"([{"id":"a","title":{"en":"one; \"two\""}}])");
  EXPECT_EQ(items_of("id,title\na,\"two\nlines\""), R"([{"id":"a","title":{"en":"two\nlines"}}])");
}

TEST(ListFile, NamesTheRowThatIsWrong) {
  EXPECT_EQ(items_of(""), "the file is empty");
  EXPECT_EQ(items_of("id,name\n").substr(0, 28), "the column `name` is unknown");
  EXPECT_EQ(items_of("id,members\n"), "the first row must name the columns id and title");
  EXPECT_EQ(items_of("id,title\na,A\n,B\n"), "row 3 has no id");
  EXPECT_EQ(items_of("id,title\na,A,x\n"), "row 2 has 3 cells, more than there are columns");
  EXPECT_EQ(items_of("id,title\na,\"open\n").substr(0, 15), "row 2 is no CSV");
}

}  // namespace
}  // namespace pledgebook::cli

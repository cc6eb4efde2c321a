// SPDX-License-Identifier: Apache-2.0
// docs/FORMAT.md names every kind, and every field of its body: a new field can't be forgotten
// there.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/json/statement.h"

namespace pledgebook::ledger {
namespace {

std::string format_page() {
  std::ostringstream text;
  text << std::ifstream(PLEDGEBOOK_SOURCE_DIR "/docs/FORMAT.md").rdbuf();
  return text.str();
}

// The row of the kinds' tables with `kind` in its first cell.
std::string row_of(const std::string& page, std::string_view kind) {
  const std::string quoted = "`" + std::string(kind) + "`";
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("| `") &&
        line.substr(0, line.find('|', 2)).find(quoted) != std::string::npos)
      return line;
  }
  return "";
}

// A `describe` visitor that only keeps the members' names.
struct MemberNames {
  std::vector<std::string> names;
  template <class T>
  void operator()(std::string_view name, T&, Limit = kName) {
    names.emplace_back(name);
  }
};

template <std::size_t kIndex = 0>
void check_kinds(const std::string& page) {
  if constexpr (kIndex < std::variant_size_v<Body>) {
    using Kind = std::variant_alternative_t<kIndex, Body>;
    const std::string row = row_of(page, Kind::kKind);
    EXPECT_NE(row, "") << Kind::kKind << " has no row";
    MemberNames members;
    Kind body;
    describe(members, body);
    const bool says_all_again = row.find("whole body again") != std::string::npos;
    for (const std::string& member : members.names) {
      EXPECT_TRUE(says_all_again || row.find("`" + member + "`") != std::string::npos)
          << Kind::kKind << " has a member " << member << " that its row does not name";
    }
    check_kinds<kIndex + 1>(page);
  }
}

TEST(FormatPage, NamesEveryKindAndMember) { check_kinds(format_page()); }

}  // namespace
}  // namespace pledgebook::ledger

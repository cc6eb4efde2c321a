// SPDX-License-Identifier: Apache-2.0
// docs/API.md describes what there is: every code of a problem and every parameter of lists.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "ledger/domain/rules/rules.h"
#include "server/http/problem_codes.h"
#include "server/routes/filters.h"

namespace pledgebook::server {
namespace {

std::string page() {
  std::ifstream file(PLEDGEBOOK_SOURCE_DIR "/docs/API.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ApiPage, DescribesEveryCodeOfARefusedStatement) {
  const std::string text = page();

  for (const ledger::RefusalCode& code : ledger::refusal_codes()) {
    const std::string line = "| `" + std::string(code.code) + "` | " + std::string(code.meaning) +
                             " | " + (code.about_rights ? "403" : "") + " |\n";
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
}

TEST(ApiPage, DescribesEveryCodeOfTheServer) {
  const std::string text = page();

  for (const ProblemCode& code : problem_codes()) {
    const std::string line = "| `" + std::string(code.code) + "` | " + std::to_string(code.status) +
                             " | " + std::string(code.meaning) + " | " + std::string(code.remedy) +
                             " |\n";
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
}

TEST(ApiPage, NamesEveryParameterOfLists) {
  const std::string text = page();

  for (const Parameter& parameter : filter_parameters()) {
    const std::string name(parameter.name);
    EXPECT_TRUE(text.find("`" + name + "`") != std::string::npos ||
                text.find("`" + name + "=") != std::string::npos)
        << name;
  }
}

}  // namespace
}  // namespace pledgebook::server

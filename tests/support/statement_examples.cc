// SPDX-License-Identifier: Apache-2.0
#include "tests/support/statement_examples.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/json.h"

namespace pledgebook::support {

std::vector<StatementExample> statement_examples() {
  std::ostringstream text;
  text << std::ifstream(PLEDGEBOOK_SOURCE_DIR "/tests/vectors/statements.json").rdbuf();
  std::vector<StatementExample> examples;
  const boost::json::object file = object_of(text.str());
  for (const auto& each : file.at("statements").as_array()) {
    const auto member = [&each](const char* name) {
      return std::string(each.at(name).as_string());
    };
    examples.push_back({member("kind"), member("payload"), member("sid")});
  }
  EXPECT_FALSE(examples.empty());
  return examples;
}

}  // namespace pledgebook::support

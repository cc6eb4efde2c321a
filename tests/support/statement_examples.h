// SPDX-License-Identifier: Apache-2.0
// The golden statements of tests/vectors/statements.json: one of each kind, with every member.
#pragma once

#include <string>
#include <vector>

namespace pledgebook::support {

struct StatementExample {
  std::string kind;
  std::string payload;  // canonical
  std::string sid;      // hex
};
// In the file's order; the calling test fails if it can't be read.
[[nodiscard]] std::vector<StatementExample> statement_examples();

}  // namespace pledgebook::support

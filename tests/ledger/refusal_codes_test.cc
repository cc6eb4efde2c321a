// SPDX-License-Identifier: Apache-2.0
// The list of refusal codes against the sources: every code that is written there is listed, and
// nothing else is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "ledger/domain/rules.h"

namespace pledgebook::ledger {
namespace {

// What stands first in a refusal: `refuse("…"`, `object("…"`, `problem.is("…"`, `Refusal{"…"`, or
// alone in a function that returns one; and the codes that fields.cc hands on.
const std::regex kWritten(
    R"rx((?:\b(?:refuse|object|is)\(|Refusal\{|return \{)\s*"([a-z0-9_]+)")rx");
const std::regex kHandedOn(R"rx("([a-z]+_invalid)")rx");

std::set<std::string> codes_in_sources() {
  std::set<std::string> codes;
  for (const auto& file :
       std::filesystem::directory_iterator(PLEDGEBOOK_SOURCE_DIR "/ledger/domain")) {
    const auto extension = file.path().extension();
    if ((extension != ".cc" && extension != ".h") || file.path().stem() == "refusal_codes")
      continue;
    std::ostringstream out;
    out << std::ifstream(file.path()).rdbuf();
    const std::string text = out.str();
    for (const std::regex& regex : {kWritten, kHandedOn}) {
      for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match)
        codes.insert((*match)[1]);
    }
  }
  return codes;
}

TEST(RefusalCodes, AreThoseOfTheSources) {
  std::set<std::string> listed;
  for (const RefusalCode& code : refusal_codes()) {
    EXPECT_TRUE(listed.emplace(code.code).second) << code.code << " is listed twice";
    EXPECT_NE(code.meaning, "") << code.code;
  }

  EXPECT_THAT(codes_in_sources(), testing::ContainerEq(listed));
}

TEST(RefusalCodes, TellRightsFromFaults) {
  for (const char* code : {"key_unknown", "key_revoked", "role_missing", "signature_missing",
                           "signature_unexpected", "not_the_owner", "member_has_key"}) {
    EXPECT_TRUE(is_about_rights(code)) << code;
  }
  for (const char* code : {"currency_unknown", "consent_required", "pledge_unknown", "no_code", ""})
    EXPECT_FALSE(is_about_rights(code)) << code;
}

}  // namespace
}  // namespace pledgebook::ledger

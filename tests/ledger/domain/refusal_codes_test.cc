// SPDX-License-Identifier: Apache-2.0
// The list of refusal codes against the sources: every code that is written there is listed, and
// nothing else is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include "ledger/domain/rules/rules.h"

namespace pledgebook::ledger {
namespace {

// The text before a code: `refuse("…"`, `object("…"`, `problem.is("…"`, `Refusal{"…"`, or `return
// {"…"` in a function that returns one.
constexpr std::array<std::string_view, 5> kOpenings{"refuse(", "object(", ".is(", "Refusal{",
                                                    "return {"};

// Whether the string literal `word`, after `before`, is a code. The codes of fields.cc are
// arguments; they have the same endings.
bool is_code(std::string_view before, std::string_view word) {
  if (word.empty() ||
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string_view::npos) {
    return false;
  }
  before = before.substr(0, before.find_last_not_of(" \n") + 1);
  return word.ends_with("_invalid") ||
         std::ranges::any_of(kOpenings, [&](auto opening) { return before.ends_with(opening); });
}

void add_codes(std::set<std::string>& codes, std::string_view text) {
  for (std::size_t quote = text.find('"'); quote != text.npos; quote = text.find('"', quote + 1)) {
    const std::size_t end = text.find('"', quote + 1);
    if (end == text.npos) return;
    const std::string_view word = text.substr(quote + 1, end - quote - 1);
    if (is_code(text.substr(0, quote), word)) codes.emplace(word);
  }
}

std::set<std::string> codes_in_sources() {
  std::set<std::string> codes;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(PLEDGEBOOK_SOURCE_DIR "/ledger/domain")) {
    const auto extension = file.path().extension();
    if ((extension != ".cc" && extension != ".h") || file.path().stem() == "refusal_codes")
      continue;
    std::ostringstream out;
    out << std::ifstream(file.path()).rdbuf();
    add_codes(codes, out.str());
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

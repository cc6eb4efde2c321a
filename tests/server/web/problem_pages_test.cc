// SPDX-License-Identifier: Apache-2.0
// The type of every problem leads to a page that explains it; the list of codes is that of the
// sources.
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
#include "server/http/problem_codes.h"
#include "server/web/words/language.h"
#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kForPeople = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";

bool is_code(std::string_view word) {
  return !word.empty() &&
         word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

// Whether what stands before a word in the sources says that it is a problem's code.
bool opens_code(std::string_view before) {
  constexpr std::array<std::string_view, 10> kOpenings{
      ".code =", "bad_parameter(", "bad_request(",    "not_ready(",     "unavailable(",
      "refuse(", "read_only ?",    "\"read_only\" :", "mends_itself ?", "\"views_failing\" :"};
  before = before.substr(0, before.find_last_not_of(" \n") + 1);
  // `http_problem(400, "…"` and `end_of_stream(503, "…"`.
  if (before.ends_with(',')) {
    const std::string_view call = before.substr(0, std::min(before.rfind('('), before.size()));
    return call.ends_with("http_problem") || call.ends_with("end_of_stream");
  }
  return std::ranges::any_of(kOpenings, [&](auto opening) { return before.ends_with(opening); });
}

void add_codes(std::set<std::string>& codes, const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file).rdbuf();
  const std::string text = out.str();
  for (std::size_t quote = text.find('"'); quote != text.npos; quote = text.find('"', quote + 1)) {
    const std::size_t end = text.find('"', quote + 1);
    if (end == text.npos) return;
    const std::string_view word = std::string_view(text).substr(quote + 1, end - quote - 1);
    if (is_code(word) && opens_code(std::string_view(text).substr(0, quote))) codes.emplace(word);
  }
}

std::set<std::string> codes_in_sources() {
  std::set<std::string> codes{"body_too_large"};  // made of the name of a body
  for (const auto& file : fs::recursive_directory_iterator(PLEDGEBOOK_SOURCE_DIR "/server")) {
    if (file.path().extension() == ".cc" && file.path().stem() != "problem_codes")
      add_codes(codes, file.path());
  }
  add_codes(codes, PLEDGEBOOK_SOURCE_DIR "/projections/query/query.cc");
  for (const ledger::RefusalCode& refusal : ledger::refusal_codes())
    codes.erase(std::string(refusal.code));
  for (const char* of_journal : {"slow_reader", "connections_max", "overdue"})
    codes.erase(of_journal);
  return codes;
}

TEST(ProblemCodes, AreThoseOfTheSources) {
  std::set<std::string> listed;
  for (const ProblemCode& code : problem_codes())
    EXPECT_TRUE(listed.emplace(code.code).second) << code.code << " is listed twice";

  EXPECT_THAT(codes_in_sources(), testing::ContainerEq(listed));
}

TEST(ProblemPages, ExplainEveryCode) {
  ServedLedger served(member_ledger());
  const auto check = [&](std::string_view code, std::string_view meaning) {
    const std::string target = "/problems/" + std::string(code);
    const Answer program = served.get(target);
    ASSERT_EQ(program.status, 200) << code;
    EXPECT_EQ(text_in(json_of(program), "type"), target);
    EXPECT_EQ(text_in(json_of(program), "code"), code);
    EXPECT_EQ(text_in(json_of(program), "meaning"), meaning);
    EXPECT_FALSE(text_in(json_of(program), "remedy").empty());

    const Answer page = served.get("/en" + target);
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(page.body.find("<code dir=\"ltr\">" + std::string(code) + "</code>"),
              std::string::npos);
  };
  for (const ProblemCode& code : problem_codes()) check(code.code, code.meaning);
  for (const ledger::RefusalCode& code : ledger::refusal_codes()) check(code.code, code.meaning);
}

TEST(ProblemPages, AreFoundInTheReadersLanguage) {
  const ServedLedger served(member_ledger());

  const Answer way = served.get("/problems/head_moved",
                                std::string(kForPeople) + "Accept-Language: ar-EG,ar;q=0.9\r\n");
  EXPECT_EQ(way.status, 302);
  EXPECT_EQ(way.header("location"), "/ar/problems/head_moved");
  EXPECT_EQ(way.header("vary"), "Accept, Accept-Language");
  EXPECT_EQ(served.get("/problems/%22%3E%0d", kForPeople).status, 400);
  EXPECT_EQ(served.get("/problems/%22%3E", kForPeople).header("location"), "/en/problems/%22%3E");
  const Answer none = served.get("/ar/problems/no_such_code");
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(none.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(served.get("/xx/problems/head_moved").status, 404);
  EXPECT_EQ(served.get("/ar/problems/head_moved?nonsense=1").status, 400);
}

// The title and the remedy are in the reader's language; what is not is marked, and said to be.
TEST(ProblemPages, SpeakTheReadersLanguage) {
  const ServedLedger served(member_ledger());
  const auto page_of = [&](Language language, std::string_view code) {
    return served.get("/" + std::string(tag(language)) + "/problems/" + std::string(code)).body;
  };
  const auto part = [](const std::string& page, const char* open, const char* close) {
    const std::size_t begin = page.find(open);
    return begin == std::string::npos ? "" : page.substr(begin, page.find(close, begin) - begin);
  };
  for (const char* code : {"not_http", "not_found", "prev_not_head", "head_moved", "busy",
                           "storage", "signature_missing"}) {
    const std::string english = page_of(Language::en, code);
    EXPECT_THAT(english, Not(HasSubstr("English only"))) << code;
    const std::string own = part(english, "<div class=\"own\"", "</div>");
    std::set<std::string> titles{part(english, "<h1", "</h1>")};
    std::set<std::string> remedies{part(english, "<p class=\"remedy\"", "</p>")};
    for (const Language language : kLanguages) {
      if (language == Language::en) continue;
      const std::string page = page_of(language, code);
      EXPECT_THAT(page, Not(HasSubstr("problem."))) << tag(language) << code;
      EXPECT_EQ(part(page, "<div class=\"own\"", "</div>"), own) << tag(language) << code;
      EXPECT_THAT(own, HasSubstr("lang=\"en\" dir=\"ltr\""));
      titles.insert(part(page, "<h1", "</h1>"));
      remedies.insert(part(page, "<p class=\"remedy\"", "</p>"));
    }
    EXPECT_EQ(titles.size(), kLanguages.size()) << code;
    EXPECT_EQ(remedies.size(), kLanguages.size()) << code;
  }
  EXPECT_THAT(page_of(Language::fr, "busy"), HasSubstr("href=\"/ru/problems/busy\""));
}

TEST(ProblemPages, AreWhereTheTypeOfAProblemLeads) {
  ServedLedger served(member_ledger());
  const Answer unknown = served.get("/api/v1/pledges?timeliness=LATE");
  const Answer missing = served.get("/problems/no_such_code");

  EXPECT_EQ(served.get(text_in(json_of(unknown), "type")).status, 200);
  expect_problem(missing, 404, "not_found");
  EXPECT_EQ(served.get(text_in(json_of(missing), "type")).status, 200);
}

}  // namespace
}  // namespace pledgebook::server

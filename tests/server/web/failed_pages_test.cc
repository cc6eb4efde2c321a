// SPDX-License-Identifier: Apache-2.0
// Pages that could not be made: a person reads in its language what to do, and the reference that
// the journal has; programs get the problem.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <string_view>

#include "server/http/http_server.h"
#include "server/web/frame/page.h"
#include "server/web/frame/problem_page.h"
#include "server/web/words/language.h"
#include "tests/server/served_ledger.h"
#include "tests/support/kept_journal.h"

namespace pledgebook::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A page whose making fails, and an answer for programs that fails.
class FailingServer {
 public:
  FailingServer()
      : server_(routes(), clock_, journal_, {.listen = "127.0.0.1:0", .limits = test_limits()}) {
    EXPECT_TRUE(server_.start().has_value());
  }
  ~FailingServer() {
    server_.stop();
    server_.wait();
  }
  FailingServer(const FailingServer&) = delete;
  FailingServer& operator=(const FailingServer&) = delete;

  [[nodiscard]] Answer get(std::string_view target) const {
    return server::get(server_.port(), target);
  }
  [[nodiscard]] const support::KeptJournal& journal() const { return journal_; }

 private:
  static std::vector<Route> routes() {
    const auto fail = [](const Request&) -> Response {
      return {.body = std::string().substr(1)};  // as a fault of the program throws
    };
    return {{.pattern = "/{language}/page",
             .operation = "getPage",
             .problem_page = problem_page_of(nullptr),
             .handler = fail},
            {.pattern = "/api", .operation = "getApi", .handler = fail}};
  }

  support::FakeClock clock_;
  support::KeptJournal journal_;
  HttpServer server_;
};

// The only reference on a page.
std::string reference_on(const std::string& page) {
  std::smatch found;
  const std::regex reference("<code dir=\"ltr\">([0-9a-f]{16})</code>");
  return std::regex_search(page, found, reference) ? found[1].str() : std::string();
}

TEST(FailedPages, GiveThePersonTheReferenceOfTheJournal) {
  const FailingServer server;

  const Answer page = server.get("/fr/page");
  EXPECT_EQ(page.status, 500U);
  EXPECT_EQ(page.header("content-type"), kHtml);
  EXPECT_EQ(page.header("cache-control"), "no-store");
  EXPECT_EQ(page.header("content-security-policy"), kPagePolicy);
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"fr\" dir=\"ltr\">"));
  const std::string reference = reference_on(page.body);
  ASSERT_FALSE(reference.empty()) << page.body;
  EXPECT_THAT(page.body, HasSubstr("href=\"/fr/pledges\""));
  EXPECT_THAT(page.body, Not(HasSubstr("basic_string"))) << "what() is for the journal";
  ASSERT_EQ(server.journal().count("request_failed"), 1U);
  EXPECT_THAT(server.journal().entries().front().line, HasSubstr(reference));
  expect_problem(server.get("/api"), 500, "internal");
}

TEST(FailedPages, AreInTheReadersLanguage) {
  const FailingServer server;
  const std::string english = server.get("/en/page").body;
  for (const Language language : kLanguages) {
    const std::string page = server.get("/" + std::string(tag(language)) + "/page").body;
    EXPECT_THAT(page, HasSubstr("<html lang=\"" + std::string(tag(language)) + "\""));
    EXPECT_THAT(page, Not(HasSubstr("refusal."))) << tag(language);
    EXPECT_EQ(page == english, language == Language::en);
    EXPECT_FALSE(reference_on(page).empty()) << tag(language);
  }
}

TEST(FailedPages, SayWhenToComeBack) {
  Limits limits = test_limits();
  limits.heavy_reads_waiting_max = 0;
  const ServedLedger served(member_ledger(), limits);

  const Answer page = served.get("/en/pledges?q=school");
  EXPECT_EQ(page.status, 503U);
  EXPECT_EQ(page.header("content-type"), kHtml);
  EXPECT_EQ(page.header("retry-after"), "5");
  EXPECT_THAT(page.body, HasSubstr("Too many readers"));
  EXPECT_THAT(page.body, HasSubstr("Wait a few seconds"));
  EXPECT_FALSE(reference_on(page.body).empty());
  expect_problem(served.get("/api/v1/pledges?q=school"), 503, "overloaded");
}

}  // namespace
}  // namespace pledgebook::server

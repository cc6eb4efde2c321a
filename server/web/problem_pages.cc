// SPDX-License-Identifier: Apache-2.0
#include "server/web/problem_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/rules/rules.h"
#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/http/problem_codes.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kOfStatement =
    "the problem's pointer names the place in the statement, rule says what was broken, and "
    "accepted what would be accepted; nothing was recorded, so mend it, sign it again and send it";

std::optional<ProblemCode> find_code(std::string_view code) {
  const auto ours = std::ranges::find(problem_codes(), code, &ProblemCode::code);
  if (ours != problem_codes().end()) return *ours;
  const auto refusals = ledger::refusal_codes();
  const auto refusal = std::ranges::find(refusals, code, &ledger::RefusalCode::code);
  if (refusal == refusals.end()) return std::nullopt;
  return ProblemCode{refusal->code, refusal->about_rights ? 403U : 422U, refusal->meaning,
                     kOfStatement};
}

std::string sentence(std::string_view text) {
  std::string sentence(text);
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] -= 'a' - 'A';
  return sentence + ".";
}

std::string json_of(const ProblemCode& problem) {
  JsonText json;
  json.text("type", fmt::format("/problems/{}", problem.code))
      .text("code", problem.code)
      .number("status", problem.status)
      .text("meaning", problem.meaning)
      .text("remedy", problem.remedy);
  return std::move(json).take();
}

// In English, as the problems themselves.
Response page_of(const Request& request, const ProblemCode& problem) {
  const Language language = preferred_language(request.accept_language);
  Fields fields;
  fields.set("title", sentence(problem.meaning))
      .set("code", problem.code)
      .set("status", std::int64_t{problem.status})
      .set("remedy", sentence(problem.remedy));
  return plain_page(language, 200, problem.code, render(language, "problem", fields));
}

Response explain(const Request& request) {
  const auto problem = find_code(request.captures.at(0));
  if (!problem) {
    return to_response(Problem{.status = 404,
                               .code = "not_found",
                               .detail = "there is no problem with this code",
                               .accepted = "a code that docs/API.md lists"});
  }
  Response response =
      request.prefers_html ? page_of(request, *problem) : json_response(200, json_of(*problem));
  response.caching = Caching::revalidate;
  response.headers.push_back({"Vary", "Accept, Accept-Language"});
  return response;
}

}  // namespace

std::vector<Route> problem_page_routes() {
  return {{.pattern = "/problems/{code}",
           .operation = "explainProblem",
           .group = "pages",
           .summary = "What the `type` of a problem means, as a page or as JSON",
           .responses = {{200, kJson, "ProblemMeaning", "The meaning and the remedy."},
                         {200, kHtml, "", "The same for people, if Accept names text/html."},
                         {404, kProblemJson, "Problem", "There is no such code."}},
           .handler = explain,
           .lane = Lane::none}};
}

}  // namespace pledgebook::server

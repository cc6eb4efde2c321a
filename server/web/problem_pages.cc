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
#include "server/web/html.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
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

std::string page_of(const ProblemCode& problem) {
  return fmt::format(
      "<!doctype html>\n<html lang=en><meta charset=utf-8>\n"
      "<meta name=viewport content=\"width=device-width\">\n<title>{0}</title>\n"
      "<h1>{1}</h1>\n<p>Problem <code>{0}</code>, status {2}.</p>\n<p>What to do: "
      "{3}</p>\n</html>\n",
      escape_html(problem.code), escape_html(sentence(problem.meaning)), problem.status,
      escape_html(sentence(problem.remedy)));
}

Response explain(const Request& request) {
  const auto problem = find_code(request.captures.at(0));
  if (!problem) {
    return to_response(Problem{.status = 404,
                               .code = "not_found",
                               .detail = "there is no problem with this code",
                               .accepted = "a code that docs/API.md lists"});
  }
  Response response = json_response(200, json_of(*problem));
  if (request.prefers_html) {
    response.content_type = kHtml;
    response.body = page_of(*problem);
  }
  response.caching = Caching::revalidate;
  response.headers.push_back({"Vary", "Accept"});
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

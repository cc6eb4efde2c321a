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
#include "server/web/frame/framing.h"
#include "server/web/frame/page_parameters.h"
#include "server/web/frame/problem_page.h"
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

// What its title and its remedy are called in the catalogues: those of all codes of its status.
std::string_view kind_of(const ProblemCode& problem) {
  switch (problem.status) {
    case 403:
      return "rights";
    case 404:
      return "not_found";
    case 409:
      return "moved";
    case 422:
      return "refused";
    case 500:
      return "failed";
    case 503:
      return "not_now";
    default:
      return "request";
  }
}

// The code's own texts are in English, as the problems themselves.
Response page_of(const Request& request, const Practice* practice) {
  const auto language = parse_language(request.captures.at(0));
  if (!language) return no_such_language(request, practice);
  const Catalogue& words = Catalogue::of(*language);
  const auto problem = find_code(request.captures.at(1));
  if (!problem)
    return refusal_page(
        *language, {.status = 404, .sentence = std::string(words.text("problem.none"))}, practice);
  const std::string kind(kind_of(*problem));
  const std::string title(words.text("problem.title." + kind));
  const bool is_of_statement = kind == "rights" || kind == "refused";
  Fields fields;
  fields.set("title", title)
      .set("code", problem->code)
      .set("status", std::int64_t{problem->status})
      .set("remedy", words.text("problem.remedy." + (is_of_statement ? "statement" : kind)))
      .set("meaning", sentence(problem->meaning))
      .set("own_remedy", sentence(problem->remedy));
  fields.show_if(*language != Language::en, "other");
  const Address here(*language, fmt::format("problems/{}", problem->code), request.target);
  return plain_page(here, 200, title, render(*language, "problem", fields), practice);
}

// For a person, the way to the page in its language.
Response explain(const Request& request) {
  const std::string& code = request.captures.at(0);
  Response response;
  if (request.prefers_html) {
    const Address page(preferred_language(request.accept_language), "problems/" + code);
    response = {.status = 302, .headers = {{"Location", page.text()}}};
  } else if (const auto problem = find_code(code)) {
    response = json_response(200, json_of(*problem));
  } else {
    return to_response(Problem{.status = 404,
                               .code = "not_found",
                               .detail = "there is no problem with this code",
                               .accepted = "a code that docs/API.md lists"});
  }
  response.caching = Caching::revalidate;
  response.headers.push_back({"Vary", "Accept, Accept-Language"});
  return response;
}

}  // namespace

std::vector<Route> problem_page_routes(const Practice* practice) {
  return {{.pattern = "/problems/{code}",
           .operation = "explainProblem",
           .group = "pages",
           .summary = "What the `type` of a problem means",
           .responses = {{200, kJson, "ProblemMeaning", "The meaning and the remedy."},
                         {302, "", "", "The page for people, if Accept names text/html."},
                         {404, kProblemJson, "Problem", "There is no such code."}},
           .handler = explain,
           .lane = Lane::none},
          {.pattern = "/{language}/problems/{code}",
           .operation = "getProblemPage",
           .group = "pages",
           .summary = "What the `type` of a problem means, as a web page",
           .parameters = page_filters(),
           .responses = {{200, kHtml, "", "The title and the remedy."},
                         {400, kHtml, "", "A parameter is not understood; the page says which."},
                         {404, kHtml, "", "There is no such code."}},
           .problem_page = problem_page_of(practice),
           .handler = [practice](const Request& request) { return page_of(request, practice); },
           .lane = Lane::none}};
}

}  // namespace pledgebook::server

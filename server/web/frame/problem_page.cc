// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/problem_page.h"

#include <string>

#include "server/web/frame/framing.h"
#include "server/web/frame/refusal_words.h"

namespace pledgebook::server {
namespace {

Language language_of(const Request& request) {
  return parse_language(request.target.path.front())
      .value_or(preferred_language(request.accept_language));
}

PageRefusal failure(Language language, const Problem& problem, std::string_view reference) {
  const Catalogue& words = Catalogue::of(language);
  const bool is_passing = problem.retry_after_s > 0;
  const std::string_view sentence = problem.code == "overloaded" ? "refusal.overloaded"
                                    : is_passing                 ? "refusal.not_now"
                                                                 : "refusal.failed";
  return {
      .status = problem.status,
      .sentence = std::string(words.text(sentence)),
      .remedy = std::string(words.text(is_passing ? "refusal.come_back" : "refusal.tell_operator")),
      .reference = std::string(reference)};
}

}  // namespace

Response no_such_language(const Request& request, const Practice* practice) {
  const Language language = preferred_language(request.accept_language);
  return refusal_page(
      language,
      {.status = 404, .sentence = std::string(Catalogue::of(language).text("refusal.no_language"))},
      practice);
}

Response problem_page(const Request& request, const Problem& problem, std::string_view reference,
                      const Practice* practice) {
  const Language language = language_of(request);
  if (problem.status >= kServerFault) {
    Response page = refusal_page(language, failure(language, problem, reference), practice);
    if (problem.retry_after_s > 0)
      page.headers.push_back({"Retry-After", std::to_string(problem.retry_after_s)});
    return page;
  }
  if (!problem.pointer.starts_with('?')) return to_response(problem);
  return refusal_page(language,
                      refused_parameter(language, {problem.code, problem.pointer, problem.detail,
                                                   problem.accepted}),
                      practice);
}

ProblemPage problem_page_of(const Practice* practice) {
  return [practice](const Request& request, const Problem& problem, std::string_view reference) {
    return problem_page(request, problem, reference, practice);
  };
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/page_answer.h"

#include <cstddef>
#include <string>
#include <utility>

#include "projections/query/known_filters.h"
#include "server/http/problem.h"
#include "server/web/frame/framing.h"
#include "server/web/frame/page_parameters.h"
#include "server/web/frame/problem_page.h"
#include "server/web/frame/refusal_words.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

// The path below the language.
std::string path_below(const Request& request) {
  std::string path;
  for (std::size_t i = 1; i < request.target.path.size(); ++i) {
    if (i > 1) path += '/';
    path += request.target.path[i];
  }
  return path;
}

std::string site_of(const Services& services, const Request& request) {
  if (!services.public_url.empty() || request.authority.empty()) return services.public_url;
  return (request.is_tls ? "https://" : "http://") + request.authority;
}

}  // namespace

Response answer_page(const Services& services, LedgerLife& ledger_life, const Request& request,
                     const Respond& respond, const Practice* practice) {
  const auto language = parse_language(request.captures.at(0));
  if (!language) return no_such_language(request, practice);
  const auto query = parse_question(request);
  if (!query) return refusal_page(*language, refused_parameter(*language, query.error()), practice);
  auto views = services.projector.views();
  if (!views) return to_response(problem_of(views.error()));
  const ledger::RecordedAt now = services.now();
  const ledger::Date today = ledger::date_of(now);
  if (const auto unknown = projections::find_unknown(*views, *query, today))
    return refusal_page(*language, unknown_value(*language, *unknown), practice);
  auto life = ledger_life.of(views->size());
  if (!life) return to_response(problem_of(life.error()));
  const PageContext context{.services = services,
                            .request = request,
                            .address = Address(*language, path_below(request), request.target),
                            .query = *query,
                            .views = std::move(*views),
                            .now = now,
                            .today = today,
                            .released = services.released(),
                            .site = site_of(services, request),
                            .life = *std::move(life)};
  ledger::Result<Response> response = respond(context);
  if (const auto whole = context.views.check(); !whole)
    return to_response(problem_of(whole.error()));
  if (response) return *std::move(response);
  if (response.error().code == ledger::Errc::not_found)
    return refusal_page(*language, {.status = 404, .sentence = response.error().detail}, practice);
  return to_response(problem_of(response.error()));
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/view_serving.h"

#include "server/http/computed_serving.h"
#include "server/http/etag.h"
#include "server/http/problem.h"
#include "server/http/router.h"
#include "server/routes/record_json.h"
#include "server/routes/view_etag.h"
#include "server/routes/view_wait.h"

namespace pledgebook::server {

Awaitable<void> ViewServing::serve(Exchange& exchange) {
  const bool is_covered = co_await wait_for_views(exchange);
  if (!is_covered) co_return;
  const Request& request = exchange.request();
  const std::string question = question_of(request.target);
  const std::string key = (request.accepts_gzip ? 'z' : '-') + question;
  auto response = kept_answer(request, question, key);
  if (!response) {
    response = co_await compute(exchange, handler_);
    if (response && response->status == 200) services_.cache.keep(key, response);
  }
  if (response) co_await exchange.answer(std::move(response));
}

Awaitable<bool> ViewServing::wait_for_views(Exchange& exchange) const {
  const auto wanted = integer_parameter(exchange.request(), "min_size");
  if (!wanted) co_return true;
  const bool reached = co_await services_.view_wait->wait(ledger::Size{*wanted},
                                                          exchange.context().limits.view_wait_max);
  if (reached) co_return true;
  const Problem problem{.status = 503,
                        .code = "views_behind",
                        .detail = "the read models do not cover min_size yet; ask again",
                        .retry_after_s = 1};
  co_await exchange.answer(problem);
  co_return false;
}

std::shared_ptr<const Response> ViewServing::kept_answer(const Request& request,
                                                         const std::string& question,
                                                         const std::string& key) {
  const AnswerBasis basis{services_.view_wait->view_size(), size_of(services_.released()),
                          services_.now()};
  const std::string etag = make_etag(basis, question);
  if (!request.if_none_match.empty() && none_match_names(request.if_none_match, etag)) {
    return std::make_shared<const Response>(
        Response{.status = 304, .caching = Caching::revalidate, .etag = etag});
  }
  auto kept = services_.cache.find(key, etag);
  if (kept) ++services_.traffic.cache_hits;
  return kept;
}

Route view_route(const Services& services, Route route) {
  route.serving = std::make_shared<ViewServing>(services, std::move(route.handler));
  return route;
}

}  // namespace pledgebook::server

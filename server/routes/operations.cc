// SPDX-License-Identifier: Apache-2.0
#include "server/routes/operations.h"

#include <algorithm>
#include <utility>

#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/routes/record_json.h"

namespace pledgebook::server {
namespace {

Response not_ready(std::string code, std::string detail) {
  return to_response(Problem{
      .status = 503, .code = std::move(code), .detail = std::move(detail), .retry_after_s = 5});
}

Response ready(const Services& services) {
  if (std::string why = services.sequencer.condition(); !why.empty()) {
    const bool read_only = services.sequencer.counters().read_only;
    return not_ready(read_only ? "read_only" : "clock", std::move(why));
  }
  if (const auto snapshot = services.store.snapshot(); !snapshot) {
    return to_response(problem_of(snapshot.error()));
  }
  if (const auto condition = services.projector.condition()) {
    return not_ready(condition->mends_itself ? "views_failing" : "views_stopped",
                     condition->sentence);
  }
  const auto views = services.projector.views();
  if (!views) return not_ready("views_failing", views.error().detail);
  const std::uint64_t size = ledger::number(services.sequencer.size());
  const std::uint64_t view_size = std::min(size, ledger::number(views->size()));
  if (size - view_size > kViewLagMax) {
    return not_ready("views_behind", "the read models have still to fold " +
                                         std::to_string(size - view_size) + " records");
  }
  JsonText json;
  json.text("status", "ready").number("size", size).number("view_size", view_size);
  return json_response(200, std::move(json).take());
}

Response metrics(const Services& services) {
  Metrics::Ledger ledger{.sequencer = services.sequencer.counters(),
                         .size = services.sequencer.size(),
                         .view_size = services.projector.size(),
                         .views_failing = services.projector.condition().has_value(),
                         .published = size_of(services.released())};
  if (services.publisher != nullptr) ledger.publisher = services.publisher->counters();
  if (services.witnesses != nullptr) ledger.witnesses = services.witnesses->witnesses();
  return {.status = 200, .content_type = kPrometheus, .body = services.metrics->text(ledger)};
}

}  // namespace

std::vector<Route> operation_routes(const Services& services) {
  return {
      {.pattern = "/healthz",
       .operation = "getHealth",
       .group = "operations",
       .summary = "The server is alive",
       .responses = {{200, kJson, "Health", "It answers."}},
       .handler = [](const Request&) { return json_response(200, "{\"status\":\"alive\"}"); }},
      {.pattern = "/readyz",
       .operation = "getReadiness",
       .group = "operations",
       .summary = "The log is open, statements are taken, and the read models keep up",
       .responses = {{200, kJson, "Readiness", "It is ready."},
                     {503, kProblemJson, "Problem", "It is not, and why."}},
       .handler = [&services](const Request&) { return ready(services); }},
      {.pattern = "/metrics",
       .operation = "getMetrics",
       .group = "operations",
       .summary = "Figures for Prometheus",
       .responses = {{200, kPrometheus, "", "Text exposition format 0.0.4."}},
       .handler = [&services](const Request&) { return metrics(services); }},
  };
}

}  // namespace pledgebook::server

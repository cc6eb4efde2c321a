// SPDX-License-Identifier: Apache-2.0
#include "server/routes/operations.h"

#include <algorithm>
#include <utility>

#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/routes/ledger_metrics.h"
#include "server/routes/readiness.h"
#include "server/routes/record_json.h"

namespace pledgebook::server {
namespace {

Response ready(const Services& services) {
  if (const auto why = services.readiness->why_not()) return to_response(*why);
  const std::uint64_t size = ledger::number(services.sequencer.size());
  const std::uint64_t view_size = std::min(size, ledger::number(services.projector.size()));
  JsonText json;
  json.text("status", "ready").number("size", size).number("view_size", view_size);
  return json_response(200, std::move(json).take());
}

Response metrics(const Services& services) {
  LedgerFigures ledger{.traffic = services.traffic,
                       .sequencer = services.sequencer.counters(),
                       .size = services.sequencer.size(),
                       .view_size = services.projector.size(),
                       .views_failing = services.projector.condition().has_value(),
                       .published = size_of(services.released())};
  if (services.publisher != nullptr) ledger.publisher = services.publisher->counters();
  if (services.witnesses != nullptr) ledger.witnesses = services.witnesses->witnesses();
  return {.status = 200,
          .content_type = kPrometheus,
          .body = services.metrics->text() + ledger_metrics(ledger)};
}

}  // namespace

std::vector<Route> operation_routes(const Services& services) {
  return {
      {.pattern = "/healthz",
       .operation = "getHealth",
       .group = "operations",
       .summary = "The server is alive",
       .responses = {{200, kJson, "Health", "It answers."}},
       .handler = [](const Request&) { return json_response(200, "{\"status\":\"alive\"}"); },
       .lane = Lane::none},
      {.pattern = "/readyz",
       .operation = "getReadiness",
       .group = "operations",
       .summary = "The log is open, statements are accepted, and the read models keep up",
       .responses = {{200, kJson, "Readiness", "It is ready."},
                     {503, kProblemJson, "Problem", "It is not ready, with the reason."}},
       .handler = [&services](const Request&) { return ready(services); },
       .lane = Lane::none},
      {.pattern = "/metrics",
       .operation = "getMetrics",
       .group = "operations",
       .summary = "Figures for Prometheus",
       .responses = {{200, kPrometheus, "", "Text exposition format 0.0.4."}},
       .handler = [&services](const Request&) { return metrics(services); },
       .lane = Lane::none},
  };
}

}  // namespace pledgebook::server

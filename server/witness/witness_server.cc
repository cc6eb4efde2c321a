// SPDX-License-Identifier: Apache-2.0
#include "server/witness/witness_server.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>
#include <vector>

#include "ledger/proof/witness_request.h"
#include "server/http/http_server.h"
#include "server/http/problem.h"
#include "server/web/problem_pages.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kNote = "text/plain; charset=utf-8";
constexpr unsigned kUnavailable = 503;
constexpr unsigned kWorkers = 4;  // threads: one may wait for its disk, or for an audit

// Enough for a witness: requests for one origin are judged one after another anyway.
Limits witness_limits() {
  Limits limits;
  limits.connections_max = 256;
  limits.body_bytes_max = ledger::kWitnessRequestBytesMax;
  return limits;
}

Response add_checkpoint(ledger::Witness& witness, const Request& request) {
  ledger::WitnessAnswer answer = witness.add_checkpoint(request.body);
  Response response{
      .status = answer.status, .content_type = answer.content_type, .body = std::move(answer.body)};
  if (answer.status == kUnavailable) response.headers.push_back({"Retry-After", "5"});
  return response;
}

Response checkpoint(const ledger::Witness& witness, const std::string& origin_hex) {
  auto note = witness.checkpoint(origin_hex);
  if (!note) {
    return to_response(Problem{.status = 404,
                               .code = "not_cosigned",
                               .detail = "this witness has cosigned no checkpoint of this log",
                               .accepted = "the hex digits of SHA-256 of a log's origin"});
  }
  return {.status = 200,
          .content_type = kNote,
          .body = *std::move(note),
          .caching = Caching::revalidate};
}

Response metrics(const ledger::Witness& witness, const Metrics& http) {
  std::string out = http.text();
  const ledger::Witness::Counters counters = witness.counters();
  const auto counter = [&out](std::string_view name, std::string_view help, std::uint64_t value) {
    write_metric(out, "counter", name, help, static_cast<std::int64_t>(value));
  };
  counter("pledgebook_cosignatures_total", "Checkpoints cosigned.", counters.cosigned);
  counter("pledgebook_cosignatures_refused_total", "Checkpoints not cosigned.", counters.refused);
  counter("pledgebook_contradictions_total",
          "Refused checkpoints: the log has signed two histories, or a history that the "
          "audit rejects.",
          counters.contradictions);
  counter("pledgebook_doubts_total",
          "Refused checkpoints: not proved to extend the cosigned history.", counters.doubts);
  out +=
      "# HELP pledgebook_witnessed_size Records covered by the newest cosigned checkpoint.\n"
      "# TYPE pledgebook_witnessed_size gauge\n";
  for (const ledger::Witness::Seen& log : witness.logs()) {
    fmt::format_to(std::back_inserter(out), "pledgebook_witnessed_size{{origin=\"{}\"}} {}\n",
                   label_text(log.origin), ledger::number(log.size));
  }
  return {.status = 200, .content_type = kPrometheus, .body = std::move(out)};
}

}  // namespace

class WitnessServer::Impl {
 public:
  Impl(ledger::Witness& witness, const ledger::Clock& clock, ledger::Journal& journal,
       Options options)
      : witness_(witness),
        http_(routes(), clock, journal,
              {.listen = std::move(options.listen),
               .workers = kWorkers,
               .limits = witness_limits(),
               .tls = std::move(options.tls)}) {}

  HttpServer& http() noexcept { return http_; }

 private:
  std::vector<Route> routes();

  ledger::Witness& witness_;
  HttpServer http_;
};

std::vector<Route> WitnessServer::Impl::routes() {
  std::vector<Route> routes{
      {.method = Method::post,
       .pattern = "/add-checkpoint",
       .operation = "addCheckpoint",
       .bodies = {{}},
       .handler = [this](const Request& request) { return add_checkpoint(witness_, request); }},
      {.pattern = "/{origin}/checkpoint",
       .operation = "getCosignedCheckpoint",
       .handler =
           [this](const Request& request) { return checkpoint(witness_, request.captures.at(0)); }},
      {.pattern = "/healthz",
       .operation = "getHealth",
       .handler = [](const Request&) { return json_response(200, R"({"status":"alive"})"); },
       .lane = Lane::none},
      {.pattern = "/metrics",
       .operation = "getMetrics",
       .handler = [this](const Request&) { return metrics(witness_, http_.context().metrics); }},
  };
  for (Route& route : problem_page_routes(nullptr)) routes.push_back(std::move(route));
  return routes;
}

ledger::Result<std::unique_ptr<WitnessServer>> WitnessServer::start(ledger::Witness& witness,
                                                                    const ledger::Clock& clock,
                                                                    ledger::Journal& journal,
                                                                    Options options) {
  auto impl = std::make_unique<Impl>(witness, clock, journal, std::move(options));
  LEDGER_CHECK(impl->http().start());
  return std::unique_ptr<WitnessServer>(new WitnessServer(std::move(impl)));
}

WitnessServer::WitnessServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WitnessServer::~WitnessServer() = default;
std::uint16_t WitnessServer::port() const noexcept { return impl_->http().port(); }
void WitnessServer::stop() { impl_->http().stop(); }
void WitnessServer::wait() { impl_->http().wait(); }

}  // namespace pledgebook::server

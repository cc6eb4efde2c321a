// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include <utility>

#include "server/all_routes.h"
#include "server/http/http_server.h"
#include "server/routes/event_serving.h"
#include "server/routes/readiness.h"
#include "server/routes/services.h"
#include "server/routes/view_wait.h"
#include "server/writing/statement_serving.h"

namespace pledgebook::server {

class Server::Impl {
 public:
  Impl(const ledger::Store& store, ledger::Sequencer& sequencer,
       const projections::Projector& projector, const ledger::Clock& clock,
       ledger::Journal& journal, Options options);

  HttpServer& http() noexcept { return http_; }

 private:
  void tell_of_growth();

  const Options options_;
  const ledger::Sequencer& sequencer_;
  ExportBases exports_;
  AnswerCache cache_;
  Traffic traffic_;
  // Shared with the routes.
  std::shared_ptr<EventServing> events_;
  Services services_;
  HttpServer http_;
  ViewWait views_;
  Readiness readiness_;
  ledger::Size size_seen_{};  // the I/O thread's
};

Server::Impl::Impl(const ledger::Store& store, ledger::Sequencer& sequencer,
                   const projections::Projector& projector, const ledger::Clock& clock,
                   ledger::Journal& journal, Options options)
    : options_(std::move(options)),
      sequencer_(sequencer),
      exports_(store, [this] { return services_.released(); }),
      cache_(options_.limits.cache_bytes_max),
      events_(std::make_shared<EventServing>(store, sequencer, traffic_)),
      services_{.store = store,
                .sequencer = sequencer,
                .projector = projector,
                .clock = clock,
                .limits = options_.limits,
                .exports = exports_,
                .publisher = options_.publisher,
                .witnesses = options_.witnesses,
                .desk = options_.desk,
                .evidence = options_.evidence,
                .web_directory = options_.web_directory,
                .public_url = options_.public_url,
                .cache = cache_,
                .traffic = traffic_,
                .statements = std::make_shared<StatementServing>(
                    sequencer, options_.limits, traffic_, [this] { events_->wake(); }),
                .events = events_},
      http_(all_routes(services_, options_.practice), clock, journal,
            {.listen = options_.listen,
             .workers = options_.workers,
             .limits = options_.limits,
             .request_log = options_.request_log,
             .paths_hint = "a path of /api/v1/openapi.json",
             .tls = options_.tls,
             .socket = options_.socket,
             .kept_below = options_.practice == nullptr ? "" : "/assets/"}),
      views_(http_.context().io, clock, projector),
      readiness_(services_, journal) {
  services_.metrics = &http_.context().metrics;
  services_.view_wait = &views_;
  services_.readiness = &readiness_;
  readiness_.look();
  http_.on_stop = [this] { views_.release_all(); };
  http_.on_sweep = [this] {
    tell_of_growth();
    readiness_.sweep(http_.context());
  };
}

// For records that no session of this server has made: those of the publisher.
void Server::Impl::tell_of_growth() {
  const ledger::Size size = sequencer_.size();
  if (std::exchange(size_seen_, size) != size) events_->wake();
}

ledger::Result<std::unique_ptr<Server>> Server::start(const ledger::Store& store,
                                                      ledger::Sequencer& sequencer,
                                                      const projections::Projector& projector,
                                                      const ledger::Clock& clock,
                                                      ledger::Journal& journal, Options options) {
  auto impl =
      std::make_unique<Impl>(store, sequencer, projector, clock, journal, std::move(options));
  LEDGER_CHECK(impl->http().start());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() {
  stop();
  wait();
}
std::uint16_t Server::port() const noexcept { return impl_->http().port(); }
void Server::stop() { impl_->http().stop(); }
void Server::wait() { impl_->http().wait(); }

}  // namespace pledgebook::server

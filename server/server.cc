// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include <utility>

#include "server/http_server.h"
#include "server/routes.h"
#include "server/routes/record_json.h"
#include "server/routes/services.h"

namespace pledgebook::server {

class Server::Impl {
 public:
  Impl(const ledger::Store& store, ledger::Sequencer& sequencer,
       const projections::Projector& projector, const ledger::Clock& clock, Options options);

  HttpServer& http() noexcept { return http_; }

 private:
  void tell_of_growth();

  const Options options_;
  ExportDesk exports_;
  Services services_;
  HttpServer http_;
  StatementDesk desk_;
  ViewWait views_;
  LedgerEdge ledger_;
  ledger::Size size_seen_{};  // the I/O thread's
};

Server::Impl::Impl(const ledger::Store& store, ledger::Sequencer& sequencer,
                   const projections::Projector& projector, const ledger::Clock& clock,
                   Options options)
    : options_(std::move(options)),
      exports_(store, [this] { return services_.released(); }),
      services_{store,           sequencer, projector,          clock,
                options_.limits, exports_,  options_.publisher, options_.witnesses},
      http_(all_routes(services_), clock,
            {.listen = options_.listen, .workers = options_.workers, .limits = options_.limits}),
      desk_(sequencer, http_.edge().workers),
      views_(http_.edge().io, clock, projector),
      ledger_{store, sequencer, desk_, views_, [this] { return size_of(services_.released()); }} {
  services_.metrics = &http_.edge().metrics;
  http_.edge().ledger = &ledger_;
  http_.on_stop = [this] { views_.release_all(); };
  http_.on_sweep = [this] { tell_of_growth(); };
}

// Of records that no session of this server has made: those of the publisher.
void Server::Impl::tell_of_growth() {
  const ledger::Size size = ledger_.sequencer.size();
  if (std::exchange(size_seen_, size) != size) http_.edge().wake_subscribers();
}

ledger::Result<std::unique_ptr<Server>> Server::start(const ledger::Store& store,
                                                      ledger::Sequencer& sequencer,
                                                      const projections::Projector& projector,
                                                      const ledger::Clock& clock, Options options) {
  auto impl = std::make_unique<Impl>(store, sequencer, projector, clock, std::move(options));
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

// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/service.h"

#include <fmt/format.h>
#include <signal.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/serve/log_key.h"

namespace pledgebook::cli {
namespace {

sigset_t ending_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&set, signal);
  return set;
}

// The first answers wait for the views if folding takes no longer than this. A larger ledger is
// served meanwhile, and /readyz says that the views are behind.
constexpr std::chrono::seconds kViewsWaitMax{5};

struct Listen {
  std::string host;
  std::uint16_t port = 0;
};

// "host:port"; the host may be an IPv6 address in brackets.
std::optional<Listen> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  Listen listen{.host = std::string(text.substr(0, colon)), .port = 0};
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
  if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  return listen;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host == "::1" || host.starts_with("127.");
}

Outcome<Listen> check_listen(const ServiceOptions& options) {
  const auto listen = parse_listen(options.listen);
  if (!listen) {
    return usage(fmt::format("--listen {}: write an address and a port, such as 127.0.0.1:8080",
                             options.listen));
  }
  if (options.tls || is_loopback(listen->host)) return *listen;
  if (options.plain_http == ServiceOptions::PlainHttp::network) return *listen;
  return usage(fmt::format(
      "--listen {}: over plain HTTP, anybody between here and a reader can change what is read: "
      "give a certificate with --tls-cert and --tls-key, or, behind a proxy that has one, "
      "--insecure-listen",
      options.listen));
}

}  // namespace

Outcome<std::unique_ptr<Service>> Service::start(const ServiceOptions& options) {
  LEDGER_CHECK(check_listen(options));
  std::unique_ptr<Service> service(new Service(options));
  LEDGER_TRY(service->store_, open_store(options.directory, ledger::Access::write));
  LEDGER_TRY(service->projector_, outcome(projections::Projector::start(
                                      *service->store_, {.journal = &service->journal_})));
  ledger::Sequencer::Options sequencer_options;
  sequencer_options.accept_clock = options.accept_clock;
  sequencer_options.on_commit = [service =
                                     service.get()](const ledger::CommittedBatchPointer& batch) {
    service->projector_->notify(batch);
    if (ledger::Publisher* publisher = service->to_notify_) publisher->notify();
  };
  LEDGER_TRY(service->sequencer_,
             outcome(ledger::Sequencer::start(*service->store_, service->clock_, service->journal_,
                                              std::move(sequencer_options))));
  if (service->ledger().empty()) {
    return not_found(fmt::format(
        "the ledger in {} has no records: run `pledgebook init` on it again", options.directory));
  }
  LEDGER_CHECK(service->start_publisher(options));
  std::ignore = service->projector_->wait_for(service->sequencer_->size(), kViewsWaitMax);
  LEDGER_CHECK(service->start_server(options));
  return service;
}

Outcome<void> Service::start_server(const ServiceOptions& options) {
  LEDGER_TRY(const Listen listen, check_listen(options));
  for (unsigned i = 0;; ++i) {
    server::Server::Options server_options;
    server_options.publisher = publisher_.get();
    if (witnesses_) server_options.witnesses = &witnesses_->quorum();
    server_options.listen = fmt::format("{}:{}", listen.host, listen.port + i);
    server_options.tls = options.tls;
    server_options.request_log = options.request_log;
    server_options.journal = &journal_;
    auto server = server::Server::start(*store_, *sequencer_, *projector_, clock_, server_options);
    if (server) {
      server_ = *std::move(server);
      address_ =
          address_to_show(server_options.listen, server_->port(), options.tls ? "https" : "http");
      journal_.info("started", "the ledger is being served",
                    {{"ledger", ledger()}, {"records", size()}, {"address", address_}});
      return {};
    }
    if (server.error().code != ledger::Errc::busy)
      return std::unexpected(failure_of(server.error()));
    if (i >= options.other_ports || listen.port == 0) {
      return unavailable(
          fmt::format("{} is in use: give another address with --listen, such as "
                      "{}:{}",
                      server_options.listen, listen.host, listen.port + i + 1));
    }
  }
}

Outcome<void> Service::start_publisher(const ServiceOptions& options) {
  LEDGER_TRY(auto signer, open_log_signer(*store_));
  if (options.witness_policy) {
    LEDGER_TRY(witnesses_,
               Witnesses::open(*options.witness_policy, *store_, signer.key(), options.ca_file));
  }
  LEDGER_TRY(auto publishing,
             outcome(ledger::Publishing::begin(*store_, *sequencer_, std::move(signer),
                                               witnesses_ ? &witnesses_->quorum() : nullptr)));
  // Repeats of the same message are not logged.
  auto tell = [this, said = std::string()](const ledger::Error& error) mutable {
    if (std::exchange(said, error.detail) == error.detail) return;
    journal_.warning("checkpoint_not_released", error.detail);
  };
  publisher_ = ledger::Publisher::start(
      std::move(publishing), {.interval = options.publish_interval, .on_failure = std::move(tell)});
  to_notify_ = publisher_.get();
  return {};
}

Service::~Service() { stop(); }

void Service::stop() {
  if (server_) {
    journal_.info("stopping", "finishing the requests that have arrived; new ones are refused");
    server_->stop();
    server_->wait();
  }
  to_notify_ = nullptr;
  if (witnesses_) witnesses_->stop();
  publisher_.reset();
  if (sequencer_) sequencer_->stop();
  if (std::exchange(server_, nullptr))
    journal_.info("stopped", "every accepted statement is on disk");
}

std::string address_to_show(const std::string& listen, std::uint16_t port,
                            std::string_view scheme) {
  return fmt::format("{}://{}:{}", scheme, listen.substr(0, listen.rfind(':')), port);
}

void hold_back_signals() {
  const sigset_t set = ending_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A client that disconnects must not end the process.
  ::signal(SIGPIPE, SIG_IGN);
}

void wait_for_signal() {
  const sigset_t set = ending_signals();
  int signal = 0;
  ::sigwait(&set, &signal);
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace pledgebook::cli

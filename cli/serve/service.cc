// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/service.h"

#include <fmt/format.h>
#include <signal.h>

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

}  // namespace

Outcome<std::unique_ptr<Service>> Service::start(const ServiceOptions& options) {
  std::unique_ptr<Service> service(new Service(options));
  if (options.web_directory) {
    LEDGER_TRY(service->web_directory_,
               outcome(server::WebDirectory::open(*options.web_directory)));
  }
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
  LEDGER_CHECK(service->open_desk(options));
  LEDGER_CHECK(service->start_server(options));
  return service;
}

Outcome<void> Service::open_desk(const ServiceOptions& options) {
  LEDGER_TRY(desk_, outcome(ledger::DeskStore::open(options.directory)));
  if (desk_->was_damaged()) {
    journal_.warning("desk_damaged",
                     "what waited for signatures was damaged and is in desk.damaged: it must be "
                     "sent again");
  }
  LEDGER_TRY(evidence_, outcome(ledger::EvidenceFiles::open(options.directory)));
  return {};
}

Outcome<void> Service::start_server(const ServiceOptions& options) {
  const Encryption encryption = options.listening.tls ? Encryption::tls : Encryption::none;
  LEDGER_TRY(const Listen listen,
             check_listen(options.listening.address, encryption, options.listening.plain_http));
  for (unsigned i = 0;; ++i) {
    server::Server::Options server_options;
    server_options.publisher = publisher_.get();
    if (witnesses_) server_options.witnesses = &witnesses_->quorum();
    server_options.listen = fmt::format("{}:{}", listen.host, listen.port + i);
    server_options.tls = options.listening.tls;
    server_options.request_log = options.request_log;
    server_options.desk = desk_.get();
    server_options.evidence = evidence_.get();
    server_options.web_directory = web_directory_.get();
    server_options.public_url = options.public_url;
    server_options.practice = options.practice;
    server_options.socket = options.socket;
    auto server =
        server::Server::start(*store_, *sequencer_, *projector_, clock_, journal_, server_options);
    if (server) {
      server_ = *std::move(server);
      address_ = address_to_show(server_options.listen, server_->port(), encryption);
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
               Witnesses::open(*options.witness_policy, *store_, options.ca_file, journal_));
  }
  LEDGER_TRY(auto publishing,
             outcome(ledger::Publishing::begin(*store_, *sequencer_, std::move(signer),
                                               witnesses_ ? &witnesses_->quorum() : nullptr)));
  publisher_ = ledger::Publisher::start(std::move(publishing), journal_,
                                        {.interval = options.publish_interval});
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

void hold_back_signals() {
  const sigset_t set = ending_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A client that disconnects must not end the process.
  ::signal(SIGPIPE, SIG_IGN);
}

void hold_back_wish() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Awaited wait_for_signal(std::chrono::seconds span) {
  const sigset_t ending = ending_signals();
  sigset_t set = ending;
  ::sigaddset(&set, SIGUSR1);
  const timespec timeout{.tv_sec = span.count(), .tv_nsec = 0};
  const int signal = ::sigtimedwait(&set, nullptr, &timeout);
  if (signal < 0) return Awaited::time;  // or interrupted: the caller waits again
  if (signal == SIGUSR1) return Awaited::wish;
  ::pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);
  return Awaited::end;
}

void wait_for_signal() {
  const sigset_t set = ending_signals();
  int signal = 0;
  ::sigwait(&set, &signal);
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace pledgebook::cli

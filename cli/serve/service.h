// SPDX-License-Identifier: Apache-2.0
// Service: a ledger being served: store, views, sequencer, publisher and HTTP, started in that
// order and stopped in the reverse.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cli/serve/listening.h"
#include "cli/serve/witnesses.h"
#include "cli/shell/outcome.h"
#include "ledger/clock.h"
#include "ledger/journal_writer.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/publish/publisher.h"
#include "projections/projector.h"
#include "server/http/http_context.h"
#include "server/http/listening_socket.h"
#include "server/routes/practice.h"
#include "server/server.h"
#include "server/web/web_directory.h"

namespace pledgebook::cli {

struct ServiceOptions {
  std::string directory;
  Listening listening;
  bool accept_clock = false;
  // If the port is in use, this many of the following ports are tried.
  unsigned other_ports = 0;
  std::chrono::milliseconds publish_interval{1'000};
  std::optional<std::string> witness_policy = {};  // a file; none: no witness is asked
  std::string ca_file = {};  // authorities to trust for https witnesses; empty: the system's
  server::RequestLog request_log = server::RequestLog::no;
  std::optional<std::string> web_directory = {};    // none: pages are as compiled into the program
  std::string public_url = {};                      // as in server::Server::Options
  const server::Practice* practice = nullptr;       // likewise
  const server::ListeningSocket* socket = nullptr;  // likewise
};

class Service {
 public:
  [[nodiscard]] static Outcome<std::unique_ptr<Service>> start(const ServiceOptions& options);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // The address that it listens on: "http://127.0.0.1:8080".
  [[nodiscard]] const std::string& address() const noexcept { return address_; }
  [[nodiscard]] std::string ledger() const { return sequencer_->ledger_name(); }
  [[nodiscard]] std::uint64_t size() const { return ledger::number(sequencer_->size()); }
  // Finishes the requests that have arrived, and ends.
  void stop();

 private:
  explicit Service(const ServiceOptions& options)
      : journal_(clock_, options.listening.log_format, options.listening.log_least) {}
  [[nodiscard]] Outcome<void> start_publisher(const ServiceOptions& options);
  // Opens what is kept beside the log.
  [[nodiscard]] Outcome<void> open_desk(const ServiceOptions& options);
  // Listens; if the port is in use, on one of the following, as ServiceOptions::other_ports says.
  [[nodiscard]] Outcome<void> start_server(const ServiceOptions& options);

  ledger::SystemClock clock_;
  ledger::JournalWriter journal_;
  std::unique_ptr<ledger::Store> store_;
  std::unique_ptr<projections::Projector> projector_;
  std::unique_ptr<ledger::Sequencer> sequencer_;
  std::unique_ptr<Witnesses> witnesses_;  // null: none are asked
  std::unique_ptr<ledger::Publisher> publisher_;
  // Used by the sequencer's thread, which may commit before there is a publisher.
  std::atomic<ledger::Publisher*> to_notify_ = nullptr;
  std::unique_ptr<server::WebDirectory> web_directory_;
  std::unique_ptr<ledger::DeskStore> desk_;
  std::unique_ptr<ledger::EvidenceFiles> evidence_;
  std::unique_ptr<server::Server> server_;
  std::string address_;
};

// Blocks SIGINT, SIGTERM and SIGHUP in this thread and the threads it starts. Call it before a
// service starts.
void hold_back_signals();
// Waits for one of these signals; the next one ends the program at once.
void wait_for_signal();
// Blocks SIGUSR1 likewise, which asks for something at once, such as a reset.
void hold_back_wish();
enum class Awaited : std::uint8_t { end, wish, time };
// Waits for one of these signals, or for `span` at most. After `end` the next one ends the program.
[[nodiscard]] Awaited wait_for_signal(std::chrono::seconds span);

}  // namespace pledgebook::cli

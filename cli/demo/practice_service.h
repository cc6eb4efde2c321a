// SPDX-License-Identifier: Apache-2.0
// PracticeService: a ledger for practice being served, which is made again at each reset. The
// address is listened at all the time: while one ledger goes and the next one comes, for a second
// or so, requests wait.
//
// Threads: the one that starts it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cli/serve/listening.h"
#include "cli/serve/service.h"
#include "cli/shell/outcome.h"
#include "ledger/clock.h"
#include "ledger/journal_writer.h"
#include "server/http/listening_socket.h"
#include "server/routes/practice.h"

namespace pledgebook::cli {

struct PracticeOptions {
  std::string directory;
  Listening listening;
  unsigned other_ports = 0;  // as in ServiceOptions
  std::optional<std::string> web_directory = {};
  std::chrono::hours every{24};
};

class PracticeService {
 public:
  // Makes the ledger if it is not there, or if a reset was due since it was made. The signals are
  // held back (service.h).
  [[nodiscard]] static Outcome<std::unique_ptr<PracticeService>> start(PracticeOptions options);
  // Serves until a signal ends it; SIGUSR1 resets at once.
  [[nodiscard]] Outcome<void> run();
  [[nodiscard]] const Service& service() const { return *service_; }

 private:
  explicit PracticeService(PracticeOptions options);
  [[nodiscard]] ledger::Instant now() const;
  [[nodiscard]] Outcome<void> listen();
  [[nodiscard]] Outcome<void> serve();
  [[nodiscard]] Awaited wait(ledger::RecordedAt until) const;
  // Until the new ledger is whole, the old one is served; if it can't be made, that goes on.
  [[nodiscard]] Outcome<void> reset();

  PracticeOptions options_;
  ledger::SystemClock clock_;
  ledger::JournalWriter journal_;
  std::optional<server::ListeningSocket> socket_;
  server::Practice practice_;
  std::unique_ptr<Service> service_;  // uses the two above
};

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// pledgebook serve
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/service.h"

namespace pledgebook::cli {
namespace {

Outcome<void> run(const Place& place, const std::string& listen) {
  LEDGER_TRY(const std::string directory, place.directory());
  hold_back_signals();
  LEDGER_TRY(const auto service,
             Service::start(
                 {.directory = directory, .listen = listen, .accept_clock = place.accept_clock}));
  fmt::print("serving {} ({} records) on {}\n", service->ledger(), service->size(),
             service->address());
  std::fflush(stdout);
  wait_for_signal();
  fmt::print("stopping: what was asked is answered\n");
  std::fflush(stdout);
  service->stop();
  return {};
}

}  // namespace

void define_serve(Program& program) {
  // Shared by the parser, which fills the option in, and the runner.
  auto listen = std::make_shared<std::string>("127.0.0.1:8080");
  program.root()
      .add("serve", "serve a ledger over HTTP")
      .about(
          "It holds the ledger as long as it runs: other commands write through it, with --server. "
          "SIGTERM and SIGINT end it once everything asked is answered.")
      .option(*listen, {.names = "--listen",
                        .value = "ADDRESS",
                        .description = "address and port (default: 127.0.0.1:8080); port 0 is a "
                                       "free one"})
      .example("pledgebook serve --ledger ./register", "serve to this machine")
      .example("pledgebook serve --listen 0.0.0.0:80", "serve to the network, in plain HTTP")
      .runs([&place = program.place(), listen] { return run(place, *listen); });
}

}  // namespace pledgebook::cli

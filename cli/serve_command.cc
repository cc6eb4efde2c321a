// SPDX-License-Identifier: Apache-2.0
// pledgebook serve

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/interruption.h"
#include "cli/running_ledger.h"

namespace pledgebook::cli {
namespace {

struct Options {
  std::string listen = "127.0.0.1:8080";
};

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const std::string directory, place.directory());
  const std::atomic<bool>& stop = catch_interruption();
  LEDGER_TRY(const auto running, RunningLedger::start({.directory = directory,
                                                       .listen = options.listen,
                                                       .accept_clock = place.accept_clock}));
  fmt::print(
      "serving {} ({} records) at {}\nend it with Ctrl-C or SIGTERM: what was accepted is on disk "
      "already\n",
      running->ledger_name(), running->size(), running->address());
  std::fflush(stdout);
  running->serve_until(stop);
  fmt::print("stopped; the ledger has {} records\n", running->size());
  return {};
}

}  // namespace

void define_serve(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("serve", "serve the ledger over HTTP")
      .about(
          "It holds the ledger's lock: while it runs, other commands write with --server URL. It "
          "listens on "
          "this machine alone unless told otherwise; put a proxy with TLS before it for others.")
      .option(options->listen,
              {.names = "--listen",
               .value = "ADDRESS:PORT",
               .description = "where to listen (default: 127.0.0.1:8080); port 0 takes a free one"})
      .example("pledgebook serve --ledger ./register", "serve on this machine")
      .example("pledgebook serve --listen 127.0.0.1:0", "serve on any free port, and print it")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

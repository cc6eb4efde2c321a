// SPDX-License-Identifier: Apache-2.0
// pledgebook serve
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/check/checkpoint_file.h"
#include "cli/commands/commands.h"
#include "cli/serve/listening.h"
#include "cli/serve/service.h"
#include "cli/serve/witnesses.h"
#include "ledger/proof/backup/restore.h"
#include "server/client/server_address.h"
#include "server/http/authority.h"

namespace pledgebook::cli {
namespace {

constexpr std::uint64_t kPublishEveryMs = 1'000;
constexpr std::uint64_t kPublishEveryMsMax = 86'400'000;  // a day

struct Options {
  ListeningOptions listening{.listen = "127.0.0.1:8080"};
  std::optional<std::uint64_t> publish_interval_ms;
  std::optional<std::string> seen;
  std::optional<std::string> witness_policy;
  bool log_requests = false;
  std::optional<std::string> web_directory;
  std::optional<std::string> public_url;
};

// Without a slash at its end.
Outcome<std::string> parse_public_url(const std::string& url) {
  const auto address = server::ServerAddress::parse(url);
  if (!address) return usage(fmt::format("--public-url: {}", address.error()));
  if (!server::is_authority(address->authority()))
    return usage(fmt::format("--public-url {}: its host is not a host's name", url));
  return address->text();
}

// If --seen is newer than the directory's own checkpoint, the ledger must have its records.
Outcome<void> heed_seen(const std::string& directory, const std::string& path) {
  LEDGER_TRY(const ledger::CheckpointNote seen, read_checkpoint_file(path));
  return outcome(ledger::end_hold(directory, seen));
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const std::string directory, place.directory());
  const std::uint64_t interval_ms = options.publish_interval_ms.value_or(kPublishEveryMs);
  if (interval_ms == 0 || interval_ms > kPublishEveryMsMax) {
    return usage(fmt::format("--publish-interval takes 1 to {} milliseconds", kPublishEveryMsMax));
  }
  LEDGER_TRY(Listening listening, parse_listening(options.listening));
  ServiceOptions service_options{.directory = directory,
                                 .listening = std::move(listening),
                                 .accept_clock = place.accept_clock,
                                 .publish_interval = std::chrono::milliseconds(interval_ms),
                                 .witness_policy = options.witness_policy,
                                 .ca_file = place.ca_file()};
  service_options.web_directory = options.web_directory;
  if (options.public_url) {
    LEDGER_TRY(service_options.public_url, parse_public_url(*options.public_url));
  }
  if (options.log_requests) service_options.request_log = server::RequestLog::yes;
  if (options.seen) LEDGER_CHECK(heed_seen(directory, *options.seen));
  if (options.witness_policy)
    LEDGER_CHECK(end_hold_by_witnesses(*options.witness_policy, directory, place.ca_file()));
  hold_back_signals();
  LEDGER_TRY(const auto service, Service::start(service_options));
  fmt::print("serving {} ({} records) on {}\n", service->ledger(), service->size(),
             service->address());
  std::fflush(stdout);
  wait_for_signal();
  fmt::print("stopping: finishing the requests that have arrived\n");
  std::fflush(stdout);
  service->stop();
  return {};
}

}  // namespace

void define_serve(Program& program) {
  // Shared by the parser, which fills the option in, and the runner.
  auto options = std::make_shared<Options>();
  Command& serve = program.root().add("serve", "serve a ledger over HTTP");
  serve
      .about(
          "Holds the ledger while it runs: other commands write through it, with --server. At most "
          "once a second it signs the state of the log and publishes it as a checkpoint, at "
          "/checkpoint. SIGTERM or SIGINT stops it cleanly.")
      .option(options->listening.listen,
              {.names = "--listen",
               .value = "ADDRESS",
               .description = "address and port (default: 127.0.0.1:8080); port 0: any free port"})
      .option(options->publish_interval_ms,
              {.names = "--publish-interval",
               .value = "MS",
               .description =
                   "the least time between two checkpoints, in milliseconds (default: 1000)"})
      .option(options->seen,
              {.names = "--seen",
               .value = "FILE",
               .description = "the newest checkpoint that anybody has: serve only a ledger that "
                              "contains it; ends the hold of a restored ledger"})
      .option(options->witness_policy,
              {.names = "--witness-policy",
               .value = "FILE",
               .description =
                   "the witnesses that must cosign a checkpoint before it is published (C2SP "
                   "tlog-policy; default: none); they also end the hold of a restored ledger"});
  add_listening_options(serve, options->listening, "--log");
  serve
      .option(options->public_url,
              {.names = "--public-url",
               .value = "URL",
               .description = "how readers reach the server, for links in feeds: "
                              "https://pledges.example.org (default: as each request's Host says)"})
      .flag(options->log_requests, "--log-requests", "also write every request to the journal")
      .option(options->web_directory,
              {.names = "--web-dir",
               .value = "DIR",
               .description = "for work on the pages: read them from server/web of the sources at "
                              "each request, not from the program"})
      .example("pledgebook serve --ledger ./register", "serve to this machine only")
      .example("pledgebook serve --ledger ./register --witness-policy witnesses.txt",
               "publish what the policy's witnesses have cosigned")
      .example("pledgebook serve --listen 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem",
               "serve to the network")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

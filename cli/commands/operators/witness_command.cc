// SPDX-License-Identifier: Apache-2.0
// pledgebook witness serve, key
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/book/server_access.h"
#include "cli/check/remote_log.h"
#include "cli/commands/commands.h"
#include "cli/serve/listening.h"
#include "cli/serve/service.h"
#include "cli/statement/key_in_hand.h"
#include "crypto/verifier_key.h"
#include "ledger/clock.h"
#include "ledger/journal_writer.h"
#include "ledger/proof/follow/tile_source.h"
#include "ledger/proof/witness/witness.h"
#include "ledger/proof/witness/witness_auditor.h"
#include "server/client/server_address.h"
#include "server/witness/witness_server.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct ServeOptions {
  std::string key;
  std::string name;
  std::vector<std::string> logs;
  ListeningOptions listening{.listen = "127.0.0.1:8081"};
  std::string state = "./pledgebook-witness";
  PassphraseSource passphrase;
  std::optional<std::string> audit;
};

struct KeyOptions {
  std::string key;
  std::string name;
  std::optional<std::string> url;
  PassphraseSource passphrase;
  bool json = false;
};

Outcome<crypto::VerifierKey> witness_key(const std::string& name, const crypto::PublicKey& key) {
  auto named = crypto::VerifierKey::of(name, key, crypto::NoteKeyType::cosignature);
  if (!named) return usage(fmt::format("--name {}: {}", name, named.error()));
  return *std::move(named);
}

Outcome<std::vector<crypto::VerifierKey>> parse_logs(const std::vector<std::string>& texts) {
  std::vector<crypto::VerifierKey> logs;
  for (const std::string& text : texts) {
    auto log = crypto::VerifierKey::parse(text);
    if (!log) return usage(fmt::format("--log {}: {}", text, log.error()));
    logs.push_back(*std::move(log));
  }
  return logs;
}

// The copy of the ledger that an auditor-witness replays before it cosigns. Opened only once the
// witness holds the lock on its directory.
struct Audit {
  std::unique_ptr<RemoteLog> log;
  std::unique_ptr<ledger::TileSource> source;
  std::unique_ptr<ledger::WitnessAuditor> auditor;
};

Outcome<Audit> open_audit(const std::string& url, const std::string& state,
                          const crypto::VerifierKey& log_key, server::ClientOptions access) {
  Audit audit;
  LEDGER_TRY(audit.log, RemoteLog::open(url, std::move(access)));
  audit.source = std::make_unique<ledger::TileSource>(audit.log->name(), audit.log->fetch());
  LEDGER_TRY(audit.auditor, outcome(ledger::WitnessAuditor::open(*audit.source, state, log_key)));
  return audit;
}

Outcome<void> run_serve(const Place& place, const ServeOptions& options) {
  LEDGER_TRY(auto logs, parse_logs(options.logs));
  if (options.audit && logs.size() != 1) {
    return usage("--audit replays one log: give exactly one --log");
  }
  LEDGER_TRY(const Listening listening, parse_listening(options.listening));
  const crypto::VerifierKey log_key = logs.front();
  LEDGER_TRY(KeyInHand own, read_key(options.key, options.passphrase));
  LEDGER_TRY(const crypto::VerifierKey key, witness_key(options.name, own.key.public_key()));
  hold_back_signals();
  const ledger::SystemClock clock;
  ledger::JournalWriter journal(clock, listening.log_format, listening.log_least);
  Audit audit;  // outlives the witness, which calls it
  ledger::WitnessAudit check;
  if (options.audit) {
    check = [&audit](const ledger::CheckpointNote& note) { return audit.auditor->check(note); };
  }
  auto witness = ledger::Witness::open({.key = key,
                                        .secret = std::move(own.key),
                                        .logs = std::move(logs),
                                        .state = options.state,
                                        .audit = std::move(check)},
                                       clock, journal);
  if (!witness) return std::unexpected(Failure{ExitStatus::unavailable, witness.error().detail});
  if (options.audit) {
    LEDGER_TRY(auto access, client_options(place));
    LEDGER_TRY(audit, open_audit(*options.audit, options.state, log_key, std::move(access)));
  }
  auto server = server::WitnessServer::start(**witness, clock, journal,
                                             {.listen = listening.address, .tls = listening.tls});
  if (!server) return std::unexpected(Failure{ExitStatus::unavailable, server.error().detail});
  const std::string address = address_to_show(listening.address, (*server)->port(),
                                              listening.tls ? Encryption::tls : Encryption::none);
  fmt::print("witnessing as {} on {}\n", key.text(), address);
  for (const ledger::Witness::Seen& log : (*witness)->logs())
    fmt::print("  {} ({} records seen)\n", log.origin, ledger::number(log.size));
  std::fflush(stdout);
  journal.info(
      "started", "checkpoints are being cosigned",
      {{"witness", key.text()}, {"logs", (*witness)->logs().size()}, {"address", address}});
  wait_for_signal();
  fmt::print("stopping: finishing the requests that have arrived\n");
  std::fflush(stdout);
  journal.info("stopping", "finishing the requests that have arrived; new ones are refused");
  if (audit.auditor) audit.auditor->stop();
  if (audit.log) audit.log->abort();
  (*server)->stop();
  (*server)->wait();
  journal.info("stopped", "every cosigned checkpoint is on disk");
  return {};
}

Outcome<void> run_key(const KeyOptions& options) {
  LEDGER_TRY(const EitherKey own, read_either(options.key, options.passphrase));
  LEDGER_TRY(const crypto::VerifierKey key, witness_key(options.name, own.public_key));
  std::string line = fmt::format("witness {} {}", key.name(), key.text());
  if (options.url) {
    if (const auto url = server::ServerAddress::parse(*options.url); !url)
      return usage(fmt::format("--url {}: {}", *options.url, url.error()));
    line += " " + *options.url;
  }
  if (options.json) {
    fmt::print("{}\n",
               json::serialize(json::object{{"verifier_key", key.text()}, {"policy_line", line}}));
  } else {
    fmt::print("{}\n", line);
  }
  return {};
}

OptionInfo key_option() {
  return {.names = "--key",
          .value = "FILE",
          .description =
              "the witness's own key, made with `pledgebook key new`; use it for nothing else",
          .need = OptionInfo::Need::required};
}
OptionInfo name_option() {
  return {.names = "--name",
          .value = "NAME",
          .description = "the witness's globally unique name, such as witness.example.org/w1",
          .need = OptionInfo::Need::required};
}
void define_serve(Program& program, Command& witness) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<ServeOptions>();
  Command& serve = witness.add("serve", "run a witness over HTTP");
  serve
      .about(
          "Cosigns checkpoints of the logs given with --log, and never two conflicting histories "
          "of one log (c2sp.org/tlog-witness). It remembers in --state what it has cosigned: never "
          "replace that directory by an older copy. SIGTERM or SIGINT stops it.")
      .option(options->key, key_option())
      .option(options->name, name_option())
      .list(options->logs,
            {.names = "--log",
             .value = "VKEY",
             .description = "the verifier key of a log, as `pledgebook init` prints it",
             .need = OptionInfo::Need::required})
      .option(options->listening.listen,
              {.names = "--listen",
               .value = "ADDRESS",
               .description = "address and port (default: 127.0.0.1:8081); port 0: any free port"})
      .option(options->state, {.names = "--state",
                               .value = "DIR",
                               .description = "the directory of its state; created if missing "
                                              "(default: ./pledgebook-witness)"})
      .option(options->audit,
              {.names = "--audit",
               .value = "URL",
               .description = "be an auditor-witness: replay the ledger served at "
                              "this URL, and cosign only if every record is right"});
  add_passphrase_options(serve, options->passphrase, "of an encrypted key");
  add_listening_options(serve, options->listening, "--log-format");
  serve
      .example(
          "pledgebook witness serve --key w1.pem --name witness.example.org/w1 --log "
          "example.org/register+1f2e3d4c+AZ...",
          "witness one ledger")
      .example(
          "pledgebook witness serve --key w1.pem --name w1.example --log "
          "example.org/a+1f2e3d4c+AZ... "
          "--log example.org/b+5a6b7c8d+AY... --state /var/lib/pledgebook-witness",
          "witness two")
      .example(
          "pledgebook witness serve --key w1.pem --name w1.example --log "
          "example.org/register+1f2e3d4c+AZ... "
          "--listen 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem",
          "witness over the network")
      .example(
          "pledgebook witness serve --key aud.pem --name audit.example/w --log "
          "example.org/register+1f2e3d4c+AZ... --audit http://127.0.0.1:8080",
          "witness one ledger and replay all of it")
      .runs([&place = program.place(), options] { return run_serve(place, *options); });
}

void define_key(Command& witness) {
  auto options = std::make_shared<KeyOptions>();
  Command& command = witness.add("key", "print a witness's line for policies");
  command.option(options->key, key_option())
      .option(options->name, name_option())
      .option(options->url, {.names = "--url",
                             .value = "URL",
                             .description = "the URL at which logs reach it, https://..."});
  add_passphrase_options(command, options->passphrase, "of an encrypted key");
  command.flag(options->json, "--json", "print as JSON")
      .example(
          "pledgebook witness key --key w1.pub.pem --name witness.example.org/w1 --url "
          "http://10.0.0.7:8081",
          "the line for a log's policy")
      .example("pledgebook witness key --key w1.pem --name w1.example --json", "the key, as JSON")
      .needs_no_ledger()
      .runs([options] { return run_key(*options); });
}

}  // namespace

void define_witness(Program& program) {
  Command& witness = program.root().add("witness", "cosign the checkpoints of other ledgers");
  define_serve(program, witness);
  define_key(witness);
}

}  // namespace pledgebook::cli

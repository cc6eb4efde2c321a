// SPDX-License-Identifier: Apache-2.0
// pledgebook demo: a demonstration ledger, made if it is not there, and served.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/commands/operators/embedded_demo.h"
#include "cli/import/importer.h"
#include "cli/serve/new_ledger.h"
#include "cli/serve/service.h"
#include "cli/shell/output_file.h"
#include "cli/statement/statement_maker.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDirectory = "./pledgebook-demo";
constexpr unsigned kOtherPorts = 20;  // tried if 8080 is in use
constexpr std::string_view kReviewedPledge = "2023-0001";
constexpr std::string_view kReviewAt = "2025-02-10T09:00:00Z";

struct Options {
  std::string listen = "127.0.0.1:8080";
};

std::string key_path(const std::string& directory, std::string_view label) {
  return officer_key_path(directory + "/demo-keys", label);
}

Outcome<void> import_register(Book& book, const std::vector<KeyInHand>& keys,
                              const std::string& directory) {
  const std::string path = directory + "/demo-register.jsonl";
  LEDGER_CHECK(write_new(path, embedded::kDemoRegister));
  LEDGER_TRY(ImportSource source, ImportSource::open(path));
  ImportSummary summary;
  ImportOptions options;
  // If the machine's clock is behind the newest announcements, their lines are refused and skipped.
  options.on_refused = [](const SourceLine& line, const ledger::Refusal& refusal,
                          std::optional<std::uint64_t>) {
    fmt::print(stderr, "pledgebook: line {} of the demonstration is left out: {}\n", line.number,
               sentence_of(refusal));
    return Outcome<void>();
  };
  return import_lines(book, keys, source, options, summary);
}

// An auditor's review of the newest report on one pledge. It names the report by its sid, which is
// known only once the report is recorded.
Outcome<void> review(Book& book, const std::vector<KeyInHand>& keys) {
  const auto stream = ledger::StreamId::pledge(*ledger::PledgeId::parse(kReviewedPledge));
  LEDGER_TRY(const auto entries, book.stream(stream));
  const ledger::Sid report = entries.back().sid;
  LEDGER_TRY(const std::string name, book.ledger());
  const Draft draft{.kind = "report.reviewed",
                    .stream = stream,
                    .at = *ledger::parse_instant(kReviewAt),
                    .body = {{"report", report.hex()},
                             {"finding", "accepted"},
                             {"assurance", "reviewed"},
                             {"comments", "An invented review, for the demonstration."}},
                    .signers = {}};
  LEDGER_TRY(MadeStatement made, outcome(StatementMaker(name, keys).make(draft, report)));
  const ledger::Answer answer = submit_and_wait(book, std::move(made.signed_statement));
  if (const auto* refused = std::get_if<ledger::Refused>(&answer)) {
    return no(sentence_of(refused->refusal));
  }
  return {};
}

Outcome<void> fill(const std::string& directory) {
  NewLedger wanted;
  wanted.directory = directory;
  wanted.origin = "demo.example/pledges";
  // Every page shows the title, so the title carries the warning.
  wanted.title =
      "Demonstration, entered from public announcements and signed by nobody but the demonstration "
      "registrar";
  wanted.operator_name = "Demonstration registrar";
  wanted.keys_directory = directory + "/demo-keys";
  wanted.is_plain = true;
  wanted.at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  LEDGER_TRY(const MadeLedger made, make_ledger(wanted));
  Place place;
  place.ledger = directory;
  LEDGER_TRY(const auto book, open_book(place, Purpose::write));
  LEDGER_TRY(const auto keys,
             read_keys(*book,
                       {key_path(directory, "registrar"), key_path(directory, "reviewer"),
                        key_path(directory, "auditor-1")},
                       PassphraseSource()));
  LEDGER_CHECK(import_register(*book, keys, directory));
  return review(*book, keys);
}

// Made in another directory and then renamed, so that an interruption leaves no half-made ledger.
Outcome<void> make_demonstration(const std::string& directory) {
  fmt::print(
      "making a demonstration ledger in {}: public announcements, signed with demonstration keys "
      "only\n",
      directory);
  const std::string unfinished = directory + ".unfinished";
  std::error_code error;
  fs::remove_all(unfinished, error);
  LEDGER_CHECK(fill(unfinished));
  fs::rename(unfinished, directory, error);
  if (!error) return {};
  return unavailable(
      fmt::format("{}: can't be put in place of {}: {}", directory, unfinished, error.message()));
}

// The program's path, as it can be called from here.
std::string own_name() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return "pledgebook";
  const fs::path near = program.lexically_proximate(fs::current_path(error));
  return near.string().starts_with("..") ? program.string() : near.string();
}

void print_what_to_try(const Service& service, const std::string& directory) {
  const std::string& address = service.address();
  fmt::print(
      "\nthe demonstration is at  {0}/\n\nthree things to try:\n  curl '{0}/api/v1/commitments'\n  "
      "    pledges and amounts by member and focus area\n  curl "
      "'{0}/api/v1/commitments?as_of=2024-06-30&axis=stated'\n      the same on 30 June 2024, by "
      "stated dates\n  {2} audit --ledger {1}\n      check every record, signature, rule and "
      "total\n\nstop it with Ctrl-C\n",
      address, directory, own_name());
  std::fflush(stdout);
}

Outcome<void> run(const Place& place, const Options& options) {
  std::string directory = place.ledger.value_or(std::string(kDirectory));
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  std::error_code error;
  if (!fs::exists(directory, error)) LEDGER_CHECK(make_demonstration(directory));
  LEDGER_TRY(Listening listening, parse_listening({.listen = options.listen}));
  hold_back_signals();
  // The demonstration's last record may be months old, and nobody relies on its clock.
  LEDGER_TRY(const auto service, Service::start({.directory = directory,
                                                 .listening = std::move(listening),
                                                 .accept_clock = true,
                                                 .other_ports = kOtherPorts}));
  print_what_to_try(*service, directory);
  wait_for_signal();
  service->stop();
  return {};
}

}  // namespace

void define_demo(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("demo", "make a demonstration ledger and serve it")
      .about(
          "Its pledges come from public announcements. They are signed with demonstration keys "
          "only: the members named have signed nothing. Example Telecom is invented. The ledger is "
          "made in ./pledgebook-demo, or where --ledger says; delete it to start again.")
      .option(options->listen,
              {.names = "--listen",
               .value = "ADDRESS:PORT",
               .description = "address and port (default: 127.0.0.1:8080); port 0: any free port"})
      .example("pledgebook demo", "make it in ./pledgebook-demo and serve it")
      .example("pledgebook demo --listen 127.0.0.1:0", "serve it on any free port")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

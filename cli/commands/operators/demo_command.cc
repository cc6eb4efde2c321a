// SPDX-License-Identifier: Apache-2.0
// pledgebook demo: a demonstration ledger, made if it is not there, and served.

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "cli/commands/commands.h"
#include "cli/demo/demo_ledger.h"
#include "cli/demo/practice_service.h"
#include "cli/serve/service.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDirectory = "./pledgebook-demo";
constexpr std::string_view kPracticeDirectory = "./pledgebook-practice";
constexpr std::uint64_t kResetHours = 24;
constexpr std::uint64_t kResetHoursMax = std::uint64_t{24} * 7;
constexpr unsigned kOtherPorts = 20;  // tried if 8080 is in use

struct Options {
  std::string listen = "127.0.0.1:8080";
  std::optional<std::string> web_directory;
  bool is_practice = false;
  std::optional<std::uint64_t> reset_hours;
};

// Made in another directory and then renamed, so that an interruption leaves no half-made ledger.
Outcome<void> make_demonstration(const std::string& directory) {
  fmt::print(
      "making a demonstration ledger in {}: public announcements, signed with demonstration keys "
      "only\n",
      directory);
  const std::string unfinished = directory + ".unfinished";
  std::error_code error;
  fs::remove_all(unfinished, error);
  LEDGER_CHECK(make_demo_ledger(unfinished, DemoUse::show));
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

std::string directory_of(const Place& place, std::string_view otherwise) {
  std::string directory = place.ledger.value_or(std::string(otherwise));
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  return directory;
}

Outcome<void> practise(const Place& place, const Options& options) {
  const std::uint64_t hours = options.reset_hours.value_or(kResetHours);
  if (hours < 1 || hours > kResetHoursMax)
    return usage(fmt::format("--reset-every {}: give 1 to {} hours", hours, kResetHoursMax));
  PracticeOptions practice{.directory = directory_of(place, kPracticeDirectory),
                           .listening = {},
                           .other_ports = kOtherPorts,
                           .web_directory = options.web_directory,
                           .every = std::chrono::hours(hours)};
  LEDGER_TRY(practice.listening, parse_listening({.listen = options.listen}));
  hold_back_signals();
  hold_back_wish();
  LEDGER_TRY(const auto service, PracticeService::start(std::move(practice)));
  fmt::print(
      "\nthe ledger for practice is at  {0}/en/practice\n\nnothing in it counts; it is made again "
      "every {1} hours, and at once with\n  kill -USR1 {2}\n\nstop it with Ctrl-C\n",
      service->service().address(), hours, ::getpid());
  std::fflush(stdout);
  return service->run();
}

Outcome<void> run(const Place& place, const Options& options) {
  if (options.is_practice) return practise(place, options);
  if (options.reset_hours) return usage("--reset-every goes with --practice");
  const std::string directory = directory_of(place, kDirectory);
  std::error_code error;
  if (!fs::exists(directory, error)) LEDGER_CHECK(make_demonstration(directory));
  LEDGER_TRY(Listening listening, parse_listening({.listen = options.listen}));
  hold_back_signals();
  // The demonstration's last record may be months old, and nobody relies on its clock.
  LEDGER_TRY(const auto service, Service::start({.directory = directory,
                                                 .listening = std::move(listening),
                                                 .accept_clock = true,
                                                 .other_ports = kOtherPorts,
                                                 .web_directory = options.web_directory}));
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
          "Its pledges come from public announcements, and each names its source. Most of what "
          "follows them (reports, reviews, amendments) is invented, and says so. All is signed "
          "with "
          "demonstration keys only: the members named have signed nothing, and parties called "
          "Example do not exist. Each record has the time that its statement gives. The ledger is "
          "made in ./pledgebook-demo, or where --ledger says; delete it to start again. With "
          "--practice it is for training: in ./pledgebook-practice, marked as practice on every "
          "page, thrown away and made again under a new name at each reset; its page /en/practice "
          "gives the keys of every role to anybody.")
      .option(options->listen,
              {.names = "--listen",
               .value = "ADDRESS:PORT",
               .description = "address and port (default: 127.0.0.1:8080); port 0: any free port"})
      .option(options->web_directory,
              {.names = "--web-dir",
               .value = "DIR",
               .description = "for work on the pages: read them from server/web of the sources at "
                              "each request, not from the program"})
      .flag(options->is_practice, "--practice", "a ledger for training, which resets itself")
      .option(
          options->reset_hours,
          {.names = "--reset-every",
           .value = "HOURS",
           .description = "hours between two resets, at multiples of it in UTC (default: 24, so "
                          "each midnight; at most 168)"})
      .example("pledgebook demo", "make it in ./pledgebook-demo and serve it")
      .example("pledgebook demo --practice --reset-every 3", "serve a ledger for training")
      .example("pledgebook demo --listen 127.0.0.1:0", "serve it on any free port")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

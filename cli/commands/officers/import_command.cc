// SPDX-License-Identifier: Apache-2.0
// pledgebook import
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/import/import_check.h"
#include "cli/import/importer.h"
#include "cli/import/refused_file.h"
#include "cli/shell/interruption.h"
#include "cli/shell/progress.h"
#include "cli/shell/table.h"
#include "cli/shell/terminal.h"
#include "cli/statement/statement_command.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string file;
  SigningOptions signing;
  std::optional<std::string> refused;
  bool strict = false;
  bool hold = false;
  bool check = false;
  bool json = false;
};

json::object counts(const std::map<std::string, std::uint64_t>& by_name) {
  json::object object;
  for (const auto& [name, count] : by_name) object[name] = count;
  return object;
}

void print_json(const ImportSummary& summary, const std::optional<std::string>& refused_file) {
  json::array refused;
  for (const std::uint64_t line : summary.refused) refused.emplace_back(line);
  json::object object{
      {"lines", summary.lines},         {"accepted", summary.accepted},
      {"repeated", summary.repeated},   {"refused", std::move(refused)},
      {"dependent", summary.dependent}, {"refused_by_code", counts(summary.refused_by_code)},
      {"kinds", counts(summary.kinds)}, {"complete", summary.complete}};
  object["refused_file"] = refused_file ? json::value(*refused_file) : json::value();
  fmt::print("{}\n", json::serialize(object));
}

void print_text(const ImportSummary& summary, bool is_check,
                const std::optional<std::string>& refused_file, std::chrono::milliseconds elapsed) {
  const std::string_view would = is_check ? "would be " : "";
  fmt::print("{} lines: {} {}accepted, {} there already, {} {}refused{}",
             with_separators(summary.lines), with_separators(summary.accepted), would,
             with_separators(summary.repeated), with_separators(summary.refused.size()), would,
             is_check ? "; nothing was written" : "");
  const double seconds = static_cast<double>(elapsed.count()) / 1'000.0;
  fmt::print(" ({:.1f} s)\n", seconds);
  for (const auto& [code, count] : summary.refused_by_code) {
    fmt::print("  {:>9}  {}\n", with_separators(count), one_line(code));
  }
  if (summary.dependent > 0) {
    fmt::print("of these, {} came after another refused line about the same pledge or party\n",
               with_separators(summary.dependent));
  }
  if (refused_file) fmt::print("refused lines with their reasons: {}\n", *refused_file);
}

// The file of refused lines must never overwrite the file that is imported.
Outcome<std::string> refused_path(const Options& options) {
  const RefusedPlace place = default_refused_place(options.file);
  std::string path = options.refused.value_or(place.path);
  std::error_code error;
  if (std::filesystem::equivalent(path, options.file, error)) {
    return usage(
        fmt::format("{}: refused lines would overwrite the file to import: give another "
                    "name with --refused F",
                    path));
  }
  if (!options.refused && place.elsewhere) {
    fmt::print(stderr,
               "pledgebook: the directory of {} is read-only: refused lines go to {} in the "
               "current directory; --refused F names another place\n",
               options.file, path);
  }
  return path;
}

Outcome<void> check_keys(const std::vector<KeyInHand>& keys) {
  for (const KeyInHand& key : keys) {
    if (!key.holder) {
      return usage(
          fmt::format("the key in {} is not a key of this ledger: give another with --key, or "
                      "another ledger with --ledger",
                      key.path));
    }
    if (!key.holder->active) {
      return usage(fmt::format("the key in {} was revoked: give another with --key", key.path));
    }
  }
  return {};
}

Outcome<void> end(const ImportSummary& summary, const Options& options, bool interrupted) {
  if (options.strict && !summary.refused.empty()) {
    return no(fmt::format("stopped at line {} (--strict): correct it and run the import again",
                          summary.refused.front()));
  }
  if (summary.accepted == 0 && summary.repeated == 0 && !summary.refused.empty())
    return no("no line was accepted: the file of refused lines says why");
  if (options.check && !summary.refused.empty())
    return no("some lines would be refused: the file of refused lines says why");
  if (interrupted && !summary.complete) {
    return unavailable("interrupted; accepted lines stay: run the import again to continue");
  }
  return {};
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(ImportSource source, ImportSource::open(options.file));
  LEDGER_CHECK(source.check_format());
  LEDGER_TRY(const std::string path, refused_path(options));
  LEDGER_TRY(const auto book,
             open_book(place, options.check ? Purpose::read : Purpose::write, &interruption()));
  LEDGER_TRY(const auto keys, read_keys(*book, options.signing.keys, options.signing.passphrase));
  LEDGER_CHECK(check_keys(keys));
  LEDGER_TRY(RefusedFile refused, RefusedFile::create(path));
  const std::atomic<bool>& stop = catch_interruption();

  ImportSummary summary;
  std::chrono::milliseconds elapsed{};
  Outcome<void> done;
  {
    Progress reading(stderr, Progress::Show::bar_or_lines, "reading the ledger", "records", {});
    Progress comparing(stderr, Progress::Show::bar_or_lines, "comparing", "bytes", source.size());
    Progress progress(stderr, Progress::Show::bar_or_lines, "importing", "lines", source.size());
    const ImportOptions import_options{
        .workers = std::max(2U, std::thread::hardware_concurrency()),
        .strict = options.strict,
        .hold = options.hold,
        .stop = &stop,
        .on_refused =
            [&](const SourceLine& line, const ledger::Refusal& refusal,
                std::optional<std::uint64_t> depends_on) {
              return refused.add(line, refusal, depends_on);
            },
        .on_progress =
            [&](std::uint64_t bytes, std::uint64_t lines) {
              reading.clear();
              comparing.clear();
              progress.update(bytes, lines);
            },
        .on_reading = [&](std::uint64_t read, std::uint64_t) { reading.update(read, read); },
        .on_comparing = [&](std::uint64_t bytes) { comparing.update(bytes, bytes); }};
    done = options.check ? check_lines(*book, keys, source, import_options, summary)
                         : import_lines(*book, keys, source, import_options, summary);
    elapsed = progress.elapsed();
  }
  LEDGER_TRY(const auto refused_file, refused.close());
  if (options.json) {
    print_json(summary, refused_file);
  } else {
    print_text(summary, options.check, refused_file, elapsed);
  }
  LEDGER_CHECK(done);
  return end(summary, options, stop);
}

}  // namespace

void define_import(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command = program.root().add("import", "import an existing register, line by line");
  command
      .about(
          "Each line is an unsigned statement: {\"kind\":…,\"stream\":…,\"at\":…,\"body\":…}. The "
          "command gives it its place in the ledger, signs it with the key whose roles fit, and "
          "submits it. A refused line does not stop the import: it is written to "
          "FILE.refused.jsonl with the reason. After an interruption run the same command again: "
          "it skips lines that are already in the ledger.")
      .option(options->file,
              {.names = "file",
               .value = "FILE",
               .description = "the register, one JSON object a line; - for standard input",
               .need = OptionInfo::Need::required});
  add_signing_options(command, options->signing);
  command
      .option(options->refused, {.names = "--refused",
                                 .value = "FILE",
                                 .description = "where refused lines go (default: "
                                                "FILE.refused.jsonl)"})
      .flag(options->strict, "--strict", "stop at the first line that is refused")
      .flag(options->hold, "--hold",
            "after a refused line keep back the later ones of its stream, so that the corrected "
            "line still goes in before them")
      .flag(options->check, "--check", "judge every line, and write nothing to the ledger")
      .flag(options->json, "--json", "print the summary as JSON")
      .example("pledgebook import register.jsonl --key registrar.pem --key reviewer.pem",
               "import into the ledger in ./pledgebook-data")
      .example("pledgebook import - --server http://127.0.0.1:8080 --key registrar.pem",
               "import from standard input, through a server")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

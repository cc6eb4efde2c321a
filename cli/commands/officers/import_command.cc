// SPDX-License-Identifier: Apache-2.0
// pledgebook import
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <memory>
#include <span>
#include <thread>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/commands/officers/understood_file.h"
#include "cli/import/import_check.h"
#include "cli/import/importer.h"
#include "cli/import/refused_file.h"
#include "cli/shell/interruption.h"
#include "cli/shell/progress.h"
#include "cli/shell/table.h"
#include "cli/shell/terminal.h"
#include "cli/statement/consent.h"
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
  std::optional<std::string> mapping;  // of a spreadsheet
  bool make_mapping = false;
  std::optional<std::string> format;
  std::optional<std::string> focus_area;  // of IATI activities that name none
  bool yes = false;
};

json::object counts(const std::map<std::string, std::uint64_t>& by_name) {
  json::object object;
  for (const auto& [name, count] : by_name) object[name] = count;
  return object;
}

void print_json(const ImportSummary& summary, const std::optional<std::string>& refused_file,
                const std::optional<UnderstoodFile>& understood, json::array refused_places) {
  json::array refused;
  for (const std::uint64_t line : summary.refused) refused.emplace_back(line);
  json::object object{
      {"lines", summary.lines},         {"accepted", summary.accepted},
      {"repeated", summary.repeated},   {"refused", std::move(refused)},
      {"dependent", summary.dependent}, {"refused_by_code", counts(summary.refused_by_code)},
      {"kinds", counts(summary.kinds)}, {"complete", summary.complete}};
  object["refused_file"] = refused_file ? json::value(*refused_file) : json::value();
  if (understood) {
    for (const auto& [name, value] : understood->counted) object[name] = value;
    object["refused_cells"] = std::move(refused_places);
  }
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

// The lines of the file; else those that were made of it.
Outcome<ImportSource> open_lines(const Options& options,
                                 const std::optional<UnderstoodFile>& understood) {
  if (!understood) {
    LEDGER_TRY(ImportSource source, ImportSource::open(options.file));
    LEDGER_CHECK(source.check_format());
    return source;
  }
  std::string text;
  for (const std::string& line : understood->lines) text += line + "\n";
  return ImportSource::of_text(options.file, text);
}

// What was understood is shown before anything is signed.
Outcome<void> show(const UnderstoodFile& understood, const Options& options) {
  if (understood.lines.empty()) {
    fmt::print(stderr, "{}", understood.words);
    if (options.json) print_json({}, std::nullopt, understood, {});
    return no("nothing of it can be imported: correct what is said above");
  }
  if (!options.check) return ask_consent(understood.words, "sign and submit them?", options.yes);
  if (!options.json) fmt::print("{}", understood.words);
  return {};
}

Outcome<std::optional<UnderstoodFile>> understand(Book& book, const Options& options) {
  std::optional<UnderstoodFile> understood;
  if (options.format == "iati") {
    LEDGER_TRY(understood, understand_iati(book, options.file, options.focus_area));
  } else if (options.mapping) {
    LEDGER_TRY(understood, understand_sheet(book, options.file, *options.mapping));
  }
  return understood;
}

Outcome<void> check_options(const Options& options) {
  if (options.format && options.format != "iati" && options.format != "jsonl")
    return usage(fmt::format("--format {}: one of jsonl, iati", one_line(*options.format)));
  if (options.format == "iati" && options.mapping)
    return usage("--mapping is for spreadsheets: leave it out with --format iati");
  if (options.focus_area && options.format != "iati")
    return usage("--focus-area is for --format iati: a mapping has it in `defaults`");
  return {};
}

// What became of the lines.
struct Imported {
  ImportSummary summary;
  std::chrono::milliseconds elapsed{};
  Outcome<void> outcome;
  json::array refused_places;              // of a file that was understood
  std::vector<std::string> refused_words;  // the same for people
};

Imported import_source(Book& book, std::span<const KeyInHand> keys, ImportSource& source,
                       const Options& options, const std::optional<UnderstoodFile>& understood,
                       RefusedFile& refused) {
  Imported imported;
  Progress reading(stderr, Progress::Show::bar_or_lines, "reading the ledger", "records", {});
  Progress comparing(stderr, Progress::Show::bar_or_lines, "comparing", "bytes", source.size());
  Progress progress(stderr, Progress::Show::bar_or_lines, "importing", "lines", source.size());
  const ImportOptions import_options{
      .workers = std::max(2U, std::thread::hardware_concurrency()),
      .strict = options.strict,
      .hold = options.hold,
      .stop = &catch_interruption(),
      .on_refused =
          [&](const SourceLine& line, const ledger::Refusal& refusal,
              std::optional<std::uint64_t> depends_on) {
            if (understood) {
              imported.refused_places.push_back(understood->place_json(line.number, refusal));
              imported.refused_words.push_back(understood->place(line.number, refusal));
            }
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
  imported.outcome = options.check
                         ? check_lines(book, keys, source, import_options, imported.summary)
                         : import_lines(book, keys, source, import_options, imported.summary);
  imported.elapsed = progress.elapsed();
  return imported;
}

// The lines to import: of the file, else made of it, and what was understood of it then.
struct Prepared {
  std::optional<UnderstoodFile> understood;
  ImportSource source;
};

Outcome<Prepared> prepare(Book& book, const Options& options, std::optional<ImportSource> plain) {
  LEDGER_TRY(auto understood, understand(book, options));
  if (!understood) return Prepared{std::nullopt, std::move(*plain)};
  LEDGER_CHECK(show(*understood, options));
  LEDGER_TRY(ImportSource made, open_lines(options, understood));
  return Prepared{std::move(understood), std::move(made)};
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_CHECK(check_options(options));
  if (options.make_mapping) return make_mapping(options.file);
  if (options.signing.keys.empty())
    return usage("--key is required: it signs what is imported, or is asked whether it may");
  LEDGER_TRY(const std::string path, refused_path(options));
  std::optional<ImportSource> plain;
  // What is no file of lines is said before any key is asked for.
  if (!options.mapping && options.format != "iati") {
    LEDGER_TRY(ImportSource file, open_lines(options, std::nullopt));
    plain.emplace(std::move(file));
  }
  LEDGER_TRY(const auto book,
             open_book(place, options.check ? Purpose::read : Purpose::write, &interruption()));
  LEDGER_TRY(const auto keys, read_keys(*book, options.signing.keys, options.signing.passphrase));
  LEDGER_CHECK(check_keys(keys));
  LEDGER_TRY(Prepared prepared, prepare(*book, options, std::move(plain)));
  LEDGER_TRY(RefusedFile refused, RefusedFile::create(path));
  Imported imported =
      import_source(*book, keys, prepared.source, options, prepared.understood, refused);
  LEDGER_TRY(const auto refused_file, refused.close());
  if (options.json) {
    print_json(imported.summary, refused_file, prepared.understood,
               std::move(imported.refused_places));
  } else {
    for (const std::string& words : imported.refused_words) fmt::print("  {}\n", one_line(words));
    print_text(imported.summary, options.check, refused_file, imported.elapsed);
  }
  LEDGER_CHECK(imported.outcome);
  return end(imported.summary, options, interruption());
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
               .description = "the register: one JSON object a line, - for standard input; or a "
                              "spreadsheet, CSV or .xlsx, with --mapping",
               .need = OptionInfo::Need::required});
  add_signing_options(command, options->signing, OptionInfo::Need::optional);
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
      .option(options->mapping,
              {.names = "--mapping",
               .value = "FILE",
               .description = "the file is a spreadsheet, and this says what its columns mean"})
      .flag(options->make_mapping, "--make-mapping",
            "write such a mapping to FILE.mapping.json as far as the headings tell, and import "
            "nothing")
      .option(options->format, {.names = "--format",
                                .value = "FORMAT",
                                .description = "jsonl (the default), or iati: the activities of an "
                                               "IATI file (XML, version 2.03)"})
      .option(options->focus_area, {.names = "--focus-area",
                                    .value = "ID",
                                    .description = "of IATI activities that name none"})
      .flag(options->json, "--json", "print the summary as JSON");
  add_consent_option(command, options->yes);
  command
      .example("pledgebook import pledges.xlsx --make-mapping",
               "draft the mapping of a spreadsheet")
      .example("pledgebook import activities.xml --format iati --focus-area access --check",
               "see what an IATI file would give")
      .example(
          "pledgebook import pledges.xlsx --mapping pledges.xlsx.mapping.json --key registrar.pem "
          "--key reviewer.pem",
          "see what was understood, then sign and submit it")
      .example("pledgebook import register.jsonl --key registrar.pem --key reviewer.pem",
               "import into the ledger in ./pledgebook-data")
      .example("pledgebook import - --server http://127.0.0.1:8080 --key registrar.pem",
               "import from standard input, through a server")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

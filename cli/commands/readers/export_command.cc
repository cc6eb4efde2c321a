// SPDX-License-Identifier: Apache-2.0
// pledgebook export: writes a file that anybody can verify without this ledger.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/book/server_access.h"
#include "cli/check/export_download.h"
#include "cli/commands/commands.h"
#include "cli/shell/output_file.h"
#include "cli/shell/progress.h"
#include "cli/shell/table.h"
#include "crypto/signed_note.h"
#include "ledger/gzip.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/export/exporter.h"

namespace pledgebook::cli {
namespace {

struct Options {
  std::optional<std::string> stream;
  std::optional<std::string> member;
  std::optional<std::string> focus_area;
  bool all = false;
  std::string output = "-";
  bool gzip = false;
};

Outcome<ledger::Selection> selection_of(const Options& options) {
  const int given =
      static_cast<int>(options.stream.has_value()) + static_cast<int>(options.member.has_value()) +
      static_cast<int>(options.focus_area.has_value()) + static_cast<int>(options.all);
  if (given != 1) {
    return usage(
        "give one of --stream S, --member ID, --focus-area ID or --all; see `pledgebook export "
        "--help`");
  }
  if (options.stream) {
    if (auto name = ledger::StreamName::parse(*options.stream)) return *std::move(name);
    return usage(
        fmt::format("invalid stream {}: write governance, or pledge/ID, party/ID, keys/ID, by/ID, "
                    "of/ID or area/ID",
                    one_line(*options.stream)));
  }
  if (options.member) {
    if (auto id = ledger::PartyId::parse(*options.member)) return ledger::OfMember{*std::move(id)};
    return usage(fmt::format("invalid member id {}: use 1 to 64 of a to z, 0 to 9 and -",
                             one_line(*options.member)));
  }
  if (options.focus_area) {
    if (auto id = ledger::ItemId::parse(*options.focus_area))
      return ledger::OfFocusArea{*std::move(id)};
    return usage(fmt::format("invalid focus area id {}: use 1 to 64 of a to z, 0 to 9 and -",
                             one_line(*options.focus_area)));
  }
  return ledger::Everything{};
}

// Fetches the latest published checkpoint.
ledger::NewestNote newest_in(const std::string& directory) {
  return [directory, files = ledger::CheckpointFiles(directory)]() -> ledger::Result<std::string> {
    LEDGER_TRY(const auto released, files.read_released());
    if (released) return crypto::encode_note(released->note);
    return std::unexpected(
        ledger::Error{ledger::Errc::not_found,
                      fmt::format("{} has no published checkpoint yet, and an export needs one: "
                                  "run `pledgebook publish`, or serve the ledger",
                                  directory)});
  };
}

Outcome<void> write_pages(ledger::Exporter& exporter, Packing packing, OutputFile& file) {
  Progress progress(stderr, Progress::Show::bar_or_lines, "exporting", "records",
                    exporter.records());
  std::optional<ledger::GzipPacker> packer;
  if (packing == Packing::gzip) packer.emplace();
  std::string page;
  std::string packed;
  while (true) {
    page.clear();
    packed.clear();
    LEDGER_TRY(const bool more, outcome(exporter.next(page)));
    if (packer) LEDGER_CHECK(outcome(packer->add(page, packed)));
    if (packer && !more) LEDGER_CHECK(outcome(packer->finish(packed)));
    LEDGER_CHECK(file.write(packer ? packed : page));
    progress.update(exporter.records_written(), exporter.records_written());
    if (!more) return {};
  }
}

Outcome<ExportSummary> export_directory(const std::string& directory, ledger::Selection selection,
                                        Packing packing, OutputFile& file) {
  LEDGER_TRY(const auto store, open_store(directory));
  LEDGER_TRY(auto basis, outcome(ledger::ExportBasis::open_newest(*store, newest_in(directory))));
  const ledger::Checkpoint checkpoint = basis->checkpoint();
  LEDGER_TRY(auto exporter,
             outcome(ledger::Exporter::open(*store, std::move(basis), std::move(selection))));
  LEDGER_CHECK(write_pages(exporter, packing, file));
  return ExportSummary{exporter.records(), checkpoint};
}

Outcome<ExportSummary> write_export(const Place& place, ledger::Selection selection,
                                    Packing packing, OutputFile& file) {
  if (const auto server = place.server_address()) {
    LEDGER_TRY(auto access, client_options(place));
    return download_export(*server, std::move(access), selection, packing, file);
  }
  LEDGER_TRY(const std::string directory, place.directory());
  return export_directory(directory, std::move(selection), packing, file);
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(ledger::Selection selection, selection_of(options));
  LEDGER_TRY(OutputFile file, OutputFile::create(options.output));
  const Packing packing = options.gzip ? Packing::gzip : Packing::none;
  LEDGER_TRY(const ExportSummary summary, write_export(place, std::move(selection), packing, file));
  LEDGER_CHECK(file.finish());
  fmt::print(stderr, "exported {} records, as of the checkpoint of {} records of {}\n",
             with_separators(summary.records), with_separators(number(summary.checkpoint.size)),
             one_line(summary.checkpoint.origin));
  return {};
}

}  // namespace

void define_export(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("export", "export records with proofs, to be checked offline")
      .about(
          "The file contains the selected records, the records that prove who was allowed to sign "
          "them, and proofs that nothing was left out. It is made as of the latest published "
          "checkpoint; the directory and the server give the same bytes. `pledgebook verify` "
          "checks it; docs/VERIFYING.md says how to write another verifier.")
      .option(options->member,
              {.names = "--member", .value = "ID", .description = "a member and all its pledges"})
      .option(options->focus_area,
              {.names = "--focus-area",
               .value = "ID",
               .description = "a focus area and all pledges that were ever in it"})
      .option(options->stream, {.names = "--stream",
                                .value = "STREAM",
                                .description = "one stream: pledge/ID, by/PARTY, governance, …"})
      .flag(options->all, "--all", "every record of the ledger")
      .option(options->output,
              {.names = "-o,--output",
               .value = "FILE",
               .description = "where to write the export; - for standard output (default: -)"})
      .flag(options->gzip, "--gzip", "compress with gzip")
      .example("pledgebook export --member gha-gov -o gha.json",
               "every pledge of a member, with all reports")
      .example("pledgebook export --server http://127.0.0.1:8080 --member gha-gov -o gha.json",
               "the same, from a server")
      .example("pledgebook export --stream pledge/2026-0017 -o pledge.json", "one pledge")
      .example("pledgebook export --all --gzip -o register.json.gz", "the whole register")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// pledgebook export: a file that a stranger can verify without this ledger.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/directory_book.h"
#include "cli/input_file.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "crypto/signed_note.h"
#include "ledger/proof/export/exporter.h"
#include "ledger/proof/export/gzip_stream.h"

namespace pledgebook::cli {
namespace {

constexpr std::string_view kCheckpointFile = "checkpoint";

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
        "give one of --stream S, --member ID, --focus-area ID and --all; see `pledgebook export "
        "--help`");
  }
  if (options.stream) {
    if (auto name = ledger::StreamName::parse(*options.stream)) return *std::move(name);
    return usage(
        fmt::format("{} is not a stream: give governance, or one of pledge/, party/, "
                    "keys/, by/, of/ and area/ with an id",
                    one_line(*options.stream)));
  }
  if (options.member) {
    if (auto id = ledger::PartyId::parse(*options.member)) return ledger::OfMember{*std::move(id)};
    return usage(fmt::format("{} is not the id of a member", one_line(*options.member)));
  }
  if (options.focus_area) {
    if (auto id = ledger::ItemId::parse(*options.focus_area))
      return ledger::OfFocusArea{*std::move(id)};
    return usage(fmt::format("{} is not the id of a focus area", one_line(*options.focus_area)));
  }
  return ledger::Everything{};
}

// The checkpoint that was released last.
Outcome<std::string> released_checkpoint(const std::string& directory) {
  auto note = read_whole(fmt::format("{}/{}", directory, kCheckpointFile), crypto::kNoteBytesMax);
  if (!note && note.error().status == ExitStatus::not_found) {
    return not_found(
        fmt::format("no checkpoint of {} was released yet, and an export is of one: "
                    "run `pledgebook publish`, or serve the ledger",
                    directory));
  }
  return note;
}

Outcome<void> write_export(ledger::Exporter& exporter, const Options& options) {
  LEDGER_TRY(OutputFile file, OutputFile::create(options.output));
  Progress progress(stderr, Progress::Show::bar_or_lines, "exporting", "records",
                    exporter.records());
  std::optional<ledger::GzipPacker> packer;
  if (options.gzip) packer.emplace();
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
    if (!more) return file.finish();
  }
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(ledger::Selection selection, selection_of(options));
  LEDGER_TRY(const std::string directory, place.directory());
  LEDGER_TRY(const auto store, open_store(directory));
  LEDGER_TRY(const std::string note, released_checkpoint(directory));
  LEDGER_TRY(auto basis, outcome(ledger::ExportBasis::open(*store, note)));
  const ledger::Checkpoint checkpoint = basis->checkpoint();
  LEDGER_TRY(auto exporter,
             outcome(ledger::Exporter::open(*store, std::move(basis), std::move(selection))));
  LEDGER_CHECK(write_export(exporter, options));
  fmt::print(stderr, "exported {} records, as of the checkpoint of {} records of {}\n",
             with_separators(exporter.records()), with_separators(number(checkpoint.size)),
             one_line(checkpoint.origin));
  return {};
}

}  // namespace

void define_export(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("export", "write what a stranger can verify without this ledger")
      .about(
          "The file holds every record that was asked for, whatever the rights of their signatures "
          "hang on, and proofs that nothing was left out. It is of the checkpoint that was "
          "released "
          "last. `pledgebook verify` reads it; so does anybody else's program "
          "(docs/VERIFYING.md).")
      .option(
          options->member,
          {.names = "--member", .value = "ID", .description = "a member, with all of its pledges"})
      .option(options->focus_area,
              {.names = "--focus-area",
               .value = "ID",
               .description = "a focus area, with all pledges that ever were in it"})
      .option(options->stream, {.names = "--stream",
                                .value = "STREAM",
                                .description = "one stream: pledge/ID, by/PARTY, governance, …"})
      .flag(options->all, "--all", "every record of the ledger")
      .option(options->output,
              {.names = "-o,--output",
               .value = "FILE",
               .description = "where to write it; without it, or for -, to standard output"})
      .flag(options->gzip, "--gzip", "pack it with gzip")
      .example("pledgebook export --member gha-gov -o gha.json",
               "every pledge of a member, and every report on them")
      .example("pledgebook export --stream pledge/2026-0017 -o pledge.json", "one pledge")
      .example("pledgebook export --all --gzip -o register.json.gz", "the whole register")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

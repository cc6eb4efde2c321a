// SPDX-License-Identifier: Apache-2.0
// pledgebook backup: makes a checked copy of a ledger, whether it is served or not.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/commands/commands.h"
#include "cli/serve/copy_progress.h"
#include "cli/serve/log_key.h"
#include "ledger/proof/backup/backup.h"

namespace pledgebook::cli {
namespace {

struct Options {
  std::string to;
  bool json = false;
};

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const std::string directory, place.directory());
  LEDGER_TRY(const auto store, open_store(directory));
  CopyProgress progress;
  LEDGER_TRY(const auto checked,
             outcome(ledger::back_up(*store, options.to, progress.callbacks())));
  progress.end();
  if (options.json) {
    boost::json::object object = to_json(checked);
    object["backup"] = options.to;
    fmt::print("{}\n", boost::json::serialize(object));
    return {};
  }
  fmt::print("backed up to {}; read back, chain and tree are right\n{}", options.to,
             to_text(checked));
  fmt::print("the log key is not in the backup: keep a copy of {}/{} elsewhere\n", directory,
             kLogKeyFile);
  return {};
}

}  // namespace

void define_backup(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("backup", "copy a ledger while it is served, and check the copy")
      .about(
          "The backup contains everything published before it started, even if the ledger is "
          "written meanwhile. It is read-only: `pledgebook restore` makes a ledger from it. It "
          "contains the files of evidence and the desk too, but no views (they are rebuilt) and no "
          "keys.")
      .option(options->to, {.names = "directory",
                            .value = "DIR",
                            .description = "where to put the backup; must be empty or not exist",
                            .need = OptionInfo::Need::required})
      .flag(options->json, "--json", "print what was copied as JSON")
      .example("pledgebook backup --ledger ./register /mnt/backups/2026-11-27",
               "while a server serves the ledger")
      .example("pledgebook backup ./copy --json", "of ./pledgebook-data; print JSON")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// pledgebook restore: makes a ledger from a backup, if the backup has all records of the known
// checkpoints.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/check/checkpoint_file.h"
#include "cli/commands/commands.h"
#include "cli/serve/copy_progress.h"
#include "cli/serve/log_key.h"
#include "cli/serve/witnesses.h"
#include "cli/shell/terminal.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/backup/restore.h"
#include "ledger/proof/backup/witness_survey.h"

namespace pledgebook::cli {
namespace {

struct Options {
  std::string backup;
  std::optional<std::string> seen;
  std::optional<std::string> witness_policy;
  bool json = false;
};

// An empty survey if no policy was given.
Outcome<ledger::WitnessSurvey> survey(const Place& place, const Options& options) {
  if (!options.witness_policy) return ledger::WitnessSurvey{};
  return survey_witnesses(*options.witness_policy, options.backup, place.ca_file());
}

// Ends the hold of the ledger if its newest checkpoint is known.
Outcome<void> end_hold(const std::string& directory,
                       const std::optional<ledger::CheckpointNote>& seen,
                       const ledger::WitnessSurvey& witnesses) {
  if (seen) return outcome(ledger::end_hold(directory, *seen));
  const auto ended = outcome(ledger::end_hold(directory, witnesses));
  if (!ended) return std::unexpected(ended.error());
  return {};
}

void print(const Options& options, const std::string& directory,
           const ledger::CheckedDirectory& checked, const ledger::WitnessSurvey& witnesses,
           const std::optional<std::string>& why_held) {
  if (options.json) {
    boost::json::object object = to_json(checked);
    object["ledger"] = directory;
    object["held"] = why_held ? boost::json::value(*why_held) : boost::json::value();
    boost::json::array silent;
    for (const std::string& sentence : witnesses.silent) silent.emplace_back(sentence);
    object["silent_witnesses"] = std::move(silent);
    fmt::print("{}\n", boost::json::serialize(object));
    return;
  }
  fmt::print("restored to {}; read back, chain and tree are right\n{}", directory,
             to_text(checked));
  for (const std::string& sentence : witnesses.silent) fmt::print("{}\n", one_line(sentence));
  if (why_held) {
    fmt::print("held: {}\n", *why_held);
  } else {
    fmt::print("ready to serve: its newest checkpoint is known\n");
  }
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::path(directory) / kLogKeyFile, error)) {
    fmt::print("the log key is missing: put {} back into {} before you serve it\n", kLogKeyFile,
               directory);
  }
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const std::string directory, place.directory());
  std::optional<ledger::CheckpointNote> seen;
  if (options.seen) {
    LEDGER_TRY(seen, read_checkpoint_file(*options.seen));
  }
  LEDGER_TRY(const ledger::WitnessSurvey witnesses, survey(place, options));
  ledger::RestoreRequest request{
      .backup = options.backup, .directory = directory, .known = witnesses.known};
  if (seen) request.known.push_back({*seen, *options.seen});
  CopyProgress progress;
  request.progress = progress.callbacks();
  LEDGER_TRY(const auto checked, outcome(ledger::restore(request)));
  progress.end();
  const auto ended = end_hold(directory, seen, witnesses);
  LEDGER_TRY(const auto why_held, outcome(ledger::held(directory)));
  print(options, directory, checked, witnesses, why_held);
  return ended;
}

}  // namespace

void define_restore(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("restore", "restore a ledger from a backup")
      .about(
          "Refuses if the backup lacks records of a known checkpoint: one in the lost ledger's "
          "directory, in --seen, or at a witness. Otherwise the log could sign two different "
          "histories.")
      .about(
          "Until the newest checkpoint is known, the ledger is held: it is read-only. --seen ends "
          "the hold: its file must be the newest checkpoint that anybody has. Witnesses end it "
          "once so many have answered that the silent ones could not form a quorum.")
      .option(options->backup, {.names = "backup",
                                .value = "DIR",
                                .description = "a backup made by `pledgebook backup`",
                                .need = OptionInfo::Need::required})
      .option(options->seen,
              {.names = "--seen",
               .value = "FILE",
               .description = "the newest checkpoint of the ledger that anybody has"})
      .option(
          options->witness_policy,
          {.names = "--witness-policy",
           .value = "FILE",
           .description = "the policy that the ledger was served with; its witnesses are asked"})
      .flag(options->json, "--json", "print what was restored as JSON")
      .example("pledgebook restore /mnt/backups/2026-11-27 --ledger ./register --seen checkpoint",
               "from a backup that contains everything published")
      .example("pledgebook restore ./copy --ledger ./register --witness-policy witnesses.txt",
               "ask the ledger's witnesses what was published")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

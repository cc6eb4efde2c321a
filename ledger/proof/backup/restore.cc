// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/backup/restore.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "ledger/log/ledger_reader.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/publish/log_signer.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHold =
    "this ledger was restored from a backup and is read-only until it is known what was signed "
    "later: give the newest checkpoint that anybody has, with `pledgebook serve --seen FILE`, or "
    "ask its witnesses with `pledgebook serve --witness-policy FILE`";
constexpr std::string_view kHoldUnpublished =
    "this ledger was restored from a backup without a checkpoint and is read-only until it is "
    "known whether one was published later: give that checkpoint with `pledgebook serve --seen "
    "FILE`, ask its witnesses with `pledgebook serve --witness-policy FILE`, or remove the "
    "file HELD if you are certain that there is none";

std::unexpected<Error> unproven(std::string why) {
  return std::unexpected(Error{Errc::unproven, std::move(why)});
}

// The checkpoints that the directory of a lost ledger still has.
Result<std::vector<KnownCheckpoint>> left_in(const fs::path& directory) {
  const CheckpointFiles files(directory);
  std::vector<KnownCheckpoint> known;
  LEDGER_TRY(auto last_signed, files.read_signed());
  LEDGER_TRY(auto last_released, files.read_released());
  if (last_signed)
    known.push_back({*std::move(last_signed), (directory / "signed-checkpoint").string()});
  if (last_released)
    known.push_back({*std::move(last_released), (directory / "checkpoint").string()});
  return known;
}

// Makes the directory for the ledger; overwrites nothing that belongs to others.
Result<void> make_place(const fs::path& directory, bool has_checkpoints) {
  return has_checkpoints ? make_directory_again(directory) : make_directory(directory);
}

const CheckpointNote* larger(const CheckpointNote* one, const CheckpointNote* other) {
  if (one == nullptr) return other;
  return one->checkpoint.size < other->checkpoint.size ? other : one;
}

}  // namespace

Result<CheckedDirectory> restore(const RestoreRequest& request) {
  LEDGER_CHECK(check_directory(request.backup, request.progress.on_check));
  LEDGER_TRY(const auto store, Store::open(request.backup, Access::read));
  LEDGER_TRY(const LogKeys keys, log_keys_of(*store));
  LEDGER_TRY(std::vector<KnownCheckpoint> known, left_in(request.directory));
  const bool has_checkpoints = !known.empty();
  known.insert(known.end(), request.known.begin(), request.known.end());
  LEDGER_TRY(const auto of_backup, left_in(request.backup));
  known.insert(known.end(), of_backup.begin(), of_backup.end());
  const CheckpointNote* newest = nullptr;
  {
    LEDGER_TRY(const Snapshot snapshot, store->snapshot());
    for (const KnownCheckpoint& each : known) {
      LEDGER_CHECK(check_covers(snapshot, each, keys));
      newest = larger(newest, &each.note);
    }
  }
  LEDGER_CHECK(make_place(request.directory, has_checkpoints));
  LEDGER_TRY(const DirectoryLock lock, DirectoryLock::take(request.directory));
  KnownFiles files;
  LEDGER_TRY(files.last_released, CheckpointFiles(request.backup).read_released());
  if (newest != nullptr) files.last_signed = *newest;
  const std::string_view why = newest == nullptr ? kHoldUnpublished : kHold;
  return write_copy(*store, request.directory, files, why, request.progress);
}

Result<void> end_hold(const fs::path& directory, const CheckpointNote& newest) {
  LEDGER_TRY(const auto store, Store::open(directory, Access::read));
  LEDGER_TRY(const DirectoryLock lock, DirectoryLock::take(directory));
  LEDGER_TRY(const LogKeys keys, log_keys_of(*store));
  LEDGER_TRY(const bool is_ours, is_signed_by(newest, keys));
  if (!is_ours) {
    return unproven(
        fmt::format("the checkpoint of {} is not signed by the log's key {}: give one "
                    "of this ledger",
                    newest.checkpoint.origin, keys.in_force().text()));
  }
  const CheckpointFiles files(directory);
  LEDGER_TRY(const auto last, files.read_signed());
  if (last && newest.checkpoint.size < last->checkpoint.size) {
    return unproven(
        fmt::format("the checkpoint has {} records, but a newer one of {} records is already known "
                    "here: give the newest that anybody has",
                    number(newest.checkpoint.size), number(last->checkpoint.size)));
  }
  LEDGER_TRY(const Snapshot snapshot, store->snapshot());
  LEDGER_CHECK(check_extends(snapshot, newest.checkpoint));
  LEDGER_CHECK(files.write_signed(newest));
  return release_hold(directory);
}

}  // namespace pledgebook::ledger

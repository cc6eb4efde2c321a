// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/backup/backup.h"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "ledger/log/audit.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/publish/log_signer.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHold =
    "this directory is a backup, which is read-only: make a ledger from it with `pledgebook "
    "restore`";
constexpr std::chrono::milliseconds kLookEvery{200};

// Reports the size of a growing file until it is destroyed, because LMDB does not.
class GrowthWatch {
 public:
  GrowthWatch(fs::path file, std::function<void(std::uint64_t)> tell)
      : file_(std::move(file)), tell_(std::move(tell)) {
    if (tell_) thread_ = std::thread([this] { run(); });
  }
  GrowthWatch(const GrowthWatch&) = delete;
  GrowthWatch& operator=(const GrowthWatch&) = delete;
  ~GrowthWatch() {
    {
      const std::lock_guard lock(mutex_);
      is_ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kLookEvery, [this] { return is_ending_; })) {
      std::error_code error;
      const auto size = fs::file_size(file_, error);
      if (!error) tell_(size);
    }
  }

  const fs::path file_;
  const std::function<void(std::uint64_t)> tell_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_ending_ = false;  // guarded by mutex_
  std::thread thread_;
};

Result<void> copy_database(const Store& from, const fs::path& directory,
                           const BackupProgress& progress) {
  std::function<void(std::uint64_t)> tell;
  if (progress.on_copy) {
    tell = [&progress, total = from.bytes()](std::uint64_t done) { progress.on_copy(done, total); };
  }
  const GrowthWatch watch(directory / "log" / "data.mdb", std::move(tell));
  return from.copy_to(directory);
}

}  // namespace

Result<CheckedDirectory> check_directory(const fs::path& directory, const Progress& on_progress) {
  LEDGER_TRY(const auto store, Store::open(directory, Access::read));
  LEDGER_TRY(const AuditReport report,
             audit(*store, {.chain_and_tree_only = true, .on_progress = on_progress}));
  if (report.finding) {
    const auto& index = report.finding->index;
    return std::unexpected(
        Error{Errc::corrupt,
              fmt::format("the ledger in {} is damaged or was altered: {}{}", directory.string(),
                          index ? fmt::format("record {}: ", number(*index)) : std::string(),
                          report.finding->reason)});
  }
  CheckedDirectory checked{report.size, report.root, store->bytes(), std::nullopt, {}};
  const CheckpointFiles files(directory);
  LEDGER_TRY(const auto last_signed, files.read_signed());
  LEDGER_TRY(const auto last_released, files.read_released());
  LEDGER_TRY(const Snapshot snapshot, store->snapshot());
  for (const auto* note : {&last_released, &last_signed}) {
    if (!*note) continue;
    LEDGER_CHECK(check_extends(snapshot, (*note)->checkpoint));
    checked.checkpoint = (*note)->checkpoint;
  }
  return checked;
}

Result<CheckedDirectory> write_copy(const Store& from, const fs::path& directory,
                                    const KnownFiles& files, std::string_view why,
                                    const BackupProgress& progress) {
  const CheckpointFiles written(directory);
  if (files.last_signed) LEDGER_CHECK(written.write_signed(*files.last_signed));
  if (files.last_released) LEDGER_CHECK(written.write_released(*files.last_released));
  LEDGER_CHECK(hold(directory, why));
  LEDGER_CHECK(copy_database(from, directory, progress));
  LEDGER_TRY(BesideCopy beside, copy_beside(from.directory(), directory));
  LEDGER_CHECK(write_format(directory));
  auto checked = check_directory(directory, progress.on_check);
  if (checked) {
    checked->beside = std::move(beside);
  } else {
    LEDGER_CHECK(remove_file(directory / "FORMAT"));
  }
  return checked;
}

Result<CheckedDirectory> back_up(const Store& store, const fs::path& directory,
                                 const BackupProgress& progress) {
  // Read before the log is copied: the log only grows, so the copy has all records that they cover.
  const CheckpointFiles files(store.directory());
  KnownFiles known;
  LEDGER_TRY(known.last_signed, files.read_signed());
  LEDGER_TRY(known.last_released, files.read_released());
  LEDGER_CHECK(make_directory(directory));
  return write_copy(store, directory, known, kHold, progress);
}

}  // namespace pledgebook::ledger

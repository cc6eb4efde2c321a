// SPDX-License-Identifier: Apache-2.0
// Directory: the files of a ledger's directory, except those of its database.
//
//   DIR/FORMAT   "pledgebook ledger 1\n": written last, so that a half-made directory is no ledger
//   DIR/LOCK     flock, held by the one process that writes
//   DIR/HELD     while it exists, no statements are accepted: a sentence with the reason and the
//                remedy
//   DIR/SERVED   when the ledger was last open for writing with an accepted clock
//                (clock_guard.h); may be deleted
//   DIR/log/     the log (store.h): can't be rebuilt from anything
//   DIR/desk/    what waits for signatures (ledger/desk/desk_store.h); losing it loses no statement
//   DIR/blobs/   files of evidence (ledger/desk/evidence_files.h)
//   DIR/views/   read models: may be deleted at any time; made by projections/
//
// Checkpoints are beside them (ledger/proof/checkpoint_files.h).
//
// Modes are 0700 for directories, 0600 for files. Errors name the directory and the remedy.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/error.h"

namespace pledgebook::ledger {

// Holds a ledger's lock file as long as this object. Movable; any thread.
class DirectoryLock {
 public:
  // Errc::busy if another process, or another lock in this one, holds it.
  [[nodiscard]] static Result<DirectoryLock> take(const std::filesystem::path& directory);
  // With other readers: nobody writes as long as one of them holds it. Needs only to read the file;
  // nothing to hold if there is none. Errc::busy if somebody writes.
  [[nodiscard]] static Result<DirectoryLock> share(const std::filesystem::path& directory);
  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int descriptor) noexcept : descriptor_(descriptor) {}
  int descriptor_;
};

// Makes `directory`, or takes it if it is empty, and makes DIR/log in it. Errc::exists if there is
// a ledger or anything else in it.
[[nodiscard]] Result<void> make_directory(const std::filesystem::path& named);
// The same for a directory that has lost its ledger but not all of its other files: it may contain
// anything but FORMAT and a log; Errc::exists if it contains one of these.
[[nodiscard]] Result<void> make_directory_again(const std::filesystem::path& named);
// Makes the directory a ledger's: writes FORMAT, durably.
[[nodiscard]] Result<void> write_format(const std::filesystem::path& directory);
// Checks that the directory has a ledger of this format: else Errc::not_found or Errc::foreign.
[[nodiscard]] Result<void> check_format(const std::filesystem::path& directory);

// Holds the ledger in the directory: from the next opening on, it accepts no statements. `why` is
// one sentence with the remedy.
[[nodiscard]] Result<void> hold(const std::filesystem::path& directory, std::string_view why);
// Why the directory is held; nothing if it is not.
[[nodiscard]] Result<std::optional<std::string>> held(const std::filesystem::path& directory);
// Ends the hold. The caller must have done what the sentence asks for.
[[nodiscard]] Result<void> release_hold(const std::filesystem::path& directory);

// Replaces the file's content by `text`, all or nothing, durably; mode 0600.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view text);
// The file's text; nothing if there is none. Errc::corrupt if it is longer than `bytes_max`.
[[nodiscard]] Result<std::optional<std::string>> read_file(const std::filesystem::path& path,
                                                           std::size_t bytes_max);
// Removes the file, durably. It need not exist.
[[nodiscard]] Result<void> remove_file(const std::filesystem::path& path);

// Makes the list of files in the directory durable.
[[nodiscard]] Result<void> make_durable(const std::filesystem::path& directory);

// An Errc::storage error: `what`, and the meaning of the system's error number.
[[nodiscard]] Error system_error(const std::string& what, int error_number);

}  // namespace pledgebook::ledger

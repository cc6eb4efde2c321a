// SPDX-License-Identifier: Apache-2.0
// Directory: a ledger's place on disk, without what is in its database.
//
//   DIR/FORMAT   "pledgebook ledger 1\n": written last, so that a half-made directory is no ledger
//   DIR/LOCK     flock, held by the one process that writes
//   DIR/HELD     while it is there, no statements are taken: a sentence that says why, and the
//                remedy
//   DIR/SERVED   when the ledger was last open for writing under a clock that was taken
//                (clock_guard.h); may be deleted
//   DIR/log/     the log (store.h): precious
//   DIR/views/   read models: may be deleted at any time; not this folder's matter
//
// What was signed and released lies beside them (ledger/proof/checkpoint_files.h).
//
// Modes are 0700 for directories, 0600 for files. Errors name the directory and say what to do.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/error.h"

namespace pledgebook::ledger {

// Holds the lock file of a ledger as long as it lives. Movable; any thread.
class DirectoryLock {
 public:
  // Errc::busy where another process, or another lock in this one, holds it.
  [[nodiscard]] static Result<DirectoryLock> take(const std::filesystem::path& directory);
  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int descriptor) noexcept : descriptor_(descriptor) {}
  int descriptor_;
};

// Makes `directory`, or takes it if it is empty, and makes DIR/log in it. Errc::exists where a
// ledger or anything else is there.
[[nodiscard]] Result<void> make_directory(const std::filesystem::path& named);
// The same for a directory that has lost its ledger but not all of its other files: there may be
// anything in it but FORMAT and a log. Errc::exists where there is.
[[nodiscard]] Result<void> make_directory_again(const std::filesystem::path& named);
// Makes the directory a ledger's: writes FORMAT, durably.
[[nodiscard]] Result<void> write_format(const std::filesystem::path& directory);
// Whether the directory is a ledger's of this format: else Errc::not_found or Errc::foreign.
[[nodiscard]] Result<void> check_format(const std::filesystem::path& directory);

// Holds the directory: from the next opening on, the ledger in it takes no statements. `why` is one
// sentence with the remedy.
[[nodiscard]] Result<void> hold(const std::filesystem::path& directory, std::string_view why);
// Why the directory is held; nothing where it is not.
[[nodiscard]] Result<std::optional<std::string>> held(const std::filesystem::path& directory);
// Ends the hold. Whoever calls this has seen to what the sentence asks for.
[[nodiscard]] Result<void> release_hold(const std::filesystem::path& directory);

// Puts `text` in the place of the file, all or nothing, durably; mode 0600.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view text);
// The file's text; nothing where there is none. Errc::corrupt where it is longer than `bytes_max`.
[[nodiscard]] Result<std::optional<std::string>> read_file(const std::filesystem::path& path,
                                                           std::size_t bytes_max);
// Takes the file away, durably. It need not be there.
[[nodiscard]] Result<void> remove_file(const std::filesystem::path& path);

// Makes durable which files there are in the directory.
[[nodiscard]] Result<void> make_durable(const std::filesystem::path& directory);

// An Errc::storage error: `what`, and why, by the operating system's error number.
[[nodiscard]] Error system_error(const std::string& what, int error_number);

}  // namespace pledgebook::ledger

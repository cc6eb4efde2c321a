// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/store/directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "ledger/log/store/file.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFormatName = "pledgebook ledger ";
constexpr unsigned kFormatVersion = 1;
constexpr std::size_t kFormatBytesMax = 4'096;
constexpr std::string_view kHeldFile = "HELD";
constexpr std::size_t kHeldBytesMax = 4'096;
constexpr std::size_t kReadBytes = 4'096;
constexpr mode_t kFileMode = 0600;
constexpr mode_t kDirectoryMode = 0700;

std::unexpected<Error> fail(Errc code, std::string sentence) {
  return std::unexpected(Error{code, std::move(sentence)});
}

fs::path without_slash(const fs::path& named) {
  std::error_code error;
  fs::path directory = fs::absolute(named, error).lexically_normal();
  return directory.has_filename() ? directory : directory.parent_path();
}

// The directory, and DIR/log in it.
Result<void> make_directories(const fs::path& directory) {
  std::error_code error;
  const fs::path parent = directory.parent_path();
  fs::create_directories(parent, error);
  if (error) {
    return std::unexpected(system_error("can't make " + parent.string(), error.value()));
  }
  for (const fs::path& made : {directory, directory / "log"}) {
    if (::mkdir(made.c_str(), kDirectoryMode) != 0 && errno != EEXIST)
      return std::unexpected(system_error("can't make " + made.string(), errno));
  }
  return make_durable(parent);
}

}  // namespace

Result<void> make_durable(const fs::path& directory) {
  const File file(directory, O_RDONLY | O_DIRECTORY);
  if (!file.is_open() || ::fsync(file.get()) != 0) {
    return std::unexpected(system_error("can't make " + directory.string() + " durable", errno));
  }
  return {};
}

Error system_error(const std::string& what, int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return {Errc::storage, what + ": the disk is full: make room, then start again"};
    case EFBIG:
      return {Errc::storage, what +
                                 ": the file has reached the size that this process may write: "
                                 "raise its limit (ulimit -f), then start again"};
    case EROFS:
      return {Errc::storage, what + ": the file system is read-only"};
    case EACCES:
    case EPERM:
      return {Errc::storage,
              fmt::format("{}: this user may not {}: change the owner or the mode of the ledger",
                          what, what.starts_with("can't read") ? "read it" : "write there")};
    case EIO:
      return {Errc::storage,
              what + ": the disk reports an error: check it, and restore a backup if necessary"};
    default:
      return {Errc::storage, what + ": " + std::generic_category().message(error_number)};
  }
}

Result<DirectoryLock> DirectoryLock::take(const fs::path& directory) {
  const fs::path path = directory / "LOCK";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (descriptor < 0) return std::unexpected(system_error("can't open " + path.string(), errno));
  DirectoryLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      return fail(Errc::busy, "this ledger is being served: use --server URL, or stop the server");
    }
    return std::unexpected(system_error("can't lock " + path.string(), errno));
  }
  return lock;
}

Result<DirectoryLock> DirectoryLock::share(const fs::path& directory) {
  const fs::path path = directory / "LOCK";
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return DirectoryLock(-1);
  if (descriptor < 0) {
    return fail(Errc::storage, fmt::format("this user may not read {}: change its mode, so that it "
                                           "is seen whether somebody writes",
                                           path.string()));
  }
  DirectoryLock lock(descriptor);
  if (::flock(descriptor, LOCK_SH | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK)
    return std::unexpected(system_error("can't lock " + path.string(), errno));
  return fail(Errc::busy,
              "this ledger is being served, and this user may not take part in its locks: use "
              "--server URL, or read a backup");
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

DirectoryLock& DirectoryLock::operator=(DirectoryLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> make_directory(const fs::path& named) {
  std::error_code error;
  const fs::path directory = without_slash(named);
  if (fs::exists(directory / "FORMAT", error)) {
    return fail(Errc::exists, fmt::format("there is a ledger in {} already: choose another "
                                          "directory",
                                          directory.string()));
  }
  if (fs::exists(directory, error) &&
      !(fs::is_directory(directory, error) && fs::is_empty(directory, error))) {
    return fail(Errc::exists,
                fmt::format("{} is not an empty directory: choose another", directory.string()));
  }
  return make_directories(directory);
}

Result<void> make_directory_again(const fs::path& named) {
  std::error_code error;
  const fs::path directory = without_slash(named);
  for (const fs::path& path : {directory / "FORMAT", directory / "log" / "data.mdb"}) {
    if (!fs::exists(path, error)) continue;
    return fail(Errc::exists, fmt::format("there is a ledger in {}, or a part of one: move "
                                          "{} away first, and keep it, or choose another "
                                          "directory",
                                          directory.string(), path.string()));
  }
  return make_directories(directory);
}

Result<void> replace_file(const fs::path& path, std::string_view text) {
  const fs::path draft = path.string() + ".new";
  {
    const File file(draft, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open() || !file.write(text) || ::fsync(file.get()) != 0)
      return std::unexpected(system_error("can't write " + draft.string(), errno));
  }
  if (::rename(draft.c_str(), path.c_str()) != 0)
    return std::unexpected(system_error("can't write " + path.string(), errno));
  return make_durable(path.parent_path());
}

Result<std::optional<std::string>> read_file(const fs::path& path, std::size_t bytes_max) {
  const File file(path, O_RDONLY);
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::string>();
    return std::unexpected(system_error("can't read " + path.string(), errno));
  }
  std::string text;
  std::array<char, kReadBytes> buffer;
  while (true) {
    const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
    if (size < 0) return std::unexpected(system_error("can't read " + path.string(), errno));
    if (size == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
    if (text.size() > bytes_max) {
      return fail(Errc::corrupt,
                  fmt::format("{} is longer than {} bytes: it is damaged, or another "
                              "program's",
                              path.string(), bytes_max));
    }
  }
}

Result<void> remove_file(const fs::path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT)
    return std::unexpected(system_error("can't remove " + path.string(), errno));
  return make_durable(path.parent_path());
}

Result<void> hold(const fs::path& directory, std::string_view why) {
  return replace_file(directory / kHeldFile, fmt::format("{}\n", why));
}

Result<std::optional<std::string>> held(const fs::path& directory) {
  LEDGER_TRY(auto why, read_file(directory / kHeldFile, kHeldBytesMax));
  if (why && why->ends_with('\n')) why->pop_back();
  return why;
}

Result<void> release_hold(const fs::path& directory) { return remove_file(directory / kHeldFile); }

Result<void> write_format(const fs::path& directory) {
  return replace_file(directory / "FORMAT", fmt::format("{}{}\n", kFormatName, kFormatVersion));
}

Result<void> check_format(const fs::path& directory) {
  LEDGER_TRY(const auto read, read_file(directory / "FORMAT", kFormatBytesMax));
  const std::string text = read.value_or("");
  if (text.empty()) {
    std::error_code error;
    if (fs::exists(directory, error) &&
        !(fs::is_directory(directory, error) && fs::is_empty(directory, error))) {
      return fail(Errc::foreign, fmt::format("{} is not a ledger's directory: name the one that "
                                             "`pledgebook init` made",
                                             directory.string()));
    }
    return fail(Errc::not_found, fmt::format("there is no ledger in {}: make one with "
                                             "`pledgebook init`, or name its directory",
                                             directory.string()));
  }
  if (text == fmt::format("{}{}\n", kFormatName, kFormatVersion)) return {};
  unsigned version = 0;
  if (text.starts_with(kFormatName)) {
    const char* first = text.data() + kFormatName.size();
    std::from_chars(first, text.data() + text.size(), version);
  }
  if (version > kFormatVersion) {
    return fail(Errc::foreign, fmt::format("the ledger in {} has the format {}, which is newer "
                                           "than this program: use a newer pledgebook",
                                           directory.string(), version));
  }
  return fail(Errc::foreign,
              fmt::format("{} names another format than \"{}{}\": it is damaged or "
                          "another program's; restore it from a backup",
                          (directory / "FORMAT").string(), kFormatName, kFormatVersion));
}

}  // namespace pledgebook::ledger

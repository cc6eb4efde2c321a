// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/store/environment.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "ledger/log/store/address_space.h"
#include "ledger/log/store/directory.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr off_t kSlackBytesMin = off_t{192} << 10U;
constexpr off_t kSlackBytes = off_t{512} << 10U;
constexpr std::uint64_t kRoomBytesMin = std::uint64_t{1} << 20U;
constexpr unsigned kReadersMax = 510;
constexpr mode_t kFileMode = 0600;
// If the process may not reserve all of the map, it reserves a fourth, again and again, down to
// this.
constexpr std::size_t kMapBytesMin = std::size_t{256} << 20U;

// LMDB's code. An environment that could not be opened can only be closed.
int open_with(std::size_t map_bytes, const fs::path& directory, unsigned flags, unsigned tables_max,
              Environment& env) {
  MDB_env* made = nullptr;
  if (const int code = mdb_env_create(&made); code != 0) return code;
  env.reset(made);
  mdb_env_set_mapsize(made, map_bytes);
  mdb_env_set_maxreaders(made, kReadersMax);
  mdb_env_set_maxdbs(made, tables_max);
  return mdb_env_open(made, directory.c_str(), flags | MDB_NOTLS, kFileMode);
}

}  // namespace

Error lmdb_error(const std::string& what, int code) {
  switch (code) {
    case MDB_MAP_FULL:
      return {Errc::storage,
              what +
                  ": there is no more address space for it: raise its limit (ulimit -v unlimited) "
                  "and start again; a ledger of 1 TiB is full: begin another"};
    case MDB_MAP_RESIZED:
      return {Errc::storage, what +
                                 ": it has grown beyond the address space that this process may "
                                 "use: raise its limit (ulimit -v unlimited), and try again"};
    case MDB_READERS_FULL:
      return {Errc::storage, what + ": too many programs read this ledger: end some of them"};
    case MDB_VERSION_MISMATCH:
      return {Errc::foreign,
              what + ": another version of LMDB made it: use the pledgebook that made this ledger"};
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_BAD_TXN:
    case MDB_BAD_VALSIZE:
    case MDB_INCOMPATIBLE:
    case MDB_PANIC:
      return {Errc::corrupt, what + ": the database is damaged: restore a backup"};
    default:
      return code > 0 ? system_error(what, code)
                      : Error{Errc::storage, what + ": " + mdb_strerror(code)};
  }
}

Result<Transaction> begin(MDB_env* env, unsigned flags) {
  MDB_txn* txn = nullptr;
  if (const int code = mdb_txn_begin(env, nullptr, flags, &txn); code != 0)
    return std::unexpected(lmdb_error("can't begin a transaction", code));
  return Transaction(txn);
}

Result<void> check_open_file(MDB_env* env) {
  int file = -1;
  struct stat status{};
  if (mdb_env_get_fd(env, &file) != 0 || ::fstat(file, &status) != 0)
    return std::unexpected(system_error("can't read the size of log/data.mdb", errno));
  if (status.st_nlink == 0) {
    return std::unexpected(Error{Errc::corrupt,
                                 "log/data.mdb was deleted while the ledger was open: stop this "
                                 "process, and restore a backup"});
  }
  if (static_cast<std::size_t>(status.st_size) >= bytes_in_use(env)) return {};
  return std::unexpected(Error{Errc::corrupt,
                               "log/data.mdb was cut short while the ledger was open: stop this "
                               "process, and restore a backup"});
}

Error commit_error(MDB_env* env, int code) {
  const std::string what = "a commit failed";
  int file = -1;
  if (code != EIO || mdb_env_get_fd(env, &file) != 0) return lmdb_error(what, code);
  struct statvfs disk{};
  if (::fstatvfs(file, &disk) == 0 && disk.f_bavail * disk.f_frsize < kRoomBytesMin)
    return lmdb_error(what, ENOSPC);
  struct stat status{};
  rlimit limit{};
  if (::fstat(file, &status) == 0 && ::getrlimit(RLIMIT_FSIZE, &limit) == 0 &&
      limit.rlim_cur < static_cast<std::uint64_t>(status.st_size) + kRoomBytesMin) {
    return lmdb_error(what, EFBIG);
  }
  return lmdb_error(what, code);
}

void keep_slack(MDB_env* env) noexcept {
  int file = -1;
  struct stat status{};
  if (mdb_env_get_fd(env, &file) != 0 || ::fstat(file, &status) != 0) return;
  const auto used = static_cast<off_t>(bytes_in_use(env));
  if (status.st_size - used >= kSlackBytesMin) return;
  [[maybe_unused]] const int done = ::ftruncate(file, used + kSlackBytes);
}

std::size_t bytes_in_use(MDB_env* env) {
  MDB_envinfo info;
  MDB_stat stat;
  mdb_env_info(env, &info);
  mdb_env_stat(env, &stat);
  return (info.me_last_pgno + 1) * stat.ms_psize;
}

std::uint64_t last_commit(MDB_env* env) {
  MDB_envinfo info;
  mdb_env_info(env, &info);
  return info.me_last_txnid;
}

Result<Environment> open_environment(const fs::path& directory, unsigned flags,
                                     unsigned tables_max) {
  const std::string what = "can't open " + directory.string();
  Environment env;
  int code = ENOMEM;
  for (std::size_t map = kMapBytes; code == ENOMEM && map >= kMapBytesMin; map /= 4)
    code = open_with(map, directory, flags, tables_max, env);
  if (code == ENOMEM) {
    return std::unexpected(
        Error{Errc::storage,
              fmt::format("{}: can't reserve address space, which takes no memory: raise its limit "
                          "(ulimit -v unlimited), then start again",
                          what)});
  }
  if (code != 0) return std::unexpected(lmdb_error(what, code));
  int dead = 0;  // slots of dead readers keep pages from being reused
  mdb_reader_check(env.get(), &dead);
  return env;
}

Result<void> copy_environment(MDB_env* env, const fs::path& directory) {
  const fs::path path = directory / "data.mdb";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode);
  if (file < 0 && errno == EEXIST) {
    return std::unexpected(Error{
        Errc::exists, fmt::format("there is {} already: choose another directory", path.string())});
  }
  if (file < 0) return std::unexpected(system_error("can't write " + path.string(), errno));
  int code = mdb_env_copyfd2(env, file, MDB_CP_COMPACT);
  if (code == 0 && ::fsync(file) != 0) code = errno;
  if (::close(file) != 0 && code == 0) code = errno;
  if (code != 0) return std::unexpected(lmdb_error("can't write " + path.string(), code));
  return make_durable(directory);
}

// Checks that the data file exists and is as long as its database: reading a missing part would be
// a bus error.
Result<void> check_data_file(const fs::path& directory, std::size_t bytes_min) {
  const fs::path path = directory / "data.mdb";
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) {
    if (error.value() != ENOENT)
      return std::unexpected(system_error("can't read " + path.string(), error.value()));
    return std::unexpected(
        Error{Errc::corrupt, fmt::format("{} is missing: restore a backup", path.string())});
  }
  if (size < bytes_min) {
    return std::unexpected(
        Error{Errc::corrupt,
              fmt::format("{} is truncated: it has {} bytes instead of at least {}: restore a "
                          "backup",
                          path.string(), size, bytes_min)});
  }
  return {};
}

Result<std::vector<MDB_dbi>> open_tables(MDB_txn* txn, std::span<const char* const> names,
                                         unsigned flags) {
  std::vector<MDB_dbi> tables;
  for (const char* name : names) {
    const int code = mdb_dbi_open(txn, name, flags, &tables.emplace_back());
    if (code == 0) continue;
    return std::unexpected(lmdb_error(fmt::format("can't open the table {}", name),
                                      code == MDB_NOTFOUND ? MDB_CORRUPTED : code));
  }
  return tables;
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/desk/beside.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "ledger/desk/evidence_files.h"
#include "ledger/log/store/directory.h"
#include "ledger/log/store/environment.h"
#include "ledger/log/store/file.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kDeskTables = 2;

// Nothing if it can't be read, or is larger than any file of evidence.
std::optional<std::string> contents_of(const fs::path& path) {
  const File file(path, O_RDONLY | O_NOFOLLOW);
  struct stat facts{};
  if (!file.is_open() || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode))
    return std::nullopt;
  const auto size = static_cast<std::uint64_t>(facts.st_size);
  if (size > kEvidenceBytesMax) return std::nullopt;
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + done, bytes.size() - done);
    if (got <= 0) return std::nullopt;
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

bool is_right(std::string_view bytes, const EvidenceHash& sha256) {
  return crypto::sha256(crypto::as_bytes(bytes)) == sha256.hash;
}

// Under another name until all of it is on the disk.
Result<void> write_whole(const fs::path& path, std::string_view bytes) {
  const fs::path part = path.parent_path() / (path.filename().string() + ".part");
  {
    const File file(part, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open() || !file.write(bytes) || ::fsync(file.get()) != 0)
      return std::unexpected(system_error("can't write " + part.string(), errno));
  }
  std::error_code failed;
  fs::rename(part, path, failed);
  if (failed) return std::unexpected(system_error("can't write " + path.string(), failed.value()));
  return {};
}

Result<void> copy_file(const fs::path& from, const fs::path& to, const EvidenceHash& sha256,
                       BesideCopy& copy) {
  if (const auto there = contents_of(to); there && is_right(*there, sha256)) {
    ++copy.evidence_files;
    copy.evidence_bytes += there->size();
    return {};
  }
  const auto bytes = contents_of(from);
  if (!bytes || !is_right(*bytes, sha256)) {
    copy.not_copied.push_back(
        fmt::format("{} {}: ask its member for the file", from.string(),
                    bytes ? "has other bytes than its name says" : "can't be read"));
    return {};
  }
  LEDGER_CHECK(write_whole(to, *bytes));
  ++copy.evidence_files;
  copy.evidence_bytes += bytes->size();
  return {};
}

// In the order of their names, so that two copies are made alike.
std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed))
    entries.push_back(entry.path());
  std::ranges::sort(entries);
  return entries;
}

Result<void> make_folder(const fs::path& path) {
  std::error_code failed;
  fs::create_directories(path, failed);
  if (!failed) fs::permissions(path, fs::perms::owner_all, failed);
  if (failed) return std::unexpected(system_error("can't make " + path.string(), failed.value()));
  return {};
}

Result<void> copy_evidence(const fs::path& from, const fs::path& to, BesideCopy& copy) {
  for (const fs::path& folder : entries_of(from)) {
    const auto party = PartyId::parse(folder.filename().string());
    if (!party) continue;
    const fs::path place = to / party->text();
    LEDGER_CHECK(make_folder(place));
    for (const fs::path& file : entries_of(folder)) {
      const auto sha256 = EvidenceHash::from_hex(file.filename().string());
      if (sha256) LEDGER_CHECK(copy_file(file, place / sha256->hex(), *sha256, copy));
    }
    LEDGER_CHECK(make_durable(place));
    LEDGER_CHECK(make_durable(to));
  }
  return {};
}

Result<void> copy_desk(const fs::path& from, const fs::path& to) {
  LEDGER_TRY(const Environment env, open_environment(from, MDB_RDONLY, kDeskTables));
  LEDGER_CHECK(check_data_file(from, bytes_in_use(env.get())));
  return copy_environment(env.get(), to);
}

}  // namespace

Result<BesideCopy> copy_beside(const fs::path& from, const fs::path& to) {
  BesideCopy copy;
  LEDGER_CHECK(copy_evidence(from / "blobs", to / "blobs", copy));
  std::error_code failed;
  if (!fs::exists(from / "desk" / "data.mdb", failed)) return copy;
  if (fs::exists(to / "desk" / "data.mdb", failed)) {
    copy.not_copied.push_back((to / "desk").string() + " has a desk already, which stays");
    return copy;
  }
  LEDGER_CHECK(make_folder(to / "desk"));
  const auto copied = copy_desk(from / "desk", to / "desk");
  copy.has_desk = copied.has_value();
  if (!copied) copy.not_copied.push_back(copied.error().detail);
  return copy;
}

}  // namespace pledgebook::ledger

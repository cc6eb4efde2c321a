// SPDX-License-Identifier: Apache-2.0
#include "ledger/desk/evidence_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <mutex>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "ledger/log/store/directory.h"
#include "ledger/log/store/file.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReadBytes = std::size_t{64} << 10U;

Error cannot(std::string_view what, const fs::path& path, int error_number) {
  return system_error(fmt::format("can't {} {}", what, path.string()), error_number);
}

Result<void> make_folder(const fs::path& path) {
  std::error_code failed;
  fs::create_directories(path, failed);
  if (!failed) fs::permissions(path, fs::perms::owner_all, failed);
  if (failed) return std::unexpected(cannot("make", path, failed.value()));
  return {};
}

// Nothing if there is no such file.
std::optional<std::uint64_t> size_of(const fs::path& path) {
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  if (failed) return std::nullopt;
  return size;
}

Result<crypto::Hash> sha256_of(const fs::path& path) {
  const File file(path, O_RDONLY);
  if (!file.is_open()) return std::unexpected(cannot("read", path, errno));
  crypto::Sha256 sha256;
  std::string buffer(kReadBytes, '\0');
  while (true) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0) return std::unexpected(cannot("read", path, errno));
    if (got == 0) return sha256.finish();
    sha256.update(
        crypto::as_bytes(std::string_view(buffer).substr(0, static_cast<std::size_t>(got))));
  }
}

Result<void> append(const fs::path& path, std::string_view bytes) {
  const File file(path, O_WRONLY | O_CREAT | O_APPEND);
  if (!file.is_open() || !file.write(bytes)) return std::unexpected(cannot("write", path, errno));
  return {};
}

Result<void> sync(const fs::path& path) {
  const File file(path, O_RDONLY);
  if (!file.is_open() || ::fsync(file.get()) != 0)
    return std::unexpected(cannot("write", path, errno));
  return {};
}

}  // namespace

struct EvidenceFiles::State {
  struct Kept {
    PartyId party;
    std::uint64_t size = 0;
  };

  fs::path root;
  mutable std::mutex mutex;
  std::unordered_map<crypto::Hash, Kept> kept;
  std::unordered_map<std::string, std::uint64_t> bytes_of;  // by party
  std::size_t uploads = 0;

  [[nodiscard]] fs::path parts() const { return root / ".parts"; }
  [[nodiscard]] fs::path part_of(const EvidenceHash& sha256) const {
    return parts() / sha256.hex();
  }
  [[nodiscard]] fs::path path_of(const PartyId& party, const EvidenceHash& sha256) const {
    return root / party.text() / sha256.hex();
  }

  void keep(const EvidenceHash& sha256, const PartyId& party, std::uint64_t size) {
    if (kept.try_emplace(sha256.hash, party, size).second) bytes_of[party.text()] += size;
  }

  // The folder of a party.
  void read_folder(const fs::directory_entry& folder) {
    const auto party = PartyId::parse(folder.path().filename().string());
    std::error_code failed;
    if (!party || !folder.is_directory(failed)) return;
    for (const fs::directory_entry& file : fs::directory_iterator(folder.path(), failed)) {
      const auto sha256 = EvidenceHash::from_hex(file.path().filename().string());
      const auto size = size_of(file.path());
      if (sha256 && size) keep(*sha256, *party, *size);
    }
  }

  void read_parts() {
    std::error_code failed;
    const auto oldest = fs::file_time_type::clock::now() - kUploadDaysMax;
    for (const fs::directory_entry& part : fs::directory_iterator(parts(), failed)) {
      const auto time = part.last_write_time(failed);
      if (!failed && time < oldest) {
        fs::remove(part.path(), failed);
      } else {
        ++uploads;
      }
    }
  }

  // Whether one more part fits.
  [[nodiscard]] std::optional<Outcome> refusal(const Named& named,
                                               std::optional<std::uint64_t> received,
                                               std::uint64_t from, std::string_view bytes) const {
    if (from != received.value_or(0)) return Outcome::out_of_place;
    const auto used = bytes_of.find(named.party.text());
    const std::uint64_t of_party = used == bytes_of.end() ? 0 : used->second;
    if (named.size > kEvidenceBytesMax || bytes.size() > named.size - from ||
        of_party + named.size > kPartyEvidenceBytesMax)
      return Outcome::too_large;
    if (!received && uploads >= kUploadsMax) return Outcome::too_many;
    return std::nullopt;
  }

  // Once all of it has arrived.
  Result<Outcome> finish(const Named& named) {
    const fs::path part = part_of(named.sha256);
    LEDGER_TRY(const crypto::Hash found, sha256_of(part));
    --uploads;
    std::error_code failed;
    if (found != named.sha256.hash) {
      fs::remove(part, failed);
      return Outcome::wrong_bytes;
    }
    const fs::path path = path_of(named.party, named.sha256);
    LEDGER_CHECK(make_folder(path.parent_path()));
    LEDGER_CHECK(sync(part));
    fs::rename(part, path, failed);
    if (failed) return std::unexpected(cannot("write", path, failed.value()));
    LEDGER_CHECK(make_durable(path.parent_path()));
    LEDGER_CHECK(make_durable(root));
    keep(named.sha256, named.party, named.size);
    return Outcome::whole;
  }
};

EvidenceFiles::EvidenceFiles(std::unique_ptr<State> state) : state_(std::move(state)) {}
EvidenceFiles::~EvidenceFiles() = default;

Result<std::unique_ptr<EvidenceFiles>> EvidenceFiles::open(const fs::path& directory) {
  auto state = std::make_unique<State>();
  state->root = directory / "blobs";
  LEDGER_CHECK(make_folder(state->parts()));
  LEDGER_CHECK(make_folder(state->root));
  std::error_code failed;
  for (const fs::directory_entry& folder : fs::directory_iterator(state->root, failed)) {
    if (folder.path() != state->parts()) state->read_folder(folder);
  }
  if (failed) return std::unexpected(cannot("read", state->root, failed.value()));
  state->read_parts();
  return std::unique_ptr<EvidenceFiles>(new EvidenceFiles(std::move(state)));
}

Result<EvidenceFiles::Added> EvidenceFiles::add(const Named& named, std::uint64_t from,
                                                std::string_view bytes) {
  const std::scoped_lock lock(state_->mutex);
  if (const auto kept = state_->kept.find(named.sha256.hash); kept != state_->kept.end())
    return Added{Outcome::whole, kept->second.size};
  const fs::path part = state_->part_of(named.sha256);
  const auto received = size_of(part);
  if (const auto refused = state_->refusal(named, received, from, bytes))
    return Added{*refused, received.value_or(0)};
  LEDGER_CHECK(append(part, bytes));
  if (!received) ++state_->uploads;
  if (from + bytes.size() < named.size) return Added{Outcome::part, from + bytes.size()};
  LEDGER_TRY(const Outcome outcome, state_->finish(named));
  return Added{outcome, outcome == Outcome::whole ? named.size : 0};
}

Result<std::uint64_t> EvidenceFiles::received(const EvidenceHash& sha256) const {
  const std::scoped_lock lock(state_->mutex);
  if (const auto kept = state_->kept.find(sha256.hash); kept != state_->kept.end())
    return kept->second.size;
  return size_of(state_->part_of(sha256)).value_or(0);
}

std::size_t EvidenceFiles::count() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->kept.size();
}

bool EvidenceFiles::has(const EvidenceHash& sha256) const {
  const std::scoped_lock lock(state_->mutex);
  return state_->kept.contains(sha256.hash);
}

Result<std::string> EvidenceFiles::read(const EvidenceHash& sha256, std::uint64_t from,
                                        std::size_t bytes_max) const {
  fs::path path;
  {
    const std::scoped_lock lock(state_->mutex);
    const auto kept = state_->kept.find(sha256.hash);
    if (kept == state_->kept.end())
      return std::unexpected(Error{Errc::not_found, "this file has not been uploaded"});
    path = state_->path_of(kept->second.party, sha256);
  }
  const File file(path, O_RDONLY);
  if (!file.is_open()) return std::unexpected(cannot("read", path, errno));
  std::string bytes(bytes_max, '\0');
  const ssize_t got = ::pread(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(from));
  if (got < 0) return std::unexpected(cannot("read", path, errno));
  bytes.resize(static_cast<std::size_t>(got));
  return bytes;
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// EvidenceFiles: the files that statements name as evidence, in DIR/blobs, each under the party
// whose statement names it and its SHA-256 (docs/decisions/0053-evidence.md). A file arrives in
// parts, in order; it is kept once all of it has arrived and has that SHA-256. What has arrived
// survives a restart, so that an upload goes on where it was cut.
//
//   blobs/<party>/<sha256>   a whole file
//   blobs/.parts/<sha256>    the beginning of one
//
// Nothing here is a part of the ledger: losing a file loses no statement.
//
// Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

inline constexpr std::uint64_t kEvidenceBytesMax = std::uint64_t{20} << 20U;      // a file
inline constexpr std::uint64_t kPartyEvidenceBytesMax = std::uint64_t{1} << 30U;  // a party
inline constexpr std::size_t kUploadsMax = 1'000;                                 // under way
// The beginning of a file that nobody has continued for so long goes at the next start.
inline constexpr std::chrono::days kUploadDaysMax{7};

class EvidenceFiles {
 public:
  [[nodiscard]] static Result<std::unique_ptr<EvidenceFiles>> open(
      const std::filesystem::path& directory);
  ~EvidenceFiles();
  EvidenceFiles(const EvidenceFiles&) = delete;
  EvidenceFiles& operator=(const EvidenceFiles&) = delete;

  // A file as an admitted statement names it.
  struct Named {
    EvidenceHash sha256;
    std::uint64_t size = 0;
    PartyId party;
  };
  enum class Outcome : std::uint8_t {
    part,          // more is needed
    whole,         // the file is kept, durably
    out_of_place,  // the part does not continue what has arrived
    wrong_bytes,   // the file has another SHA-256: begin again
    too_large,     // the file, or with it all of the party's, is larger than its limit
    too_many       // uploads under way
  };
  struct Added {
    Outcome outcome{};
    std::uint64_t received = 0;  // bytes that have arrived
  };
  // Adds the bytes from position `from` on.
  [[nodiscard]] Result<Added> add(const Named& named, std::uint64_t from, std::string_view bytes);
  // How much of the file has arrived; its size if it is whole.
  [[nodiscard]] Result<std::uint64_t> received(const EvidenceHash& sha256) const;
  // Whether all of it has.
  [[nodiscard]] bool has(const EvidenceHash& sha256) const;
  // The number of whole files: it changes when a file arrives.
  [[nodiscard]] std::size_t count() const;
  // At most `bytes_max` bytes from position `from` on; none at the end. Errc::not_found if the file
  // is not whole.
  [[nodiscard]] Result<std::string> read(const EvidenceHash& sha256, std::uint64_t from,
                                         std::size_t bytes_max) const;

 private:
  struct State;
  explicit EvidenceFiles(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// LogSource: where a follower reads a log. What it returns has the right form and a limited size,
// but is not verified.
//
// Threads: one at a time; calls may block.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

// The most records that LogSource::records returns at once.
inline constexpr std::size_t kSourceRecordsMax = 4'096;

// A source's claim of the root of a log's first records, and of the proof that its tree extends
// them (RFC 9162, section 2.1.4).
struct PrefixProof {
  crypto::Hash root;
  std::vector<crypto::Hash> hashes;
  friend bool operator==(const PrefixProof&, const PrefixProof&) = default;
};

class LogSource {
 public:
  LogSource() = default;
  LogSource(const LogSource&) = delete;
  LogSource& operator=(const LogSource&) = delete;
  virtual ~LogSource() = default;

  // The log's name for people.
  [[nodiscard]] virtual std::string name() const = 0;
  // The newest published checkpoint: the bytes of its note, at most crypto::kNoteBytesMax.
  // Errc::not_found if there is none yet.
  [[nodiscard]] virtual Result<std::string> checkpoint() = 0;
  // Records from `first` on of the log that was published with `size` records: at least one, and as
  // many as are good to read at once. REQUIRES: first < size. Errc::corrupt for bytes that can't be
  // records.
  [[nodiscard]] virtual Result<std::vector<std::string>> records(Index first, Size size) = 0;
  // REQUIRES: 0 < from <= to, and `to` is a published size.
  [[nodiscard]] virtual Result<PrefixProof> prefix(Size from, Size to) = 0;
};

}  // namespace pledgebook::ledger

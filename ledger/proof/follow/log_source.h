// SPDX-License-Identifier: Apache-2.0
// LogSource: where a follower reads somebody's log. What it gives is that somebody's word: formed
// as it must be, and bounded, but nothing is checked of it.
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

// The most that LogSource::records gives at once.
inline constexpr std::size_t kSourceRecordsMax = 4'096;

// What the source has for the root of the first records of a log, and for the proof that its tree
// extends theirs (RFC 9162, section 2.1.4).
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

  // As people call it.
  [[nodiscard]] virtual std::string name() const = 0;
  // The newest checkpoint that was published: the bytes of its note, crypto::kNoteBytesMax at
  // most. Errc::not_found where there is none yet.
  [[nodiscard]] virtual Result<std::string> checkpoint() = 0;
  // Records from `first` on of the log that was published with `size` records; at least one, and as
  // many as are good to read at once. REQUIRES: first < size. Errc::corrupt for what can't be
  // records.
  [[nodiscard]] virtual Result<std::vector<std::string>> records(Index first, Size size) = 0;
  // REQUIRES: 0 < from <= to, a size that was published.
  [[nodiscard]] virtual Result<PrefixProof> prefix(Size from, Size to) = 0;
};

}  // namespace pledgebook::ledger

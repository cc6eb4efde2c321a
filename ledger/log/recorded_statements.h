// SPDX-License-Identifier: Apache-2.0
// RecordedStatements: which statements the log has, as of a snapshot: by the rows of table `sids`,
// and after their position, which is at most some thousand records behind, by the records
// themselves.
//
// Threads: one at a time. The snapshot outlives it.
#pragma once

#include <unordered_set>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

class RecordedStatements {
 public:
  [[nodiscard]] static Result<RecordedStatements> read(const Snapshot& snapshot);
  [[nodiscard]] bool has(const Sid& sid) const;

 private:
  explicit RecordedStatements(const Snapshot& snapshot) : snapshot_(&snapshot) {}

  const Snapshot* snapshot_;
  std::unordered_set<crypto::Hash> recent_;  // after the rows' position
};

}  // namespace pledgebook::ledger

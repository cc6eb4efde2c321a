// SPDX-License-Identifier: Apache-2.0
// CommittedBatch: consecutive records that are durable, decoded, and where the log ended after
// them. The sequencer hands one to its followers with each commit, so that they need not read,
// parse and hash again what it had in its hands.
//
// Threads: immutable once it is handed over.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ledger/log/record/decoded_record.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

struct CommittedBatch {
  std::vector<DecodedRecord> records;
  Tail tail;  // after the last of them

  [[nodiscard]] Size begin() const noexcept { return Size{number(tail.size) - records.size()}; }
};
// Shared by the followers of one commit.
using CommittedBatchPointer = std::shared_ptr<const CommittedBatch>;

}  // namespace pledgebook::ledger

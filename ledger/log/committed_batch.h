// SPDX-License-Identifier: Apache-2.0
// CommittedBatch: consecutive durable records, decoded, and the end of the log after them. The
// sequencer passes one to its followers with each commit, so that they need not read, parse and
// hash the records again.
//
// Threads: immutable after construction.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ledger/log/record/decoded_record.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

struct CommittedBatch {
  std::vector<DecodedRecord> records;
  Tail tail;  // the end of the log after the last of them

  [[nodiscard]] Size begin() const noexcept { return Size{number(tail.size) - records.size()}; }
};
// Shared by the followers of a commit.
using CommittedBatchPointer = std::shared_ptr<const CommittedBatch>;

}  // namespace pledgebook::ledger

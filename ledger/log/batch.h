// SPDX-License-Identifier: Apache-2.0
// Batch: the records of one commit, while they are collected. Each statement is judged by the
// records before it, also those of the same batch, and gets its index, time and place in the chain
// before anything is written.
//
// Threads: only the sequencer's.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/log/admission.h"
#include "ledger/log/committed_batch.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/key_ring.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

class Batch {
 public:
  // All three outlive the batch. `now` is not earlier than the time of the last record.
  Batch(DerivedState& state, const Store& store, RecordedAt now)
      : state_(state), store_(store), now_(now), expected_(state.tail()) {}

  // Judges the candidate, and adds it if it is admitted. The answer is valid only once the batch is
  // durable; this holds for refusals too, which may depend on an earlier statement of the batch.
  [[nodiscard]] Answer judge(Candidate candidate);

  // Ends the batch with a heads record, so that the log can be published at the size after it. Adds
  // nothing if the last record is already a heads record.
  void seal();
  [[nodiscard]] bool is_sealed() const noexcept { return is_sealed_; }

  [[nodiscard]] const Tail& expected() const noexcept { return expected_; }
  [[nodiscard]] const std::vector<std::string>& records() const noexcept { return records_; }
  // The same records, decoded, for the followers. Call it once, after the commit.
  [[nodiscard]] CommittedBatchPointer committed() &&;

 private:
  [[nodiscard]] Answer answer_mismatch(const Candidate& candidate, const std::optional<Sid>& head);
  // Adds the next record: its bytes and leaf hash.
  [[nodiscard]] crypto::Hash add_record(std::variant<SignedStatement, Heads> content);

  DerivedState& state_;
  const Store& store_;
  RecordedAt now_;
  Tail expected_;
  std::vector<std::string> records_;
  std::vector<DecodedRecord> decoded_;  // one a record
  bool is_sealed_ = false;
};

}  // namespace pledgebook::ledger

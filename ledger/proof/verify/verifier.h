// SPDX-License-Identifier: Apache-2.0
// Verifier: from the items of an export to a verdict (docs/VERIFYING.md). It trusts only the pinned
// policy, and nothing in the export. Items come in the order of the file; of a record it keeps only
// what its streams and signatures need.
//
// A value: a copy continues from the same items. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "crypto/merkle.h"
#include "ledger/log/record/record.h"
#include "ledger/log/streams.h"
#include "ledger/proof/export/export_items.h"
#include "ledger/proof/verify/examined_record.h"
#include "ledger/proof/verify/statement_judge.h"
#include "ledger/proof/verify/stream_tallies.h"
#include "ledger/proof/verify/verdict.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

class Verifier {
 public:
  // `threads`: for signatures; 0: one a core. The policy outlives the verifier.
  explicit Verifier(const WitnessPolicy& policy, unsigned threads = 0)
      : policy_(policy), threads_(threads) {}

  // Reports an item that can't be read: the first fault, unless there was an earlier one.
  void take_fault(Fault fault);
  void take_selection(Selection selection);
  void take_checkpoint(std::string_view note);
  void take_heads(const ExaminedRecord& record);
  void take_record(std::shared_ptr<const ExaminedRecord> record);  // not null
  void take_stream(const StreamProof& stream);

  // Whether the verdict is final, whatever the rest contains.
  [[nodiscard]] bool is_decided() const noexcept { return verdict_.fault.has_value(); }
  // Whether records come with proofs; known once the selection was taken.
  [[nodiscard]] WithProof with_proof() const noexcept {
    return is_everything_ ? WithProof::no : WithProof::yes;
  }
  // After all items, once.
  [[nodiscard]] Verdict finish();

 private:
  enum class About : std::uint8_t { authentic, complete };
  void find(About about, std::string place, std::string what);
  void find_at(About about, Index index, std::string what);
  [[nodiscard]] bool check_place(const ExaminedRecord& record);
  void take_of_part(std::shared_ptr<const ExaminedRecord> record);
  void take_of_whole(std::shared_ptr<const ExaminedRecord> record);
  void judge(std::shared_ptr<const ExaminedRecord> record);
  void ask_for_streams();
  void finish_part();
  void finish_whole();
  void finish_signatures();
  void describe();

  const WitnessPolicy& policy_;
  unsigned threads_;
  Verdict verdict_;
  bool is_everything_ = false;
  crypto::Hash root_;  // of the log's tree, from the checkpoint
  std::optional<Heads> heads_;
  // The last record taken.
  std::optional<Index> last_;
  crypto::Hash last_leaf_;
  RecordedAt recorded_at_{};
  StreamTallies tallies_;                // if the export is a part
  bool has_asked_ = false;               // if it is a part: the required streams are known
  crypto::CompactRange tree_;            // if it is everything
  Streams streams_;                      // if it is everything
  bool last_is_heads_ = false;           // if it is everything
  std::optional<StatementJudge> judge_;  // from the selection on
  // A statement's fault, held back while the export may turn out to be incomplete, which would
  // explain the fault.
  std::optional<Fault> misjudged_;
};

}  // namespace pledgebook::ledger

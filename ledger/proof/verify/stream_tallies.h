// SPDX-License-Identifier: Apache-2.0
// StreamTallies: the records of an export by stream; the streams that these records and the
// selection require; and whether the export's proofs show that each stream is complete.
//
// One thread at a time.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/domain/values/id.h"
#include "ledger/log/record/record.h"
#include "ledger/proof/export/export_items.h"
#include "ledger/proof/export/selection.h"
#include "ledger/proof/verify/examined_record.h"
#include "ledger/proof/verify/verdict.h"

namespace pledgebook::ledger {

class StreamTallies {
 public:
  // Adds a statement's record, in ascending order of indexes.
  void add(const ExaminedRecord& record);
  // Call it once all records are added. Decides which streams must be shown: the selected ones and
  // those that their records require. Returns a fault: a stream of which the first records are
  // missing, so that none of them requires it.
  [[nodiscard]] std::optional<Fault> ask_for(const Selection& selection);
  // Whether `proof` shows that the stream has exactly the added records, or that it does not exist,
  // in the map of `heads`. Call it in ascending order of stream ids. Stores nothing for streams
  // that are not required, since a file may show any number of them.
  [[nodiscard]] std::optional<Fault> show(const StreamProof& proof, const Heads& heads);
  // Whether all required streams were shown, and no others are here.
  [[nodiscard]] std::optional<Fault> check_all_shown() const;

  [[nodiscard]] std::uint64_t records_of(std::string_view stream) const;

 private:
  using Number = std::uint32_t;  // of a stream, in the order of first mention
  struct Tally {
    std::string stream;
    crypto::CompactRange tree;
    // Streams that must be shown if this one is. For an index stream only its records' own streams,
    // which in turn require the others.
    std::unordered_set<Number> behind;
    std::optional<Index> first;  // of its own records, which no index stream has
    bool has_former = false;     // the first one names a record before it in the stream
    bool is_needed = false;
    bool is_shown = false;
  };
  [[nodiscard]] Number number_of(const std::string& stream);
  // A record of a stream that nothing requires, although a record before it is missing.
  [[nodiscard]] std::optional<Fault> find_not_needed();
  // What may only follow from a record that is missing elsewhere. The first of them is the fault if
  // there is no other.
  void tell_later(Fault fault);
  [[nodiscard]] static std::optional<Fault> check_shown(const Tally& tally,
                                                        const StreamProof& proof,
                                                        const Heads& heads);
  // The root of the stream's bucket that a proof leads to.
  [[nodiscard]] static std::expected<crypto::Hash, Fault> bucket_with(const Tally& tally,
                                                                      const StreamProof& proof,
                                                                      const PresentStream& present);
  [[nodiscard]] static std::expected<crypto::Hash, Fault> bucket_without(
      const Tally& tally, const StreamProof& proof, const AbsentStream& absent);

  std::unordered_map<std::string, Number> numbers_;
  std::vector<Tally> tallies_;
  std::string last_shown_;
  std::optional<Fault> later_;
};

}  // namespace pledgebook::ledger

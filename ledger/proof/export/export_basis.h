// SPDX-License-Identifier: Apache-2.0
// ExportBasis: the data that all exports of one published checkpoint share: its note, the heads
// record before it, and that record's heads map. Made once a checkpoint, for many exports.
//
// Immutable; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "ledger/error.h"
#include "ledger/log/heads_map.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

// A record's bytes and its inclusion in the tree.
struct ProvenRecord {
  Index index{};
  std::string bytes;
  std::vector<crypto::Hash> proof;  // of its inclusion, from the leaf up
};

// Returns the note of the newest published checkpoint at each call.
using NewestNote = std::function<Result<std::string>()>;

class ExportBasis {
 public:
  // `note` is a published checkpoint, as its file has it. Errc::foreign if it is of another log;
  // Errc::not_found if it is older than the last two heads records, whose heads the ledger
  // remembers; Errc::corrupt if it is not a checkpoint, or the ledger is damaged.
  [[nodiscard]] static Result<std::shared_ptr<const ExportBasis>> open(const Store& store,
                                                                       std::string_view note);
  // For the newest checkpoint. A busy ledger may seal twice while the heads are read, and so forget
  // those of the note: then it tries once more, with the checkpoint that is newest by then. Returns
  // an error of `newest` unchanged; else as `open`.
  [[nodiscard]] static Result<std::shared_ptr<const ExportBasis>> open_newest(
      const Store& store, const NewestNote& newest);

  [[nodiscard]] const std::string& note() const noexcept { return note_; }
  [[nodiscard]] const Checkpoint& checkpoint() const noexcept { return checkpoint_; }
  [[nodiscard]] Size size() const noexcept { return checkpoint_.size; }
  [[nodiscard]] const ProvenRecord& heads() const noexcept { return heads_; }
  [[nodiscard]] const HeadsMap& map() const noexcept { return map_; }
  // The map's leaf of a stream. REQUIRES: it is there.
  [[nodiscard]] const MapLeaf& leaf(const StreamKey& key) const;

 private:
  ExportBasis() = default;
  [[nodiscard]] Result<void> read_heads(const Store& store);
  [[nodiscard]] Result<void> read_map(const Store& store);

  std::string note_;
  Checkpoint checkpoint_;
  ProvenRecord heads_;
  HeadsMap map_;
  // By key: kept because the ledger may forget them while an export is written.
  std::vector<MapLeaf> leaves_;
};

}  // namespace pledgebook::ledger

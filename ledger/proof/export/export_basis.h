// SPDX-License-Identifier: Apache-2.0
// ExportBasis: what all exports of one released checkpoint share: its note, the heads record before
// it, and the heads map that the record commits to. Made once a checkpoint, for many exports.
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

// A record's bytes and its place in the tree.
struct ProvenRecord {
  Index index{};
  std::string bytes;
  std::vector<crypto::Hash> proof;  // of its inclusion, nearest the leaf first
};

// The note of the checkpoint that was released last, asked anew each time.
using NewestNote = std::function<Result<std::string>()>;

class ExportBasis {
 public:
  // `note` is a checkpoint that was released, as its file holds it. Errc::foreign where it is of
  // another log, Errc::not_found where it is older than the heads that the ledger remembers, those
  // of its last two heads records; Errc::corrupt where it is none, or the ledger is damaged.
  [[nodiscard]] static Result<std::shared_ptr<const ExportBasis>> open(const Store& store,
                                                                       std::string_view note);
  // Of the newest checkpoint. A ledger that is written to may seal twice while its heads are read,
  // and so forget those of the note: then it is tried once more, with what is the newest by then.
  // An error of `newest` as it is; else as `open`.
  [[nodiscard]] static Result<std::shared_ptr<const ExportBasis>> open_newest(
      const Store& store, const NewestNote& newest);

  [[nodiscard]] const std::string& note() const noexcept { return note_; }
  [[nodiscard]] const Checkpoint& checkpoint() const noexcept { return checkpoint_; }
  [[nodiscard]] Size size() const noexcept { return checkpoint_.size; }
  [[nodiscard]] const ProvenRecord& heads() const noexcept { return heads_; }
  [[nodiscard]] const HeadsMap& map() const noexcept { return map_; }
  // The map's leaf at a place. REQUIRES: place < map().size().
  [[nodiscard]] MapLeaf leaf(std::uint64_t place) const {
    return {map_.key_at(place), stream_heads_.at(place)};
  }

 private:
  ExportBasis() = default;
  [[nodiscard]] Result<void> read_heads(const Store& store);
  [[nodiscard]] Result<void> read_map(const Store& store);

  std::string note_;
  Checkpoint checkpoint_;
  ProvenRecord heads_;
  HeadsMap map_;
  // By their places in the map: kept since the ledger forgets them while an export is written.
  std::vector<StreamHead> stream_heads_;
};

}  // namespace pledgebook::ledger

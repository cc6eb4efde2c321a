// SPDX-License-Identifier: Apache-2.0
// StoredRows: the rows on disk that follow from the records, as a source for what is folded from
// there on. They stand at the position that `meta` names (derived_state.h), which may be behind the
// records.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/rules/registry.h"
#include "ledger/log/store/store.h"
#include "ledger/log/streams.h"

namespace pledgebook::ledger {

class StoredRows final : public RowSource, public StreamSource {
 public:
  // Reads rows as they are now: for the one that writes them.
  explicit StoredRows(const Store& store) : store_(&store) {}
  // Reads rows of one snapshot, which outlives this. Without lists, governance costs one small row.
  enum class Lists : std::uint8_t { with, without };
  explicit StoredRows(const Snapshot& snapshot, Lists lists = Lists::with)
      : snapshot_(&snapshot), lists_(lists) {}

  [[nodiscard]] std::optional<Governance> governance() override;
  [[nodiscard]] std::optional<Party> party(const PartyId& id) override;
  [[nodiscard]] std::optional<Key> key(const KeyId& id) override;
  [[nodiscard]] std::optional<PledgeState> pledge(const PledgeId& id) override;
  [[nodiscard]] std::optional<Proposal> proposal(const Sid& sid) override;

  [[nodiscard]] std::optional<StreamRow> stream(const StreamKey& key) override;
  [[nodiscard]] std::vector<Index> last_chunk(const StreamKey& key, std::uint64_t count) override;
  // The indexes of one of a stream's chunks, which has `size` of them.
  [[nodiscard]] std::vector<Index> chunk(const StreamKey& key, std::uint64_t number,
                                         std::uint64_t size);
  void for_each_stream(
      const std::function<void(const StreamKey&, const StreamRow&)>& visit) override;
  [[nodiscard]] std::optional<Heads> sealed_heads() override;

  // A row could not be read or decoded, and was taken for absent: nothing that was concluded since
  // may stand, and the rows are to be made again.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  // Calls `look(snapshot)` with the snapshot to read.
  template <class Look>
  void look(Look look);
  template <class Value>
  std::optional<Value> fetch(Table table, std::string_view key,
                             std::optional<Value> (*decode)(std::string_view));

  const Store* store_ = nullptr;
  const Snapshot* snapshot_ = nullptr;
  const Lists lists_ = Lists::with;
  bool damaged_ = false;
};

}  // namespace pledgebook::ledger

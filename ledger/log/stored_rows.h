// SPDX-License-Identifier: Apache-2.0
// StoredRows: derived rows on disk, as the source for folding the records after them. Their
// position is in `meta` (derived_state.h), and may be behind the records.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/json/statement_outline.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/log/store/store.h"
#include "ledger/log/streams.h"

namespace pledgebook::ledger {

class StoredRows final : public RowSource, public StreamSource {
 public:
  // Reads the current rows: for the process that writes them.
  explicit StoredRows(const Store& store) : store_(&store) {}
  // Reads the rows of one snapshot, which outlives this. Without lists, governance costs one small
  // row.
  enum class Lists : std::uint8_t { with, without };
  explicit StoredRows(const Snapshot& snapshot, Lists lists = Lists::with)
      : snapshot_(&snapshot), lists_(lists) {}

  [[nodiscard]] std::optional<Governance> governance() override;
  [[nodiscard]] std::optional<Party> party(const PartyId& id) override;
  [[nodiscard]] std::optional<Key> key(const KeyId& id) override;
  [[nodiscard]] std::optional<PledgeState> pledge(const PledgeId& id) override;
  [[nodiscard]] std::optional<Proposal> proposal(const Sid& sid) override;
  [[nodiscard]] std::optional<StreamEnd> stream_end(const StreamId& stream) override;
  [[nodiscard]] std::optional<EarlierStatement> earlier(const Sid& sid) override;
  [[nodiscard]] std::optional<Allowance> allowance(const Speaker& speaker) override;

  [[nodiscard]] std::optional<StreamRow> stream(const StreamKey& key) override;
  [[nodiscard]] std::vector<Index> last_chunk(const StreamKey& key, std::uint64_t count) override;
  // The indexes in one chunk of a stream; the chunk has `size` of them.
  [[nodiscard]] std::vector<Index> chunk(const StreamKey& key, std::uint64_t number,
                                         std::uint64_t size);
  void for_each_stream(
      const std::function<void(const StreamKey&, const StreamRow&)>& visit) override;
  [[nodiscard]] std::optional<Heads> sealed_heads() override;

  // A row could not be read or decoded, and was treated as absent: all conclusions since then are
  // invalid, and the rows must be rebuilt.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  // Notes damage if the log has a statement with this sid that must have left a row: it was lost.
  void check_unrecorded(const Sid& sid, bool (*has_row)(const StatementOutline&));
  // The same if the log has a statement of the party in the stream.
  void check_unspoken(const Speaker& speaker);
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

// SPDX-License-Identifier: Apache-2.0
// StoredRegistry: the registry's rows on disk, as a source for a Registry. They stand at the
// position that `meta` names (derived_state.h), which may be behind the records.
//
// Threads: one at a time.
#pragma once

#include "ledger/domain/registry.h"
#include "ledger/log/store.h"

namespace pledgebook::ledger {

class StoredRegistry final : public RowSource {
 public:
  // Reads rows as they are now: for the one that writes them.
  explicit StoredRegistry(const Store& store) : store_(&store) {}
  // Reads rows of one snapshot, which outlives this.
  explicit StoredRegistry(const Snapshot& snapshot) : snapshot_(&snapshot) {}

  [[nodiscard]] std::optional<Governance> governance() override;
  [[nodiscard]] std::optional<Party> party(const PartyId& id) override;
  [[nodiscard]] std::optional<Key> key(const KeyId& id) override;
  [[nodiscard]] std::optional<PledgeState> pledge(const PledgeId& id) override;
  [[nodiscard]] std::optional<Proposal> proposal(const Sid& sid) override;

  // A row could not be read or decoded, and was taken for absent: nothing that was concluded since
  // may stand, and the rows are to be made again.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  template <class Row>
  std::optional<Row> fetch_row(std::string_view key,
                               std::optional<Row> (*decode)(std::string_view));

  const Store* store_ = nullptr;
  const Snapshot* snapshot_ = nullptr;
  bool damaged_ = false;
};

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// BackgroundRows: reads and writes the rows of Background (context.h): all versions of parties,
// disputes, and the numbers of keys.
//
//   keys      key id (32 bytes)           number, recovered
//   parties   party id, NUL, u64 index     PartyVersion
//   disputes  u64 index, u64 number        Dispute
//   registry  "g" …                        governance (ledger/log/governance_row.h)
//
// Threads: one at a time.
#pragma once

#include <memory>
#include <unordered_map>

#include "ledger/domain/rules/fold.h"
#include "projections/figures/context.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// Reads all of it. Errc::corrupt if a row can't be decoded.
[[nodiscard]] ledger::Result<std::shared_ptr<const Background>> read_background(
    const ReadRows& rows);

// Updates the rows, and a Background in memory, record by record.
class BackgroundRows {
 public:
  // `revision` is that of the rows (Position::background).
  [[nodiscard]] static ledger::Result<BackgroundRows> open(const ReadRows& rows,
                                                           std::uint64_t revision);

  // Call it after `entry` was folded into `registry`. Returns whether the values of other pledges
  // may have changed, because rates, lists or disputes have.
  bool apply(const ledger::Entry& entry, ledger::Registry& registry, WriteRows& rows);
  // Increases with every change.
  [[nodiscard]] std::uint64_t revision() const noexcept { return revision_; }
  [[nodiscard]] std::shared_ptr<const Background> current(const ledger::Registry& registry);

  [[nodiscard]] std::vector<KeyNumber> numbers(
      std::span<const ledger::KeySignature> signatures) const;

 private:
  void add_key(const ledger::KeyId& id, bool recovered, WriteRows& rows);
  bool add_new_key(const ledger::Entry& entry, const ledger::KeyId& id, ledger::Registry& registry,
                   WriteRows& rows);
  void add_party(const ledger::Entry& entry, const ledger::Party& party, WriteRows& rows);
  bool add_disputes(const ledger::Entry& entry, const ledger::KeyId& first,
                    ledger::Registry& registry, WriteRows& rows);

  Background background_;
  std::shared_ptr<const Background> current_;  // shared with readers; a copy of background_
  std::uint64_t revision_ = 0;
  std::uint64_t current_revision_ = 0;
  bool governance_changed_ = false;
  std::unordered_map<ledger::KeyId, KeyNumber> numbers_;
};

}  // namespace pledgebook::projections

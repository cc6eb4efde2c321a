// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/stored_registry.h"

#include "ledger/log/registry_row.h"

namespace pledgebook::ledger {

template <class Row>
std::optional<Row> StoredRegistry::fetch_row(std::string_view key,
                                             std::optional<Row> (*decode)(std::string_view)) {
  std::optional<Snapshot> now;
  if (snapshot_ == nullptr) {
    auto taken = store_->snapshot();
    if (!taken) {
      damaged_ = true;
      return std::nullopt;
    }
    now = *std::move(taken);
  }
  const Snapshot& snapshot = now ? *now : *snapshot_;
  const auto value = snapshot.row(Table::registry, key);
  if (!value) {
    if (!snapshot.check_rows()) damaged_ = true;
    return std::nullopt;
  }
  auto row = decode(*value);
  if (!row) damaged_ = true;
  return row;
}

std::optional<Governance> StoredRegistry::governance() {
  return fetch_row(kGovernanceRow, &decode_governance);
}
std::optional<Party> StoredRegistry::party(const PartyId& id) {
  return fetch_row(registry_row_key(id), &decode_party);
}
std::optional<Key> StoredRegistry::key(const KeyId& id) {
  return fetch_row(registry_row_key(id), &decode_key);
}
std::optional<PledgeState> StoredRegistry::pledge(const PledgeId& id) {
  return fetch_row(registry_row_key(id), &decode_pledge);
}
std::optional<Proposal> StoredRegistry::proposal(const Sid& sid) {
  return fetch_row(registry_row_key(sid), &decode_proposal);
}

}  // namespace pledgebook::ledger

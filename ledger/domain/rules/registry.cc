// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/registry.h"

#include <algorithm>

namespace pledgebook::ledger {

bool is_disputed(const Key& key, Index signed_in, Index as_of) noexcept {
  return std::ranges::any_of(key.disputes, [&](const Dispute& dispute) {
    return dispute.since <= signed_in && dispute.known <= as_of;
  });
}

std::uint32_t root_quorum(const LedgerCreated& created) noexcept {
  return created.root_quorum.value_or(static_cast<std::uint32_t>(created.root_keys.size() / 2 + 1));
}

Registry::Registry(RowSource* source) : source_(source) {
  if (source_ == nullptr) return;
  if (auto governance = source_->governance()) governance_ = *std::move(governance);
}

std::optional<Sid> Registry::head(const StreamId& stream) {
  switch (stream.kind()) {
    case StreamKind::governance:
      return governance_.head;
    case StreamKind::pledge: {
      const PledgeState* pledge = find(*stream.pledge_id());
      if (pledge == nullptr) return std::nullopt;
      return pledge->head;
    }
    case StreamKind::party:
    case StreamKind::keys: {
      const Party* party = find(*stream.party_id());
      if (party == nullptr) return std::nullopt;
      return stream.kind() == StreamKind::party ? party->party_head : party->keys_head;
    }
    case StreamKind::attestation:
    case StreamKind::discussion:
    case StreamKind::indicator: {
      const StreamEnd* end = ends_.find(stream, source_);
      if (end == nullptr) return std::nullopt;
      return end->head;
    }
  }
  return std::nullopt;
}

bool Registry::has_active_key(const PartyId& id) {
  const Party* party = find(id);
  return party != nullptr && party->ordinary_keys + party->officer_keys > 0;
}

Governance& Registry::edit_governance() noexcept {
  governance_changed_ = true;
  return governance_;
}

std::size_t Registry::changes() const noexcept {
  return parties_.changes() + keys_.changes() + pledges_.changes() + proposals_.changes() +
         ends_.changes() + earlier_.changes() + allowances_.changes() +
         (governance_changed_ ? 1 : 0);
}

void Registry::forget_clean(std::size_t rows_max) {
  if (source_ == nullptr) return;
  parties_.forget_clean(rows_max);
  keys_.forget_clean(rows_max);
  pledges_.forget_clean(rows_max);
  proposals_.forget_clean(rows_max);
  ends_.forget_clean(rows_max);
  earlier_.forget_clean(rows_max);
  allowances_.forget_clean(rows_max);
}

}  // namespace pledgebook::ledger

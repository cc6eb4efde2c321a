// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/registry_row.h"

#include <utility>

#include "crypto/bytes.h"
#include "ledger/log/row_types.h"

namespace pledgebook::ledger {

template <class Archive>
void serialize(Archive& a, Party& b) {
  a(b.id, b.body, b.registered, b.keys, b.party_head, b.keys_head);
}
template <class Archive>
void serialize(Archive& a, Dispute& b) {
  a(b.since, b.known);
}
template <class Archive>
void serialize(Archive& a, Key& b) {
  a(b.id, b.public_key, b.party, b.label, b.roles, b.root, b.recovered, b.added, b.added_by,
    b.added_keys, b.revoked, b.disputes);
}
template <class Archive>
void serialize(Archive& a, Proposal& b) {
  a(b.sid, b.from, b.to, b.accepted);
}

namespace {

template <class T>
Row make_row(std::string key, const T& value) {
  return {Table::registry, std::move(key), to_row(value)};
}

std::string key_of(char prefix, std::string_view rest) {
  std::string key(1, prefix);
  key += rest;
  return key;
}

}  // namespace

std::string registry_row_key(const PartyId& id) { return key_of('p', id.text()); }
std::string registry_row_key(const KeyId& id) {
  return key_of('k', crypto::as_text(id.hash.bytes));
}
std::string registry_row_key(const PledgeId& id) { return key_of('l', id.text()); }
std::string registry_row_key(const Sid& proposal) {
  return key_of('m', crypto::as_text(proposal.hash.bytes));
}

Row registry_row(const Party& party) { return make_row(registry_row_key(party.id), party); }
Row registry_row(const Key& key) { return make_row(registry_row_key(key.id), key); }
Row registry_row(const PledgeState& pledge) {
  return make_row(registry_row_key(pledge.id), pledge);
}
Row registry_row(const Proposal& proposal) {
  return make_row(registry_row_key(proposal.sid), proposal);
}

std::optional<Party> decode_party(std::string_view value) { return from_row<Party>(value); }
std::optional<Key> decode_key(std::string_view value) { return from_row<Key>(value); }
std::optional<PledgeState> decode_pledge(std::string_view value) {
  return from_row<PledgeState>(value);
}
std::optional<Proposal> decode_proposal(std::string_view value) {
  return from_row<Proposal>(value);
}

}  // namespace pledgebook::ledger

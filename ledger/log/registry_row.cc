// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/registry_row.h"

#include <utility>

#include "crypto/bytes.h"
#include "ledger/log/row_types.h"

namespace pledgebook::ledger {

template <class Archive>
void serialize(Archive& a, Party& b) {
  a(b.id, b.body, b.registered, b.suspended, b.keys, b.ordinary_keys, b.officer_keys, b.root_keys);
  a(b.party_head, b.keys_head);
}
template <class Archive>
void serialize(Archive& a, Dispute& b) {
  a(b.since, b.known);
}
template <class Archive>
void serialize(Archive& a, Key& b) {
  a(b.id, b.public_key, b.party, b.label, b.roles, b.root, b.recovered, b.added, b.added_by,
    b.added_keys, b.holder, b.held_since, b.held_since_time, b.revoked, b.replaced, b.disputes);
}
template <class Archive>
void serialize(Archive& a, Proposal& b) {
  a(b.sid, b.from, b.to, b.accepted);
}
template <class Archive>
void serialize(Archive& a, StreamEnd& b) {
  a(b.stream, b.head);
}
template <class Archive>
void serialize(Archive& a, EarlierStatement& b) {
  a(b.sid, b.stream, b.by, b.withdrawn);
}
template <class Archive>
void serialize(Archive& a, Allowance& b) {
  a(b.speaker.stream, b.speaker.party, b.year, b.used);
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
std::string proposal_row_key(const Sid& sid) {
  return key_of('m', crypto::as_text(sid.hash.bytes));
}
std::string registry_row_key(const StreamId& stream) { return key_of('e', stream.text()); }
std::string earlier_row_key(const Sid& sid) { return key_of('s', crypto::as_text(sid.hash.bytes)); }
std::string registry_row_key(const Speaker& speaker) {
  return key_of('a', speaker.stream.text() + ' ' + speaker.party.text());
}

Row registry_row(const Party& party) { return make_row(registry_row_key(party.id), party); }
Row registry_row(const Key& key) { return make_row(registry_row_key(key.id), key); }
Row registry_row(const PledgeState& pledge) {
  return make_row(registry_row_key(pledge.id), pledge);
}
Row registry_row(const Proposal& proposal) {
  return make_row(proposal_row_key(proposal.sid), proposal);
}
Row registry_row(const StreamEnd& end) { return make_row(registry_row_key(end.stream), end); }
Row registry_row(const EarlierStatement& earlier) {
  return make_row(earlier_row_key(earlier.sid), earlier);
}
Row registry_row(const Allowance& allowance) {
  return make_row(registry_row_key(allowance.speaker), allowance);
}

std::optional<Party> decode_party(std::string_view value) { return from_row<Party>(value); }
std::optional<Key> decode_key(std::string_view value) { return from_row<Key>(value); }
std::optional<PledgeState> decode_pledge(std::string_view value) {
  return from_row<PledgeState>(value);
}
std::optional<Proposal> decode_proposal(std::string_view value) {
  return from_row<Proposal>(value);
}
std::optional<StreamEnd> decode_stream_end(std::string_view value) {
  return from_row<StreamEnd>(value);
}
std::optional<EarlierStatement> decode_earlier(std::string_view value) {
  return from_row<EarlierStatement>(value);
}
std::optional<Allowance> decode_allowance(std::string_view value) {
  return from_row<Allowance>(value);
}

}  // namespace pledgebook::ledger

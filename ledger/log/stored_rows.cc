// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/stored_rows.h"

#include "ledger/big_endian.h"
#include "ledger/log/registry_row.h"
#include "ledger/log/row_position.h"

namespace pledgebook::ledger {
namespace {

std::optional<std::vector<Index>> decode_chunk(std::string_view value) {
  ByteReader bytes(value);
  std::vector<Index> indexes;
  while (bytes.ok() && !bytes.at_end()) indexes.push_back(Index{bytes.take<std::uint64_t>()});
  if (!bytes.at_end() || indexes.size() > kStreamChunk) return std::nullopt;
  return indexes;
}

}  // namespace

template <class Look>
void StoredRows::look(Look look) {
  if (snapshot_ != nullptr) {
    look(*snapshot_);
  } else if (const auto now = store_->snapshot()) {
    look(*now);
  } else {
    damaged_ = true;
  }
}

template <class Value>
std::optional<Value> StoredRows::fetch(Table table, std::string_view key,
                                       std::optional<Value> (*decode)(std::string_view)) {
  std::optional<Value> row;
  look([&](const Snapshot& snapshot) {
    const auto value = snapshot.row(table, key);
    if (value) row = decode(*value);
    if (value ? !row : !snapshot.check_rows()) damaged_ = true;
  });
  return row;
}

std::optional<Governance> StoredRows::governance() {
  if (lists_ == Lists::without)
    return fetch(Table::registry, kGovernanceRow, &decode_governance_head);
  GovernanceReader reader;
  bool is_whole = true;
  bool is_there = false;
  look([&](const Snapshot& snapshot) {
    const auto visited = snapshot.for_each_row(Table::registry, kGovernanceRow,
                                               [&](std::string_view key, std::string_view value) {
                                                 is_there = true;
                                                 is_whole = reader.add(key, value);
                                                 return is_whole;
                                               });
    if (!visited) is_whole = false;
  });
  auto governance = reader.finish();
  if (!is_whole || (is_there && !governance)) damaged_ = true;
  return governance;
}
std::optional<Party> StoredRows::party(const PartyId& id) {
  return fetch(Table::registry, registry_row_key(id), &decode_party);
}
std::optional<Key> StoredRows::key(const KeyId& id) {
  return fetch(Table::registry, registry_row_key(id), &decode_key);
}
std::optional<PledgeState> StoredRows::pledge(const PledgeId& id) {
  return fetch(Table::registry, registry_row_key(id), &decode_pledge);
}
std::optional<Proposal> StoredRows::proposal(const Sid& sid) {
  return fetch(Table::registry, registry_row_key(sid), &decode_proposal);
}

std::optional<StreamRow> StoredRows::stream(const StreamKey& key) {
  return fetch(Table::streams, stream_row_key(key), &decode_stream_row);
}

std::vector<Index> StoredRows::last_chunk(const StreamKey& key, std::uint64_t count) {
  const std::uint64_t size = count % kStreamChunk;
  if (size == 0) return {};
  return chunk(key, count / kStreamChunk, size);
}

std::vector<Index> StoredRows::chunk(const StreamKey& key, std::uint64_t number,
                                     std::uint64_t size) {
  auto indexes = fetch(Table::streams, stream_chunk_key(key, number), &decode_chunk);
  if (!indexes || indexes->size() != size) damaged_ = true;
  return indexes.value_or(std::vector<Index>());
}

void StoredRows::for_each_stream(
    const std::function<void(const StreamKey&, const StreamRow&)>& visit) {
  const std::string prefix(1, kStreamRowPrefix);
  look([&](const Snapshot& snapshot) {
    const auto visited = snapshot.for_each_row(
        Table::streams, prefix, [&](std::string_view key, std::string_view value) {
          const auto hash = crypto::Hash::from_bytes(crypto::as_bytes(key.substr(1)));
          const auto row = decode_stream_row(value);
          if (!hash || !row) {
            damaged_ = true;
            return false;
          }
          visit(StreamKey{*hash}, *row);
          return true;
        });
    if (!visited) damaged_ = true;
  });
}

std::optional<Heads> StoredRows::sealed_heads() {
  std::optional<Heads> heads;
  look([&heads](const Snapshot& snapshot) {
    const std::uint64_t size = number(sealed_size(snapshot));
    if (size == 0) {
      heads.emplace(HeadsMap().heads());
      return;
    }
    const auto bytes = snapshot.record(Index{size - 1});
    const auto record = bytes ? decode_record(*bytes) : std::unexpected(bytes.error());
    if (record && record->statement() == nullptr) heads = std::get<Heads>(record->content);
  });
  return heads;
}

}  // namespace pledgebook::ledger

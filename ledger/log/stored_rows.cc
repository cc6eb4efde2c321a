// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/stored_rows.h"

#include <algorithm>

#include "ledger/big_endian.h"
#include "ledger/domain/json/statement.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/record/record_outline.h"
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

bool has_proposal_row(const StatementOutline& statement) {
  return statement.kind == MatchProposed::kKind;
}
// As fold keeps them: the statements of all streams but those whose rows hold their own.
bool has_earlier_row(const StatementOutline& statement) {
  return !statement.stream.starts_with("pledge/") && !statement.stream.starts_with("indicator/");
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

void StoredRows::check_unrecorded(const Sid& sid, bool (*has_row)(const StatementOutline&)) {
  look([&](const Snapshot& snapshot) {
    const auto located = snapshot.row(Table::sids, sid_row_key(sid));
    if (!located) return;
    const auto bytes = snapshot.record(Index{ByteReader(*located).take<std::uint64_t>()});
    const auto payload = bytes ? statement_payload(*bytes) : std::nullopt;
    if (!payload || statement_id(*payload) != sid) return;
    const auto statement = outline(*payload);
    if (statement && has_row(*statement)) damaged_ = true;
  });
}

// Reads the shorter of the two streams that have such a statement: the pledge's or the party's own.
void StoredRows::check_unspoken(const Speaker& speaker) {
  const StreamKey spoken = stream_key(speaker.stream.text());
  const StreamKey own = stream_key("by/" + speaker.party.text());
  const auto of_pledge = stream(spoken);
  const auto of_party = stream(own);
  if (!of_pledge || !of_party) return;
  const bool is_own_shorter = of_party->tree.size() < of_pledge->tree.size();
  const StreamKey& key = is_own_shorter ? own : spoken;
  const std::uint64_t count = (is_own_shorter ? of_party : of_pledge)->tree.size();
  const std::string signers = "[\"" + speaker.party.text() + "\"]";
  look([&](const Snapshot& snapshot) {
    for (std::uint64_t first = 0; first < count && !damaged_; first += kStreamChunk) {
      const std::uint64_t size = std::min(kStreamChunk, count - first);
      for (const Index index : chunk(key, first / kStreamChunk, size)) {
        const auto bytes = snapshot.record(index);
        const auto payload = bytes ? statement_payload(*bytes) : std::nullopt;
        const auto seen = payload ? outline(*payload) : std::nullopt;
        if (seen && seen->stream == speaker.stream.text() && seen->signers == signers)
          damaged_ = true;
      }
    }
  });
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
  auto row = fetch(Table::registry, proposal_row_key(sid), &decode_proposal);
  if (!row) check_unrecorded(sid, &has_proposal_row);
  return row;
}
std::optional<StreamEnd> StoredRows::stream_end(const StreamId& stream) {
  return fetch(Table::registry, registry_row_key(stream), &decode_stream_end);
}
std::optional<EarlierStatement> StoredRows::earlier(const Sid& sid) {
  auto row = fetch(Table::registry, earlier_row_key(sid), &decode_earlier);
  if (!row) check_unrecorded(sid, &has_earlier_row);
  return row;
}
std::optional<Allowance> StoredRows::allowance(const Speaker& speaker) {
  auto row = fetch(Table::registry, registry_row_key(speaker), &decode_allowance);
  if (!row) check_unspoken(speaker);
  return row;
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

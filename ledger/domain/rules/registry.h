// SPDX-License-Identifier: Apache-2.0
// Registry: what admission needs from the records before one index: parties, keys, lists, rates,
// stream heads and the state of each pledge. It caches rows in memory; others come from a
// RowSource. Rows that `fold` changes are kept until they are written.
//
// Threads: one at a time. The sequencer owns one, each projector another, an audit a third.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger/domain/kinds/governance.h"
#include "ledger/domain/rules/pledge_state.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/stream.h"

namespace pledgebook::ledger {

struct Party {
  PartyId id;
  PartyBody body;
  Index registered{};
  std::vector<KeyId> keys;  // all that were ever added, in order
  std::optional<Sid>
      party_head;  // of party/<id>; none for the operator, whom ledger.created registers
  std::optional<Sid> keys_head;  // of keys/<id>
};

// The key's statements from record `since` on are disputed; this is known from record `known` on.
struct Dispute {
  Index since{};
  Index known{};
};

struct Key {
  KeyId id;
  PublicKeyBytes public_key;
  PartyId party;
  std::string label;
  std::vector<Role> roles;  // as given; none: all of the party's
  bool root = false;        // may sign only key.added and key.revoked in keys/<operator>
  bool recovered = false;
  Index added{};
  std::vector<KeyId> added_by;
  std::vector<KeyId> added_keys;  // that it added, alone or with others
  std::optional<Index> revoked;
  std::vector<Dispute> disputes;  // `known` rises from one to the next, `since` falls
};
// Whether the key's signature in record `signed_in` is disputed, judged by the records up to
// `as_of`. A later dispute never changes the answer for an earlier `as_of`.
[[nodiscard]] bool is_disputed(const Key& key, Index signed_in, Index as_of) noexcept;

// The position and times of a governance statement, to be compared with `as_of`.
struct Publicity {
  Index index{};
  RecordedAt recorded_at{};
  Instant at{};
};

struct ListVersion {
  Publicity published;
  ListPublished body;
};
struct RateTable {
  Publicity published;
  RatesPublished body;
};
struct Objective {
  Publicity published;
  ObjectiveSet body;
};
struct Observation {
  Publicity published;
  IndicatorObserved body;
};

// The governance stream, whole; small, so always in memory.
struct Governance {
  std::string ledger;  // origin#32hex; empty before ledger.created
  LedgerCreated created;
  PartyId operator_id;
  std::uint32_t rules = 1;  // in force for the next record
  std::optional<Sid> head;
  std::vector<ListVersion> lists;  // in the order of their records
  std::vector<RateTable> rates;
  std::vector<Objective> objectives;  // the last one set under an id is in force
  std::vector<Observation> observations;
  std::vector<std::string> witness_policies;
};

struct Proposal {  // match.proposed, open until accepted
  Sid sid;
  PledgeId from;
  PledgeId to;
  bool accepted = false;
};

// The source of rows that the registry does not hold. Nothing: there is no such row.
class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;
  [[nodiscard]] virtual std::optional<Governance> governance() = 0;
  [[nodiscard]] virtual std::optional<Party> party(const PartyId& id) = 0;
  [[nodiscard]] virtual std::optional<Key> key(const KeyId& id) = 0;
  [[nodiscard]] virtual std::optional<PledgeState> pledge(const PledgeId& id) = 0;
  [[nodiscard]] virtual std::optional<Proposal> proposal(const Sid& sid) = 0;
};

class Registry {
 public:
  // Without a source, a row that is not held does not exist: for audits, and for a registry folded
  // from the first record.
  explicit Registry(RowSource* source = nullptr);

  [[nodiscard]] const Governance& governance() const noexcept { return governance_; }
  // Null if there is none. Valid until the next `forget_clean`.
  [[nodiscard]] const Party* find(const PartyId& id) { return parties_.find(id, source_); }
  [[nodiscard]] const Key* find(const KeyId& id) { return keys_.find(id, source_); }
  [[nodiscard]] const PledgeState* find(const PledgeId& id) { return pledges_.find(id, source_); }
  [[nodiscard]] const Proposal* find_proposal(const Sid& sid) {
    return proposals_.find(sid, source_);
  }
  // The sid of the stream's last statement; none for a stream without records.
  [[nodiscard]] std::optional<Sid> head(const StreamId& stream);
  [[nodiscard]] bool has_active_key(const PartyId& id);

  // Only for `fold`: a row to change; made if there is none.
  [[nodiscard]] Governance& edit_governance() noexcept;
  [[nodiscard]] Party& edit(const PartyId& id) { return parties_.edit(id, source_); }
  [[nodiscard]] Key& edit(const KeyId& id) { return keys_.edit(id, source_); }
  [[nodiscard]] PledgeState& edit(const PledgeId& id) { return pledges_.edit(id, source_); }
  [[nodiscard]] Proposal& edit_proposal(const Sid& sid) { return proposals_.edit(sid, source_); }

  // Calls `write(row)` for each row changed since the last call, in no order, and counts them as
  // written.
  template <class Write>
  void write_changes(Write write);
  [[nodiscard]] std::size_t changes() const noexcept;
  // Drops written rows, the oldest first, until at most `rows_max` of a type are held or only
  // changed ones are left. Only with a source.
  void forget_clean(std::size_t rows_max);

 private:
  // Rows of one type by key; a row is `changed` until written.
  template <class K, class Row>
  class Rows {
   public:
    const Row* find(const K& key, RowSource* source);
    Row& edit(const K& key, RowSource* source);
    template <class Write>
    void write_changes(Write& write);
    [[nodiscard]] std::size_t changes() const noexcept { return changed_.size(); }
    void forget_clean(std::size_t rows_max);

   private:
    Row& hold(const K& key, Row row);

    std::unordered_map<K, Row> rows_;
    std::deque<const K*> held_;  // the keys in rows_, in the order in which they came
    std::unordered_set<K> changed_;
  };

  RowSource* source_;
  Governance governance_;
  bool governance_changed_ = false;
  Rows<PartyId, Party> parties_;
  Rows<KeyId, Key> keys_;
  Rows<PledgeId, PledgeState> pledges_;
  Rows<Sid, Proposal> proposals_;
};

[[nodiscard]] inline std::optional<Party> fetch(RowSource& source, const PartyId& id) {
  return source.party(id);
}
[[nodiscard]] inline std::optional<Key> fetch(RowSource& source, const KeyId& id) {
  return source.key(id);
}
[[nodiscard]] inline std::optional<PledgeState> fetch(RowSource& source, const PledgeId& id) {
  return source.pledge(id);
}
[[nodiscard]] inline std::optional<Proposal> fetch(RowSource& source, const Sid& sid) {
  return source.proposal(sid);
}

template <class K, class Row>
const Row* Registry::Rows<K, Row>::find(const K& key, RowSource* source) {
  if (const auto held = rows_.find(key); held != rows_.end()) return &held->second;
  if (source == nullptr) return nullptr;
  auto row = fetch(*source, key);
  if (!row) return nullptr;
  return &hold(key, *std::move(row));
}

template <class K, class Row>
Row& Registry::Rows<K, Row>::hold(const K& key, Row row) {
  const auto held = rows_.emplace(key, std::move(row)).first;
  held_.push_back(&held->first);
  return held->second;
}

template <class K, class Row>
Row& Registry::Rows<K, Row>::edit(const K& key, RowSource* source) {
  changed_.insert(key);
  if (find(key, source) == nullptr) return hold(key, {});
  return rows_.find(key)->second;
}

template <class K, class Row>
template <class Write>
void Registry::Rows<K, Row>::write_changes(Write& write) {
  for (const K& key : changed_) write(rows_.at(key));
  changed_.clear();
}

template <class K, class Row>
void Registry::Rows<K, Row>::forget_clean(std::size_t rows_max) {
  // Looks at each key once: a changed one moves to the end.
  for (std::size_t left = held_.size(); left > 0 && rows_.size() > rows_max; --left) {
    const K* const oldest = held_.front();
    held_.pop_front();
    if (changed_.contains(*oldest)) {
      held_.push_back(oldest);
    } else {
      rows_.erase(rows_.find(*oldest));
    }
  }
}

template <class Write>
void Registry::write_changes(Write write) {
  if (std::exchange(governance_changed_, false)) write(governance_);
  parties_.write_changes(write);
  keys_.write_changes(write);
  pledges_.write_changes(write);
  proposals_.write_changes(write);
}

}  // namespace pledgebook::ledger

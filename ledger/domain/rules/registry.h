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
  std::optional<Index> suspended;   // the record that suspended it, until it is resumed
  std::vector<KeyId> keys;          // all that were ever added, in order
  std::uint32_t ordinary_keys = 0;  // active ones of a member or verifier
  std::uint32_t officer_keys = 0;   // active ones of an officer
  std::uint32_t root_keys = 0;      // active ones, of the operator alone
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
  KeyId id = {};
  PublicKeyBytes public_key = {};
  PartyId party;
  std::string label = {};
  std::vector<Role> roles = {};  // one officer's role, or member and verifier; none for a root key
  bool root = false;             // one of the operator's root keys, which sign as a quorum
  bool recovered = false;        // added without the party's word, or by a key that was
  Index added{};
  std::vector<KeyId> added_by = {};
  std::vector<KeyId> added_keys = {};  // that it added, alone or with others, or was replaced by
  // Whoever holds the key: the first of the keys that replaced one another, for every rule that
  // asks for two people. What it may do, it may since the first was added.
  KeyId holder = {};
  Index held_since{};
  RecordedAt held_since_time{};
  std::optional<Index> revoked = {};
  std::optional<Index> replaced = {};
  std::vector<Dispute> disputes = {};  // `known` rises from one to the next, `since` falls

  [[nodiscard]] bool is_active() const noexcept { return !revoked && !replaced; }
};
// Whether the key's signature in record `signed_in` is disputed, judged by the records up to
// `as_of`. A later dispute never changes the answer for an earlier `as_of`.
[[nodiscard]] bool is_disputed(const Key& key, Index signed_in, Index as_of) noexcept;

// The position and times of a governance statement, to be compared with `as_of`.
struct Publicity {
  Sid sid;
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
// The root keys that must sign together: those that ledger.created asks for, or more than half.
[[nodiscard]] std::uint32_t root_quorum(const LedgerCreated& created) noexcept;

// The governance stream, whole; small, so always in memory.
struct Governance {
  std::string ledger;  // origin#32hex; empty before ledger.created
  LedgerCreated created;
  PartyId operator_id;
  std::uint32_t rules = 1;                    // in force for the next record
  std::uint32_t root_quorum = 1;              // root keys that must sign together
  std::string log_key;                        // in force for the next checkpoint
  std::vector<std::string> earlier_log_keys;  // in order; for checkpoints from before
  std::optional<Sid> head;
  std::vector<ListVersion> lists;  // in the order of their records
  std::vector<RateTable> rates;
  std::vector<Objective> objectives;  // the last one set under an id is in force
  std::vector<std::string> witness_policies;
};

struct Proposal {  // match.proposed, open until accepted
  Sid sid;
  PledgeId from;
  PledgeId to;
  bool accepted = false;
};

// Where a stream of talk about a pledge, or of observations, ends. Those of parties, keys and
// pledges are in their rows.
struct StreamEnd {
  StreamId stream;
  Sid head;
};

// A statement that a later one may name: in governance, party/ and keys/ as its `prev`, in
// attestation/ and discussion/ as what it withdraws or answers.
struct EarlierStatement {
  Sid sid;
  StreamId stream;
  PartyId by;
  bool withdrawn = false;
};

// How many statements a party has made in one attestation/ or discussion/ stream in one year of the
// ledger's clock, which never goes back.
struct Speaker {
  StreamId stream;
  PartyId party;
  friend bool operator==(const Speaker&, const Speaker&) = default;
};
struct Allowance {
  Speaker speaker;
  std::int32_t year = 0;
  std::uint32_t used = 0;
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
  [[nodiscard]] virtual std::optional<StreamEnd> stream_end(const StreamId& stream) = 0;
  [[nodiscard]] virtual std::optional<EarlierStatement> earlier(const Sid& sid) = 0;
  [[nodiscard]] virtual std::optional<Allowance> allowance(const Speaker& speaker) = 0;
};

}  // namespace pledgebook::ledger

template <>
struct std::hash<pledgebook::ledger::Speaker> {
  std::size_t operator()(const pledgebook::ledger::Speaker& speaker) const noexcept {
    return std::hash<std::string>{}(speaker.stream.text() + ' ' + speaker.party.text());
  }
};

namespace pledgebook::ledger {

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
  // Whether it has a key of a member, verifier or officer that is neither revoked nor replaced.
  [[nodiscard]] bool has_active_key(const PartyId& id);
  [[nodiscard]] const EarlierStatement* find_earlier(const Sid& sid) {
    return earlier_.find(sid, source_);
  }
  [[nodiscard]] const Allowance* find(const Speaker& speaker) {
    return allowances_.find(speaker, source_);
  }

  // Only for `fold`: a row to change; made if there is none.
  [[nodiscard]] Governance& edit_governance() noexcept;
  [[nodiscard]] Party& edit(const PartyId& id) { return parties_.edit(id, source_); }
  [[nodiscard]] Key& edit(const KeyId& id) { return keys_.edit(id, source_); }
  [[nodiscard]] PledgeState& edit(const PledgeId& id) { return pledges_.edit(id, source_); }
  [[nodiscard]] Proposal& edit_proposal(const Sid& sid) { return proposals_.edit(sid, source_); }
  [[nodiscard]] StreamEnd& edit_end(const StreamId& stream) { return ends_.edit(stream, source_); }
  [[nodiscard]] EarlierStatement& edit_earlier(const Sid& sid) {
    return earlier_.edit(sid, source_);
  }
  [[nodiscard]] Allowance& edit(const Speaker& speaker) {
    return allowances_.edit(speaker, source_);
  }

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
  Rows<StreamId, StreamEnd> ends_;
  Rows<Sid, EarlierStatement> earlier_;
  Rows<Speaker, Allowance> allowances_;
};

// The type of the row says which is asked for: a sid may name two.
inline void fetch(RowSource& source, const PartyId& id, std::optional<Party>& row) {
  row = source.party(id);
}
inline void fetch(RowSource& source, const KeyId& id, std::optional<Key>& row) {
  row = source.key(id);
}
inline void fetch(RowSource& source, const PledgeId& id, std::optional<PledgeState>& row) {
  row = source.pledge(id);
}
inline void fetch(RowSource& source, const Sid& sid, std::optional<Proposal>& row) {
  row = source.proposal(sid);
}
inline void fetch(RowSource& source, const StreamId& stream, std::optional<StreamEnd>& row) {
  row = source.stream_end(stream);
}
inline void fetch(RowSource& source, const Sid& sid, std::optional<EarlierStatement>& row) {
  row = source.earlier(sid);
}
inline void fetch(RowSource& source, const Speaker& speaker, std::optional<Allowance>& row) {
  row = source.allowance(speaker);
}

template <class K, class Row>
const Row* Registry::Rows<K, Row>::find(const K& key, RowSource* source) {
  if (const auto held = rows_.find(key); held != rows_.end()) return &held->second;
  if (source == nullptr) return nullptr;
  std::optional<Row> row;
  fetch(*source, key, row);
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
  ends_.write_changes(write);
  earlier_.write_changes(write);
  allowances_.write_changes(write);
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/derived_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>

#include "ledger/big_endian.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/log/registry_row.h"

namespace pledgebook::ledger {
namespace {

constexpr std::uint64_t kPage = 4'096;        // records a snapshot
constexpr std::uint64_t kPendingMax = 2'048;  // records that opening may leave without rows
constexpr std::size_t kPledgesMax = 65'536;   // held in memory while catching up

std::unexpected<Error> corrupt(Index index, const std::string& why) {
  return std::unexpected(
      Error{Errc::corrupt,
            fmt::format("record {} is damaged: {}: restore a backup", number(index), why)});
}

Error rows_not_written() {
  return {Errc::storage,
          "the derived rows could not be rebuilt: check the disk, and start "
          "again"};
}

}  // namespace

std::string sid_row_key(const Sid& sid) {
  return std::string(crypto::as_text(sid.hash.bytes).substr(0, kSidKeyBytes));
}

Row sid_row(const Sid& sid, Index index) {
  std::string value;
  put_big_endian(value, number(index));
  return {Table::sids, sid_row_key(sid), std::move(value)};
}

DerivedState::DerivedState(std::unique_ptr<StoredRows> source)
    : source_(std::move(source)),
      registry_(source_.get()),
      governance_rows_(registry_.governance()),
      streams_(source_.get()) {}

Result<std::unique_ptr<DerivedState>> DerivedState::open(Store& store, const Progress& progress) {
  std::unique_ptr<DerivedState> state(new DerivedState(std::make_unique<StoredRows>(store)));
  bool fits = false;
  bool is_row_damaged = false;
  {
    LEDGER_TRY(const Snapshot snapshot, store.snapshot());
    fits = state->load_rows(snapshot);
    is_row_damaged = snapshot.is_row_damaged();
    if (!is_row_damaged) LEDGER_CHECK(snapshot.check_rows());
  }
  if (fits) LEDGER_CHECK(state->catch_up(store, progress));
  if (fits && !state->damaged()) return state;
  LEDGER_TRY(auto rebuilt, rebuild(store, progress));
  rebuilt->why_rebuilt_ = is_row_damaged || state->damaged()
                              ? "one of them was damaged"
                              : "they had another format, or came from other records";
  return rebuilt;
}

Result<std::unique_ptr<DerivedState>> DerivedState::rebuild(Store& store,
                                                            const Progress& progress) {
  LEDGER_TRY(const AppendOutcome outcome, store.clear_rows({position_row({}), sealed_row({})}));
  if (outcome != AppendOutcome::durable) return std::unexpected(rows_not_written());
  std::unique_ptr<DerivedState> state(new DerivedState(std::make_unique<StoredRows>(store)));
  LEDGER_CHECK(state->catch_up(store, progress));
  if (state->damaged()) return std::unexpected(rows_not_written());
  return state;
}

Result<std::unique_ptr<DerivedState>> DerivedState::read(const Snapshot& snapshot,
                                                         const Progress& progress) {
  const auto everything = std::numeric_limits<std::uint64_t>::max();
  std::unique_ptr<DerivedState> state(new DerivedState(std::make_unique<StoredRows>(snapshot)));
  const bool fits = state->load_rows(snapshot);
  if (!snapshot.is_row_damaged()) LEDGER_CHECK(snapshot.check_rows());
  if (fits) {
    LEDGER_CHECK(state->fold_forward(snapshot, everything));
    if (!state->damaged()) return state;
  }
  state.reset(new DerivedState(nullptr));
  while (state->tail_.size < snapshot.size()) {
    LEDGER_CHECK(state->fold_forward(snapshot, kPage));
    if (progress) progress(state->tail_.size, snapshot.size());
  }
  return state;
}

bool DerivedState::load_rows(const Snapshot& snapshot) {
  const auto position = stored_position(snapshot);
  if (!position) return number(snapshot.size()) == 0;
  auto tree = Tree::load(snapshot, number(position->size));
  if (!tree || damaged()) return false;
  tree_ = *std::move(tree);
  tail_ = *position;
  position_ = number(position->size);
  sealed_ = sealed_size(snapshot);
  if (position_ == 0) return true;
  if (!registry_.governance().head) return false;  // governance has a head from record 0 on
  const auto last = snapshot.record(Index{position_ - 1});
  const auto record = last ? decode_record(*last) : std::unexpected(last.error());
  if (!record) return false;
  recorded_at_ = record->recorded_at;
  return true;
}

Result<void> DerivedState::catch_up(Store& store, const Progress& progress) {
  while (tail_.size < store.tail().size && !damaged()) {
    {
      LEDGER_TRY(const Snapshot snapshot, store.snapshot());
      LEDGER_CHECK(fold_forward(snapshot, kPage));
    }
    if (damaged()) break;
    if (progress) progress(tail_.size, store.tail().size);
    if (pending() < kPendingMax && number(sealed_) <= position_) break;
    LEDGER_TRY(const AppendOutcome outcome, store.append(store.tail(), {}, take_rows()));
    if (outcome != AppendOutcome::durable) return std::unexpected(rows_not_written());
    forget_clean(kPledgesMax);
  }
  return {};
}

Result<void> DerivedState::fold_forward(const Snapshot& snapshot, std::uint64_t records_max) {
  std::uint64_t left = records_max;
  Result<void> outcome;
  LEDGER_CHECK(
      snapshot.for_each_record(Index{number(tail_.size)}, [&](Index index, std::string_view bytes) {
        if (left == 0) return false;
        --left;
        UnpackedRecord record{.bytes = bytes};
        unpack(record, Unpacking::with_statement);
        if (const auto problem = take(record)) outcome = corrupt(index, *problem);
        return outcome && !damaged();
      }));
  return outcome;
}

std::optional<std::string> DerivedState::take(const UnpackedRecord& unpacked) {
  if (damaged()) return std::nullopt;
  if (!unpacked.record) return unpacked.record.error().detail;
  const Record& record = *unpacked.record;
  if (record.index != Index{number(tail_.size)})
    return fmt::format("it says that it is record {}", number(record.index));
  if (record.prev != tail_.last_leaf) return "it does not follow the record before it";
  if (record.recorded_at < recorded_at_)
    return "its time is earlier than that of the record before it";
  return record.statement() == nullptr ? take_heads(unpacked) : take_statement(unpacked);
}

std::optional<std::string> DerivedState::take_heads(const UnpackedRecord& unpacked) {
  if (number(tail_.size) == 0 || sealed_ == tail_.size)
    return "a heads record follows another heads record or comes first: a statement must be here";
  const Heads heads = seal();
  if (damaged()) return std::nullopt;
  if (heads != std::get<Heads>(unpacked.record->content))
    return "its heads do not match the streams";
  append(unpacked.leaf_hash, unpacked.record->recorded_at, nullptr);
  return std::nullopt;
}

std::optional<std::string> DerivedState::take_statement(const UnpackedRecord& unpacked) {
  if (!unpacked.statement) return unpacked.problem;
  const Entry entry{*unpacked.statement, unpacked.sid, unpacked.record->statement()->signatures,
                    unpacked.record->index, unpacked.record->recorded_at};
  const auto admitted = check_entry(registry_, entry);
  if (damaged()) return std::nullopt;
  if (!admitted) {
    return "its statement was not admissible: " + in_brief(admitted.error());
  }
  append(unpacked.leaf_hash, unpacked.record->recorded_at, &entry);
  return std::nullopt;
}

Heads DerivedState::seal() {
  sealed_ = Size{number(tail_.size) + 1};
  return streams_.seal(sealed_);
}

Located DerivedState::append(const crypto::Hash& leaf_hash, RecordedAt recorded_at,
                             const Entry* entry) {
  const Located located{Index{number(tail_.size)}, leaf_hash, recorded_at};
  if (entry != nullptr) {
    fold(registry_, *entry);
    recent_.emplace(entry->sid, located);
    check_begun(entry->statement.stream, entry->statement.prev.has_value());
    streams_.append(streams_of(entry->statement), located.index, leaf_hash);
    std::ranges::copy(embedded_keys(entry->statement), std::back_inserter(new_keys_));
  }
  tree_.append(leaf_hash);
  tail_ = {Size{number(tail_.size) + 1}, leaf_hash};
  recorded_at_ = recorded_at;
  return located;
}

void DerivedState::check_begun(const StreamId& stream, bool has_head) {
  if ((streams_.count(stream_key(stream.text())) > 0) != has_head) misfit_ = true;
}

std::optional<Located> DerivedState::find(const Sid& sid, const Store& store) {
  if (const auto found = recent_.find(sid); found != recent_.end()) return found->second;
  const auto snapshot = store.snapshot();
  if (!snapshot) return std::nullopt;
  const auto value = snapshot->row(Table::sids, sid_row_key(sid));
  if (!snapshot->check_rows()) misfit_ = true;
  if (!value) return std::nullopt;
  const Index index{ByteReader(*value).take<std::uint64_t>()};
  const auto bytes = snapshot->record(index);
  const auto record = bytes ? decode_record(*bytes) : std::unexpected(bytes.error());
  if (!record || record->statement() == nullptr ||
      statement_id(record->statement()->payload) != sid) {
    return std::nullopt;
  }
  return Located{index, leaf_hash_of(*bytes), record->recorded_at};
}

std::vector<Row> DerivedState::take_rows() {
  std::vector<Row> rows;
  registry_.write_changes([&]<class Changed>(const Changed& row) {
    if constexpr (std::is_same_v<Changed, Governance>) {
      governance_rows_.take_rows(row, rows);
    } else {
      rows.push_back(registry_row(row));
    }
  });
  tree_.take_rows(rows);
  streams_.take_rows(rows);
  for (const auto& [sid, located] : recent_) rows.push_back(sid_row(sid, located.index));
  recent_.clear();
  // Sorted, because writing neighbouring rows together touches each page of a table once.
  std::ranges::sort(rows, {}, [](const Row& row) { return std::tie(row.table, row.key); });
  rows.push_back(sealed_row(sealed_));
  rows.push_back(position_row(tail_));
  position_ = number(tail_.size);
  return rows;
}

}  // namespace pledgebook::ledger

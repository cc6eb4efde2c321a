// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/builder.h"

#include <algorithm>

#include "projections/figures/pledge_walk.h"
#include "projections/fold/indexed_records.h"
#include "projections/fold/stream_rows.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

// Pledges whose state is kept in memory; some 2 KB each.
constexpr std::size_t kPledgesHeldMax = 65'536;

Error damaged() {
  return {Errc::corrupt, "a row of the views is damaged: run `pledgebook rebuild`"};
}

CurrentRow current_row(const PledgeWalk& walk) {
  return {walk.facts(), walk.versions().back(), grounds_of(walk.versions())};
}

}  // namespace

Result<std::unique_ptr<Builder>> Builder::open(const ledger::Store& log,
                                               std::shared_ptr<ViewStore> store, Pace pace) {
  std::unique_ptr<Builder> builder(new Builder(log, std::move(store), pace));
  LEDGER_TRY(const auto rows, builder->store_->read());
  LEDGER_TRY(builder->position_, read_position(rows));
  LEDGER_TRY(builder->background_, BackgroundRows::open(rows, builder->position_.background));
  const auto search_pace =
      pace == Pace::live ? SearchWriter::Pace::live : SearchWriter::Pace::rebuild;
  LEDGER_TRY(auto search,
             SearchTexts::open(log, *builder->store_, rows, builder->position_, search_pace));
  builder->search_.emplace(std::move(search));
  builder->source_.read_from(&rows);
  builder->registry_ = std::make_unique<ledger::Registry>(&builder->source_);
  builder->governance_rows_ = ledger::GovernanceRows(builder->registry_->governance());
  builder->source_.read_from(nullptr);
  LEDGER_CHECK(builder->source_.status());
  return builder;
}

std::shared_ptr<const Background> Builder::background() { return background_->current(*registry_); }

Result<void> Builder::apply(std::span<const ledger::CommittedBatchPointer> batches) {
  LEDGER_TRY(auto rows, store_->write());
  source_.read_from(&rows);
  if (pace_ == Pace::live) {
    tallies_.emplace(rows);
    context_.emplace(background(), Moment{});
  }
  for (const auto& batch : batches) {
    if (batch->tail.size <= position_.size) continue;
    for (const DecodedRecord& record : batch->records) {
      if (ledger::number(record.index) >= ledger::number(position_.size)) apply(record, rows);
    }
    position_.size = batch->tail.size;
    position_.recorded_at = batch->records.back().recorded_at;
    position_.last_leaf = batch->tail.last_leaf;
  }
  write_batch(rows);
  if (pace_ == Pace::live) {
    LEDGER_CHECK(write_tallies(rows));
    if (search_->has_changes()) LEDGER_CHECK(search_->commit(position_));
  }
  position_.background = background_->revision();
  write_position(rows, position_);
  source_.read_from(nullptr);
  LEDGER_CHECK(source_.status());
  LEDGER_CHECK(std::move(rows).commit());
  registry_->forget_clean(kPledgesHeldMax);
  return {};
}

void Builder::apply(const DecodedRecord& record, WriteRows& rows) {
  if (!record.statement) return;
  const ledger::Entry entry{*record.statement, record.sid, record.signatures, record.index,
                            record.recorded_at};
  if (record.statement->stream.kind() == ledger::StreamKind::pledge) {
    apply_pledge(entry, rows);
    return;
  }
  ledger::fold(*registry_, entry);
  if (has_stream_rows(entry.statement.stream)) put_stream_row(entry, rows);
  index_talk(entry, rows);
  if (background_->apply(entry, *registry_, rows)) revalue_ = true;
  search_->apply_other(entry, *registry_);
}

void Builder::apply_pledge(const ledger::Entry& entry, WriteRows& rows) {
  const ledger::PledgeId id = *entry.statement.stream.pledge_id();
  if (pace_ == Pace::live) take_away(id, rows);
  ledger::fold(*registry_, entry);
  const ledger::PledgeState* pledge = registry_->find(id);
  if (pledge == nullptr) return;  // impossible: it has just been folded
  const Ordinal ordinal{ledger::number(pledge->first)};
  const auto key = point_key(ordinal, entry.index);
  pending_.push_back({ViewTable::versions, key,
                      pack(version_of(*pledge, entry, background_->numbers(entry.signatures)))});
  search_->apply_pledge(entry, *pledge, rows);
  if (changes_facts(entry.statement.body)) {
    const Facts facts = facts_of(*pledge);
    pending_.push_back({ViewTable::facts, key, pack(facts)});
    if (!facts.overlaps.empty()) {
      rows.put(ViewTable::overlaps, number_key(std::to_underlying(ordinal)), "");
      index_overlaps(facts, ordinal, rows);
    }
  }
  index_record(entry, ordinal, *registry_, rows);
  if (pledge->first == entry.index)
    rows.put(ViewTable::by_id, id.text(), number_key(std::to_underlying(ordinal)));
  if (pace_ == Pace::live) touched_[id] = ordinal;
}

// Subtracts a pledge, as it was before the batch, from the tallies; once per batch.
void Builder::take_away(const ledger::PledgeId& id, WriteRows& rows) {
  if (touched_.contains(id)) return;
  const auto ordinal = find_ordinal(rows, id);
  if (!ordinal) return;
  PledgeWalk walk(rows, Moment{}, Unpack::all);
  if (!walk.find(*ordinal)) return;
  tallies_->contribute(*context_, value_pledge(*context_, *ordinal, walk.facts(), walk.versions()),
                       Sign::take);
}

void Builder::write_batch(WriteRows& rows) {
  std::ranges::sort(pending_, [](const PendingRow& a, const PendingRow& b) {
    return a.table != b.table ? a.table < b.table
                              : std::string_view(a.key) < std::string_view(b.key);
  });
  for (const PendingRow& row : pending_) rows.put(row.table, row.key, row.value);
  pending_.clear();
  search_->end_batch();
  write_registry(*registry_, governance_rows_, rows);
}

Result<void> Builder::write_tallies(WriteRows& rows) {
  const auto touched = std::exchange(touched_, {});
  const bool revalue = std::exchange(revalue_, false);
  const Context context(background(), Moment{});
  CurrentRows current(rows);
  for (const auto& [id, ordinal] : touched) {
    PledgeWalk walk(rows, Moment{}, Unpack::all);
    if (!walk.find(ordinal)) return std::unexpected(damaged());
    current.set(ordinal, current_row(walk));
    if (revalue) continue;
    tallies_->contribute(context, value_pledge(context, ordinal, walk.facts(), walk.versions()),
                         Sign::add);
  }
  current.write();
  if (revalue) {
    tallies_.reset();
    return remake_tallies(rows);
  }
  if (!tallies_->write()) return std::unexpected(damaged());
  tallies_.reset();
  return {};
}

Result<void> Builder::remake_tallies(WriteRows& rows) {
  rows.clear(ViewTable::tallies);
  rows.clear(ViewTable::sets);
  Tallies tallies(rows);
  const Context context(background(), Moment{});
  CurrentRows current(rows);
  PledgeWalk walk(rows, Moment{}, Unpack::all);
  while (walk.next()) {
    tallies.contribute(
        context, value_pledge(context, walk.ordinal(), walk.facts(), walk.versions()), Sign::add);
    if (pace_ == Pace::live) continue;  // each batch updates these rows
    current.set(walk.ordinal(), current_row(walk));
    if (!current.is_full()) continue;
    current.write();
    // Writing changes the pages that the walk reads.
    if (!walk.find(walk.ordinal())) return std::unexpected(damaged());
  }
  current.write();
  if (walk.damaged() || !tallies.write()) return std::unexpected(damaged());
  return {};
}

Result<void> Builder::finish() {
  LEDGER_TRY(auto rows, store_->write());
  LEDGER_CHECK(remake_tallies(rows));
  LEDGER_CHECK(search_->commit(position_));
  write_position(rows, position_);
  LEDGER_CHECK(std::move(rows).commit());
  LEDGER_CHECK(store_->settle());
  revalue_ = false;
  pace_ = Pace::live;
  return {};
}

}  // namespace pledgebook::projections

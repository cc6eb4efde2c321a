// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/pledge_walk.h"

namespace pledgebook::projections {

PledgeWalk::PledgeWalk(const ReadRows& rows, const Moment& moment, Unpack unpack, FactsRead facts)
    : rows_(rows),
      moment_(moment),
      unpack_(unpack),
      facts_read_(facts),
      version_rows_(rows, ViewTable::versions),
      fact_rows_(rows, ViewTable::facts) {}

bool PledgeWalk::next() {
  if (!started_) {
    started_ = true;
    version_rows_.seek({});
    fact_rows_.seek({});
  }
  while (version_rows_.valid() && !damaged_) {
    if (read_versions()) return read_facts();
  }
  return false;
}

bool PledgeWalk::find(Ordinal ordinal) {
  const auto key = point_key(ordinal, ledger::Index{});
  if (!version_rows_.seek(key) || ordinal_of(version_rows_.key()) != ordinal) return false;
  if (!read_versions()) return false;
  fact_rows_.seek(key);
  return read_facts();
}

// Reads the versions of the pledge at the cursor, and moves the cursor to the next pledge.
bool PledgeWalk::read_versions() {
  ordinal_ = ordinal_of(version_rows_.key());
  packed_.clear();
  bool within = true;
  do {
    if (!within) continue;
    const ledger::Index index = index_of(version_rows_.key());
    within = moment_.includes(index, at_of(version_rows_.value()));
    if (within) packed_.push_back({index, version_rows_.value()});
  } while (version_rows_.next() && ordinal_of(version_rows_.key()) == ordinal_);
  return !packed_.empty() && unpack_versions();
}

bool PledgeWalk::unpack_versions() {
  count_ = unpack_ == Unpack::all ? packed_.size() : 1;
  if (versions_.size() < count_) versions_.resize(count_);
  const std::size_t first = packed_.size() - count_;
  for (std::size_t i = 0; i < count_; ++i) {
    versions_[i].index = packed_[first + i].index;
    if (!unpack(packed_[first + i].row, versions_[i])) damaged_ = true;
  }
  return !damaged_;
}

// Reads the facts in force at the last version; the cursor is at or before their row.
bool PledgeWalk::read_facts() {
  std::string_view row;
  for (; fact_rows_.valid() && ordinal_of(fact_rows_.key()) <= ordinal_; fact_rows_.next()) {
    if (ordinal_of(fact_rows_.key()) < ordinal_) continue;
    if (index_of(fact_rows_.key()) > versions_[count_ - 1].index) break;
    row = fact_rows_.value();
  }
  if (facts_read_ == FactsRead::names) {
    Unpacker packed(row);
    names(packed, facts_);
    if (!packed.good_so_far()) damaged_ = true;
  } else if (!unpack(row, facts_)) {
    damaged_ = true;
  }
  return !damaged_;
}

std::optional<Ordinal> find_ordinal(const ReadRows& rows, const ledger::PledgeId& id) {
  const auto row = rows.get(ViewTable::by_id, id.text());
  if (!row) return std::nullopt;
  return Ordinal{get_number(*row)};
}

}  // namespace pledgebook::projections

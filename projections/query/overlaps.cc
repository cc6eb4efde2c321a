// SPDX-License-Identifier: Apache-2.0
#include "projections/query/overlaps.h"

#include <algorithm>
#include <map>
#include <set>

#include "projections/figures/pledge_reader.h"
#include "projections/figures/pledge_walk.h"
#include "projections/store/index_keys.h"

namespace pledgebook::projections {
namespace {

using ledger::Decimal;
using ledger::PledgeId;
using ledger::Result;

struct Declarer {
  Facts facts;
  std::map<PledgeId, Decimal> declared;  // in USD, by the other pledge
};

// The pledges that may be part of a pair, by id.
class Declarers {
 public:
  explicit Declarers(const Selection& selection)
      : selection_(selection), reader_(selection.reader()) {}

  // Nothing if the pledge does not exist, is not selected or does not count.
  const Declarer* find(const PledgeId& id) {
    const auto ordinal = find_ordinal(selection_.rows(), id);
    return ordinal ? find(*ordinal) : nullptr;
  }
  const Declarer* find(Ordinal ordinal) {
    const auto [at, is_new] = known_.try_emplace(ordinal);
    if (is_new) at->second = read(ordinal);
    return at->second ? &*at->second : nullptr;
  }
  [[nodiscard]] bool damaged() const noexcept { return reader_.damaged(); }

 private:
  std::optional<Declarer> read(Ordinal ordinal) {
    const auto pledge = reader_.find(ordinal);
    if (!pledge || !pledge->counts || !selection_.passes(*pledge)) return std::nullopt;
    Declarer declarer{*pledge->facts, {}};
    for (const Overlap& overlap : declarer.facts.overlaps) {
      const auto usd = pledge->usd(selection_.context(), overlap.money);
      if (usd && overlap.pledge != declarer.facts.id)
        declarer.declared.emplace(overlap.pledge, *usd);
    }
    return declarer;
  }

  const Selection& selection_;
  PledgeReader reader_;
  std::map<Ordinal, std::optional<Declarer>> known_;
};

// The selected pledges that have ever declared an overlap. Each pair has at least one.
std::vector<Ordinal> declaring(const Selection& selection) {
  const ReadRows& rows = selection.rows();
  std::vector<Ordinal> ordinals;
  const Candidates* candidates = selection.candidates();
  if (candidates != nullptr && candidates->ordinals.size() < rows.count(ViewTable::overlaps)) {
    for (const Ordinal ordinal : candidates->ordinals) {
      if (rows.get(ViewTable::overlaps, number_key(std::to_underlying(ordinal))))
        ordinals.push_back(ordinal);
    }
    return ordinals;
  }
  Cursor cursor(rows, ViewTable::overlaps);
  for (cursor.seek({}); cursor.valid(); cursor.next()) ordinals.push_back(ordinal_of(cursor.key()));
  return ordinals;
}

// What a pledge declares to share with one other.
struct Declared {
  std::optional<ledger::Money> money;
  std::optional<Decimal> usd;
};
Declared declared_by(const Selection& selection, const ValuedPledge& pledge,
                     const PledgeId& other) {
  for (const Overlap& overlap : pledge.facts->overlaps) {
    if (overlap.pledge == other)
      return {overlap.money, pledge.usd(selection.context(), overlap.money)};
  }
  return {};
}

// The other pledges that share something with it by the word of either, at any moment.
std::set<PledgeId> sharing(const Selection& selection, PledgeReader& reader, const Facts& facts) {
  std::set<PledgeId> others;
  for (const Overlap& overlap : facts.overlaps) others.insert(overlap.pledge);
  const std::string prefix = index_prefix(Property::overlap, facts.id.text());
  Cursor cursor(selection.rows(), ViewTable::index);
  for (cursor.seek(prefix); cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
    const auto declarer = reader.find(indexed_ordinal(cursor.key()));
    if (declarer) others.insert(declarer->facts->id);
  }
  others.erase(facts.id);
  return others;
}

}  // namespace

Result<std::vector<SharedAmount>> shared_amounts(const Selection& selection, const PledgeId& id) {
  PledgeReader reader = selection.reader();
  PledgeReader own_reader = selection.reader();
  const auto ordinal = find_ordinal(selection.rows(), id);
  const auto own = ordinal ? own_reader.find(*ordinal) : std::nullopt;
  std::vector<SharedAmount> shared;
  if (own) {
    for (const PledgeId& other : sharing(selection, reader, *own->facts)) {
      const auto there_ordinal = find_ordinal(selection.rows(), other);
      const auto pledge = there_ordinal ? reader.find(*there_ordinal) : std::nullopt;
      if (!pledge) continue;
      const Declared here = declared_by(selection, *own, other);
      const Declared there = declared_by(selection, *pledge, id);
      if (!here.money && !there.money) continue;
      SharedAmount& amount = shared.emplace_back(SharedAmount{
          other, pledge->facts->owner, pledge->facts->title, here.money, there.money, {}});
      if (!own->counts || !pledge->counts) continue;
      amount.usd = here.usd && there.usd ? std::min(*here.usd, *there.usd)
                                         : (here.usd ? here.usd : there.usd);
    }
  }
  if (reader.damaged() || own_reader.damaged()) return std::unexpected(damaged_views());
  return shared;
}

Result<std::vector<OverlapPair>> overlaps(const Selection& selection) {
  Declarers declarers(selection);
  std::map<std::pair<PledgeId, PledgeId>, OverlapPair> pairs;
  for (const Ordinal ordinal : declaring(selection)) {
    const Declarer* one = declarers.find(ordinal);
    if (one == nullptr) continue;
    for (const auto& [id, usd] : one->declared) {
      const Declarer* other = declarers.find(id);
      if (other == nullptr) continue;
      const auto answer = other->declared.find(one->facts.id);
      const Decimal smaller = answer == other->declared.end() ? usd : std::min(usd, answer->second);
      pairs.emplace(std::minmax(one->facts.id, id), OverlapPair{one->facts, other->facts, smaller});
    }
  }
  if (declarers.damaged()) return std::unexpected(damaged_views());
  std::vector<OverlapPair> found;
  for (auto& [ids, pair] : pairs) found.push_back(std::move(pair));
  return found;
}

Decimal overlap_within(const std::vector<OverlapPair>& pairs,
                       const std::function<bool(const Facts&)>& within) {
  Decimal sum;
  for (const OverlapPair& pair : pairs) {
    if (within(pair.one) && within(pair.other)) sum += pair.usd;
  }
  return sum;
}

Decimal overlap_of_all(const std::vector<OverlapPair>& pairs) {
  return overlap_within(pairs, [](const Facts&) { return true; });
}

}  // namespace pledgebook::projections

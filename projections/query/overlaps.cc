// SPDX-License-Identifier: Apache-2.0
#include "projections/query/overlaps.h"

#include <map>

#include "projections/figures/pledge_walk.h"
#include "projections/figures/pledge_reader.h"

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

  // Nothing where the pledge is not there, not selected or does not count.
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
    const auto standing = reader_.find(ordinal);
    if (!standing || !standing->counts || !selection_.passes(*standing)) return std::nullopt;
    Declarer declarer{*standing->facts, {}};
    for (const Overlap& overlap : declarer.facts.overlaps) {
      const auto usd = standing->usd(selection_.context(), overlap.money);
      if (usd && overlap.pledge != declarer.facts.id)
        declarer.declared.emplace(overlap.pledge, *usd);
    }
    return declarer;
  }

  const Selection& selection_;
  PledgeReader reader_;
  std::map<Ordinal, std::optional<Declarer>> known_;
};

// The selected pledges that have ever declared an overlap. In each pair there is one.
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

}  // namespace

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

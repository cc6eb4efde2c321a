// SPDX-License-Identifier: Apache-2.0
#include "projections/query/candidates.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "projections/store/index_keys.h"

namespace pledgebook::projections {
namespace {

// How many keys one filter's scan reads before it is the next one's turn.
constexpr std::size_t kStepsATurn = 64;

// The ranges of table `index` for one filter.
struct Constraint {
  std::vector<IndexRange> ranges;
  bool exact = true;  // a pledge passes the filter exactly if it has such a key
};

// Scans the keys of one filter, some at a time.
class Scan {
 public:
  Scan(const ReadRows& rows, Constraint constraint)
      : constraint_(std::move(constraint)), cursor_(rows, ViewTable::index) {}

  // Continues the scan; true at its end.
  bool advance() {
    for (std::size_t step = 0; step < kStepsATurn; ++step) {
      if (at_ == constraint_.ranges.size()) return true;
      const IndexRange& range = constraint_.ranges[at_];
      if (std::exchange(is_within_, true)) {
        cursor_.next();
      } else {
        cursor_.seek(range.begin);
      }
      if (cursor_.valid() && cursor_.key() < range.end) {
        found_.push_back(indexed_ordinal(cursor_.key()));
      } else {
        ++at_;
        is_within_ = false;
      }
    }
    return false;
  }

  [[nodiscard]] Candidates take(bool is_only_filter) && {
    std::ranges::sort(found_);
    const auto repeated = std::ranges::unique(found_);
    found_.erase(repeated.begin(), repeated.end());
    return {std::move(found_), is_only_filter && constraint_.exact};
  }

 private:
  Constraint constraint_;
  Cursor cursor_;
  std::size_t at_ = 0;      // the range under way
  bool is_within_ = false;  // the cursor is in it
  std::vector<Ordinal> found_;
};

// The filters that an index row answers.
class Constraints {
 public:
  template <class Values, class TextOf>
  void add(Property property, const Values& values, TextOf text_of, bool exact = true) {
    Constraint constraint{{}, exact};
    for (const auto& value : values)
      constraint.ranges.push_back(index_range(property, text_of(value)));
    all_.push_back(std::move(constraint));
  }
  void add(IndexRange range) { all_.push_back({{std::move(range)}, true}); }
  [[nodiscard]] std::vector<Constraint> take() && { return std::move(all_); }

 private:
  std::vector<Constraint> all_;
};

constexpr auto kTextOfId = [](const auto& id) { return id.text(); };
constexpr auto kNameOf = [](const auto& value) { return ledger::name(value); };
constexpr auto kIso3Of = [](const ledger::Country& country) { return country.iso3(); };

std::vector<ledger::PartyId> owners_in(const Context& context,
                                       const std::vector<ledger::Sector>& sectors) {
  std::vector<ledger::PartyId> owners;
  for (const auto& [id, versions] : context.background().parties) {
    const PartyVersion* party = context.party(id);
    if (party != nullptr && std::ranges::find(sectors, party->sector) != sectors.end())
      owners.push_back(id);
  }
  return owners;
}

// The index has the present values of properties that can change.
void add_current(const Context& context, const Query& query, Constraints& constraints) {
  if (!query.focus_areas.empty())
    constraints.add(Property::focus_area, query.focus_areas, kTextOfId);
  if (!query.countries.empty()) constraints.add(Property::country, query.countries, kIso3Of);
  if (!query.states.empty()) constraints.add(Property::state, query.states, kNameOf);
  if (!query.types.empty()) constraints.add(Property::type, query.types, kNameOf);
  if (!query.sdgs.empty()) constraints.add(Property::sdg, query.sdgs, kTextOfId);
  // The countries of a group depend on the pledge's day, so include all that it ever had.
  if (!query.groups.empty()) {
    constraints.add(Property::country, context.countries_of("country-group", query.groups), kIso3Of,
                    false);
  }
  if (!query.regions.empty())
    constraints.add(Property::country, context.countries_of("region", query.regions), kIso3Of,
                    false);
  if (query.from || query.to) {
    constexpr ledger::Date kFirstDay{std::chrono::days(INT32_MIN)};
    constexpr ledger::Date kLastDay{std::chrono::days(INT32_MAX)};
    constraints.add(index_range(published_prefix(query.from.value_or(kFirstDay)),
                                published_prefix(query.to.value_or(kLastDay))));
  }
}

// Runs all scans in turns, so that the total cost is about that of the shortest.
Candidates shortest(const ReadRows& rows, std::vector<Constraint> constraints) {
  const bool is_only_filter = constraints.size() == 1;
  std::deque<Scan> scans;  // a deque does not move its elements
  for (Constraint& constraint : constraints) scans.emplace_back(rows, std::move(constraint));
  for (;;) {
    for (Scan& scan : scans) {
      if (scan.advance()) return std::move(scan).take(is_only_filter);
    }
  }
}

// The pledges that the search found.
Candidates all_of(const TextHits& hits) {
  Candidates found{{}, true};
  for (const PledgeHit& hit : hits.pledges) found.ordinals.push_back(hit.pledge);
  return found;
}

}  // namespace

std::optional<Candidates> find_candidates(const ReadRows& rows, const Context& context,
                                          const Query& query, const TextHits* hits) {
  Constraints constraints;
  // These can't differ: the owner of a pledge, and, at a moment, the sector of a party.
  if (!query.members.empty()) constraints.add(Property::owner, query.members, kTextOfId);
  if (!query.sectors.empty())
    constraints.add(Property::owner, owners_in(context, query.sectors), kTextOfId);
  if (!query.is_past()) add_current(context, query, constraints);
  std::vector<Constraint> all = std::move(constraints).take();
  if (all.empty() && hits == nullptr) return std::nullopt;
  const bool is_only_searched = all.empty();
  Candidates found = is_only_searched ? all_of(*hits) : shortest(rows, std::move(all));
  if (hits != nullptr && !is_only_searched)
    std::erase_if(found.ordinals, [&](Ordinal pledge) { return hits->find(pledge) == nullptr; });
  // Some filters are in no index. At a moment of the past, some pledges did not exist, or had other
  // properties.
  if (query.has_unindexed() || query.is_past()) found.exact = false;
  return found;
}

}  // namespace pledgebook::projections

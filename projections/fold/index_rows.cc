// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/index_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "projections/store/index_keys.h"

namespace pledgebook::projections {
namespace {

constexpr std::size_t kChangesMax = 100'000;  // at some 150 bytes each

// The keys of a pledge in table `index`, in order, each once.
std::vector<std::string> keys_of(Ordinal ordinal, const CurrentRow& row) {
  const Facts& facts = row.facts;
  std::vector<std::string> keys;
  const auto add = [&](std::string prefix) {
    keys.push_back(index_key(std::move(prefix), ordinal));
  };
  add(index_prefix(Property::owner, facts.owner.text()));
  add(index_prefix(Property::focus_area, facts.focus_area.text()));
  add(index_prefix(Property::type, ledger::name(facts.type)));
  add(index_prefix(Property::state, ledger::name(row.version.state)));
  for (const CountryFacts& country : facts.countries)
    add(index_prefix(Property::country, country.iso3.iso3()));
  for (const ledger::ItemId& sdg : facts.sdgs) add(index_prefix(Property::sdg, sdg.text()));
  if (row.version.published) add(published_prefix(ledger::date_of(row.version.published->at)));
  std::ranges::sort(keys);
  const auto repeated = std::ranges::unique(keys);
  keys.erase(repeated.begin(), repeated.end());
  return keys;
}

}  // namespace

void IndexRows::set(Ordinal ordinal, const CurrentRow& row) {
  const std::string key(number_key(std::to_underlying(ordinal)));
  std::string packed = pack(row);
  std::vector<std::string> keys = keys_of(ordinal, row);
  if (const auto stored = rows_.get(ViewTable::current, key)) {
    CurrentRow before;
    if (!unpack(*stored, before)) {
      damaged_ = true;
      return;
    }
    for (std::string& old : keys_of(ordinal, before)) {
      const auto kept = std::ranges::lower_bound(keys, old);
      if (kept != keys.end() && *kept == old) {
        keys.erase(kept);
      } else {
        changes_.push_back({ViewTable::index, std::move(old), {}, true});
      }
    }
  }
  put(ViewTable::current, key, std::move(packed));
  for (std::string& added : keys) put(ViewTable::index, std::move(added), {});
}

void IndexRows::put(ViewTable table, std::string key, std::string value) {
  changes_.push_back({table, std::move(key), std::move(value), false});
}

void IndexRows::write() {
  std::ranges::sort(changes_, [](const Change& a, const Change& b) {
    return std::tie(a.table, a.key) < std::tie(b.table, b.key);
  });
  for (const Change& change : changes_) {
    if (change.erase) {
      rows_.erase(change.table, change.key);
    } else {
      rows_.put(change.table, change.key, change.value);
    }
  }
  changes_.clear();
}

bool IndexRows::is_full() const noexcept { return changes_.size() >= kChangesMax; }

}  // namespace pledgebook::projections

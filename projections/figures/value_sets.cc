// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/value_sets.h"

#include <algorithm>
#include <array>
#include <vector>

namespace pledgebook::projections {
namespace {

constexpr unsigned kPartBits = 18;  // of ordinals in one part
constexpr std::size_t kPartBytes = 4;

std::string prefix_of(Trait trait, std::string_view value) {
  std::string prefix(1, static_cast<char>(trait));
  prefix += value;
  return prefix;
}

std::string part_key(Trait trait, std::string_view value, Ordinal pledge) {
  std::string key = prefix_of(trait, value);
  key.push_back('\0');
  // The last bytes of a u64 in key order.
  const auto part = number_key(std::to_underlying(pledge) >> kPartBits);
  key += std::string_view(part).substr(8 - kPartBytes);
  return key;
}

// The value in a part's key, or nothing if that is no such key.
std::optional<std::string_view> value_in(std::string_view key) {
  constexpr std::size_t kAround = 1 + 1 + kPartBytes;
  if (key.size() < kAround || key[key.size() - kPartBytes - 1] != '\0') return std::nullopt;
  return key.substr(1, key.size() - kAround);
}

}  // namespace

void ValueSets::contribute(const Context& context, const ValuedPledge& pledge, Sign sign) {
  const auto put_value = [&](Trait trait, std::string_view value) {
    put(trait, value, pledge.ordinal, sign);
  };
  put_value(Trait::exists, {});
  if (pledge.now().last_report) put_value(Trait::reported, {});
  if (const auto& published = pledge.now().published)
    put_value(Trait::published, day_value(ledger::date_of(published->at)));
  if (const auto usd = pledge.usd_value()) put_value(Trait::usd_value, ledger::name(*usd));
  for (const TargetFacts& target : pledge.facts->targets) put_value(Trait::unit, target.unit);
  for (const Facet facet : kAllFacets) {
    if (stored_as(facet) != facet) continue;
    for_each_stored(facet, context, places_, pledge,
                    [&](std::string_view stored) { put_value(trait_of(facet), stored); });
  }
}

void ValueSets::put(Trait trait, std::string_view value, Ordinal pledge, Sign sign) {
  const auto [held, is_new] = parts_.try_emplace(part_key(trait, value, pledge));
  Part& part = held->second;
  if (is_new) {
    if (const auto row = rows_.get(ViewTable::sets, held->first)) {
      part.before = *row;
      auto pledges = PledgeSet::unpack(*row);
      if (pledges) {
        part.pledges = *std::move(pledges);
      } else {
        damaged_ = true;
      }
    }
  }
  if (sign == Sign::add) {
    part.pledges.insert(pledge);
  } else {
    part.pledges.erase(pledge);
  }
}

void ValueSets::write() {
  std::vector<const std::pair<const std::string, Part>*> sorted;
  for (const auto& part : parts_) sorted.push_back(&part);
  std::ranges::sort(sorted, {}, [](const auto* part) -> const std::string& { return part->first; });
  for (const auto* part : sorted) {
    const auto& [key, now] = *part;
    if (now.pledges.empty()) {
      rows_.erase(ViewTable::sets, key);
      continue;
    }
    // Most changes leave most values as they were.
    const std::string row = now.pledges.pack();
    if (row != now.before) rows_.put(ViewTable::sets, key, row);
  }
}

bool for_each_set(const ReadRows& rows, Trait trait, std::string_view prefix,
                  const VisitSet& visit) {
  Cursor cursor(rows, ViewTable::sets);
  const std::string first = prefix_of(trait, prefix);
  for (cursor.seek(first); cursor.valid() && cursor.key().starts_with(first); cursor.next()) {
    const auto value = value_in(cursor.key());
    const auto part = PledgeSet::unpack(cursor.value());
    if (!value || !part) return false;
    visit(*value, *part);
  }
  return rows.status().has_value();
}

bool add_set(const ReadRows& rows, Trait trait, std::string_view value, PledgeSet& pledges) {
  std::string prefix(value);
  prefix.push_back('\0');
  return for_each_set(rows, trait, prefix, [&](std::string_view found, const PledgeSet& part) {
    // A day's value may have a NUL of its own.
    if (found == value) pledges |= part;
  });
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/facet_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace pledgebook::projections {
namespace {

constexpr char kFacetCell = 'f';
constexpr char kPublishedCell = 'p';

std::string prefix_of(Facet facet) {
  return {kFacetCell, static_cast<char>('a' + std::to_underlying(facet))};
}

std::string published_key(std::chrono::year_month month, std::string_view focus_area) {
  std::string key = fmt::format("{}{:04}-{:02}", kPublishedCell, static_cast<int>(month.year()),
                                static_cast<unsigned>(month.month()));
  key.push_back('\0');
  key += focus_area;
  return key;
}

// Calls `visit(rest of the key, cut)` for the cells whose keys begin with the prefix.
bool for_each_cut(const ReadRows& rows, std::string_view prefix,
                  const std::function<void(std::string_view, Cut&&)>& visit) {
  Cursor cursor(rows, ViewTable::tallies);
  for (cursor.seek(prefix); cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
    Cut cut;
    if (!unpack(cursor.value(), cut)) return false;
    visit(cursor.key().substr(prefix.size()), std::move(cut));
  }
  return rows.status().has_value();
}

}  // namespace

void FacetCells::contribute(const Context& context, const ValuedPledge& pledge, Sign sign) {
  for (const Facet facet : kAllFacets) {
    if (stored_as(facet) != facet) continue;
    std::string key = prefix_of(facet);
    const std::size_t length = key.size();
    projections::contribute(facet, context, places_, pledge, sign,
                            [&](std::string_view stored) -> Cut* {
                              key.resize(length);
                              return &at(key += stored);
                            });
  }
  if (const auto& published = pledge.now().published) {
    const std::chrono::year_month_day day{ledger::date_of(published->at)};
    at(published_key(day.year() / day.month(), pledge.facts->focus_area.text())).add(pledge, sign);
  }
}

Cut& FacetCells::at(const std::string& key) {
  const auto [cell, is_new] = cells_.try_emplace(key);
  if (is_new) {
    const auto row = rows_.get(ViewTable::tallies, key);
    if (row && !unpack(*row, cell->second)) damaged_ = true;
  }
  return cell->second;
}

void FacetCells::write() {
  std::vector<const std::pair<const std::string, Cut>*> sorted;
  for (const auto& cell : cells_) sorted.push_back(&cell);
  std::ranges::sort(sorted, {}, [](const auto* cell) -> const std::string& { return cell->first; });
  std::string row;
  for (const auto* cell : sorted) {
    if (cell->second == Cut{}) {
      rows_.erase(ViewTable::tallies, cell->first);
      continue;
    }
    row.clear();
    Packer{row}(cell->second);
    rows_.put(ViewTable::tallies, cell->first, row);
  }
}

bool read_facet(const ReadRows& rows, const Context& context, Facet facet, ledger::Date day,
                Cuts& cuts) {
  return for_each_cut(rows, prefix_of(stored_as(facet)), [&](std::string_view stored, Cut&& cut) {
    if (const auto value = value_meant(facet, stored, context, day)) cut_at(cuts, *value) += cut;
  });
}

bool read_published(const ReadRows& rows, PublishedCuts& cuts) {
  bool is_whole = true;
  const bool is_read =
      for_each_cut(rows, {&kPublishedCell, 1}, [&](std::string_view key, Cut&& cut) {
        // "YYYY-MM", NUL, focus area
        const auto day = ledger::parse_date(std::string(key.substr(0, 7)) + "-01");
        if (!day || key.size() < 8) {
          is_whole = false;
          return;
        }
        const std::chrono::year_month_day first{*day};
        cuts.emplace(std::pair(first.year() / first.month(), std::string(key.substr(8))),
                     std::move(cut));
      });
  return is_read && is_whole;
}

}  // namespace pledgebook::projections

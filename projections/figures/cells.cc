// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/cells.h"

#include <fmt/format.h>

#include "projections/figures/apportion.h"

namespace pledgebook::projections {
namespace {

std::string month_key(std::chrono::year_month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                     static_cast<unsigned>(month.month()));
}
std::chrono::year_month month_of(ledger::Date date) {
  const std::chrono::year_month_day day{date};
  return day.year() / day.month();
}

template <class CellAt>
void contribute_countries(const ValuedPledge& pledge, Sign sign, CellAt& at) {
  const Facts& facts = *pledge.facts;
  for (const CountryFacts& country : facts.countries)
    at(std::string(country.iso3.iso3())).tally.add(pledge, sign);
  if (!is_allocated(facts)) at(std::string()).tally.add(pledge, sign);
  if (!pledge.counts) return;
  for (std::size_t i = 0; i < kAmounts; ++i) {
    const auto& valued = pledge.amounts[i];
    if (!valued) continue;
    if (!is_allocated(facts)) {
      at(std::string()).part.sums[i].add(*valued, sign);
      continue;
    }
    const auto parts = apportion(*valued, facts.countries);
    for (std::size_t c = 0; c < parts.size(); ++c)
      at(std::string(facts.countries[c].iso3.iso3())).part.sums[i].add(parts[c], sign);
  }
}

template <class CellAt>
void contribute_timeline(const Context& context, const ValuedPledge& pledge, Sign sign,
                         CellAt& at) {
  if (const auto& published = pledge.now().published)
    at(month_key(month_of(ledger::date_of(published->at)))).tally.add(pledge, sign);
  for (const Version& version : pledge.versions) {
    if (version.is_report)
      at(month_key(month_of(ledger::date_of(version.at)))).reports += std::to_underlying(sign);
  }
  for (const Movement& movement : movements(context, pledge))
    at(month_key(movement.month)).part.of(movement.amount).add(movement.by, sign, movement.count);
}

// `at(key)` returns the model's cell to change.
template <class CellAt>
void add_to(Model model, const Context& context, const ValuedPledge& pledge, Sign sign, CellAt at) {
  switch (model) {
    case Model::totals:
      at(std::string()).tally.add(pledge, sign);
      break;
    case Model::commitments:
      at(commitment_key(pledge.facts->owner, pledge.facts->focus_area)).tally.add(pledge, sign);
      break;
    case Model::focus_areas:
      at(std::string(pledge.facts->focus_area.text())).tally.add(pledge, sign);
      break;
    case Model::countries:
      contribute_countries(pledge, sign, at);
      break;
    case Model::timeline:
      contribute_timeline(context, pledge, sign, at);
      break;
  }
}

}  // namespace

void StoredCells::contribute(const Context& context, const ValuedPledge& pledge, Sign sign) {
  for (const Model model : kModels) {
    add_to(model, context, pledge, sign,
           [&](const std::string& key) -> Cell& { return at(model, key); });
  }
}

Cell& StoredCells::at(Model model, std::string_view key) {
  std::string row_key(1, static_cast<char>(model));
  row_key += key;
  if (const auto held = cells_.find(row_key); held != cells_.end()) return held->second;
  Cell cell;
  if (const auto row = rows_.get(ViewTable::tallies, row_key); row && !unpack(*row, cell))
    damaged_ = true;
  return cells_.emplace(std::move(row_key), std::move(cell)).first->second;
}

void StoredCells::write() {
  std::string row;
  for (const auto& [key, cell] : cells_) {
    if (cell == Cell{}) {
      rows_.erase(ViewTable::tallies, key);
      continue;
    }
    row.clear();
    Packer{row}(cell);
    rows_.put(ViewTable::tallies, key, row);
  }
}

void contribute(Model model, const Context& context, const ValuedPledge& pledge, CellMap& cells) {
  add_to(model, context, pledge, Sign::add,
         [&](std::string&& key) -> Cell& { return cells[std::move(key)]; });
}

bool read_cells(const ReadRows& rows, Model model, CellMap& cells, std::string_view prefix) {
  Cursor cursor(rows, ViewTable::tallies);
  std::string first(1, static_cast<char>(model));
  first += prefix;
  for (cursor.seek(first); cursor.valid() && cursor.key().starts_with(first); cursor.next()) {
    const auto at = cells.emplace_hint(cells.end(), cursor.key().substr(1), Cell{});
    if (!unpack(cursor.value(), at->second)) return false;
  }
  return rows.status().has_value();
}

bool for_each_cell(const ReadRows& rows, Model model, const VisitCell& visit) {
  Cursor cursor(rows, ViewTable::tallies);
  const char prefix = static_cast<char>(model);
  for (cursor.seek({&prefix, 1}); cursor.valid() && cursor.key().front() == prefix; cursor.next()) {
    if (!visit(cursor.key().substr(1), cursor.value())) return false;
  }
  return rows.status().has_value();
}

std::vector<std::string> read_keys(const ReadRows& rows, Model model) {
  std::vector<std::string> keys;
  static_cast<void>(for_each_cell(rows, model, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return true;
  }));
  return keys;
}

std::string commitment_key(const ledger::PartyId& member, const ledger::ItemId& focus_area) {
  std::string key = member.text();
  key.push_back('\0');
  key += focus_area.text();
  return key;
}

std::pair<std::string_view, std::string_view> split_commitment_key(std::string_view key) {
  const std::size_t nul = key.find('\0');
  return {key.substr(0, nul), nul == std::string_view::npos ? "" : key.substr(nul + 1)};
}

}  // namespace pledgebook::projections

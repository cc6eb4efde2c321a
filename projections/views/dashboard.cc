// SPDX-License-Identifier: Apache-2.0
#include "projections/views/dashboard.h"

#include <chrono>
#include <string>

#include "projections/query/overlaps.h"

namespace pledgebook::projections {
namespace {

void add_to_time_line(PublishedCuts& time_line, const ValuedPledge& pledge) {
  const auto& published = pledge.now().published;
  if (!published) return;
  const std::chrono::year_month_day day{ledger::date_of(published->at)};
  time_line[{day.year() / day.month(), pledge.facts->focus_area.text()}].add(pledge, Sign::add);
}

ledger::Result<void> walk(const Selection& selection, Dashboard& board) {
  const ledger::Date day = selection.day();
  ObjectiveSums objectives(selection.context());
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    board.totals.add(pledge, Sign::add);
    for (const Facet facet : kAllFacets) board.facets.add(facet, selection.context(), pledge, day);
    for (const CountryFacts& country : pledge.facts->countries)
      board.whole_countries[std::string(country.iso3.iso3())].add(pledge, Sign::add);
    add_to_time_line(board.time_line, pledge);
    if (pledge.now().last_report) ++board.reported;
    objectives.add(pledge);
  }));
  LEDGER_TRY(board.objectives, std::move(objectives).progress(selection, board.totals.amounts));
  return {};
}

// The same from the cells of all pledges at the present.
ledger::Result<void> read(const Selection& selection, Dashboard& board) {
  LEDGER_TRY(auto totals, selection.cells(Model::totals));
  board.totals = std::move(totals[""].tally);
  for (const auto& [day, pledges] : board.totals.last_report) board.reported += pledges;
  for (const Facet facet : kAllFacets) {
    if (!read_facet(selection.rows(), selection.context(), facet, selection.day(),
                    board.facets.of(facet)))
      return std::unexpected(damaged_views());
  }
  LEDGER_TRY(const auto countries, selection.cells(Model::countries));
  for (const auto& [country, cell] : countries) {
    if (!country.empty())
      board.whole_countries.emplace(country, Cut{cell.tally.pledges, cell.tally.amounts});
  }
  if (!read_published(selection.rows(), board.time_line)) return std::unexpected(damaged_views());
  LEDGER_TRY(board.objectives, objective_progress(selection));
  return {};
}

}  // namespace

ledger::Result<Dashboard> dashboard(const Selection& selection) {
  Dashboard board;
  board.standing = selection.standing();
  LEDGER_CHECK(selection.selects_all_now() ? read(selection, board) : walk(selection, board));
  for (const auto& [month, cut] : board.time_line) board.published += cut.pledges;
  LEDGER_TRY(const auto pairs, overlaps(selection));
  board.overlap_usd = overlap_of_all(pairs);
  board.members = std::ssize(board.facets.of(Facet::member));
  board.countries = std::ssize(board.whole_countries);
  return board;
}

}  // namespace pledgebook::projections

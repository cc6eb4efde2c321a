// SPDX-License-Identifier: Apache-2.0
#include "projections/views/dashboard.h"

#include <algorithm>

#include "projections/query/overlaps.h"

namespace pledgebook::projections {
namespace {

constexpr auto kAll = [] {
  std::array<Facet, kFacets> all{};
  for (std::size_t i = 0; i < kFacets; ++i) all[i] = names_of(Facet{})[i].first;
  return all;
}();

void add_whole_countries(Cuts& cuts, const ValuedPledge& pledge) {
  for (const CountryFacts& country : pledge.facts->countries)
    add_whole(cuts[std::string(country.iso3.iso3())], pledge);
}

void add_to_time_line(std::vector<PublishedPledge>& time_line, const ValuedPledge& pledge) {
  const Version& now = pledge.now();
  if (!now.published) return;
  PublishedPledge published{.day = ledger::date_of(now.published->at),
                            .focus_area = pledge.facts->focus_area,
                            .member = pledge.facts->owner,
                            .counts = pledge.counts,
                            .usd = std::nullopt};
  const auto& announced = pledge.amount(Amount::announced);
  if (pledge.counts && announced) published.usd = announced->usd;
  time_line.push_back(std::move(published));
}

}  // namespace

ledger::Result<Dashboard> dashboard(const Selection& selection) {
  const ledger::Date day = selection.day();
  Dashboard board;
  board.standing = selection.standing();
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    board.totals.add(pledge, Sign::add);
    for (const Facet facet : kAll) board.facets.add(facet, selection.context(), pledge, day);
    add_whole_countries(board.whole_countries, pledge);
    add_to_time_line(board.time_line, pledge);
    if (pledge.now().last_report) ++board.reported;
    if (pledge.now().published) ++board.published;
  }));
  LEDGER_TRY(const auto pairs, overlaps(selection));
  board.overlap_usd = overlap_of_all(pairs);
  board.members = std::ssize(board.facets.of(Facet::member));
  board.countries = std::ssize(board.whole_countries);
  std::ranges::stable_sort(board.time_line, {}, &PublishedPledge::day);
  return board;
}

}  // namespace pledgebook::projections

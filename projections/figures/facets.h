// SPDX-License-Identifier: Apache-2.0
// Facets: the properties by which pledges are divided, each with the filter of the same name, and
// what the pledges of each value add up to. A pledge with several values of a facet counts under
// each; its amounts too, except that countries, regions and groups get the parts that the pledge's
// shares give them (domain.md, "Totals").
//
// Threads: any; a Facets is one caller's.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "projections/figures/list_places.h"
#include "projections/figures/tally.h"
#include "projections/figures/valued_pledge.h"

namespace pledgebook::projections {

enum class Facet : std::uint8_t {
  focus_area,
  state,
  timeliness,
  assurance,
  type,
  sector,
  scope,
  region,
  group,
  country,
  member,
  sdg,
  goal,
  wsis,
  framework,
  event,
  beneficiary
};
// The names of the filters.
constexpr auto names_of(Facet) {
  return std::to_array<ledger::Name<Facet>>({{Facet::focus_area, "focus_area"},
                                             {Facet::state, "status"},
                                             {Facet::timeliness, "timeliness"},
                                             {Facet::assurance, "assurance"},
                                             {Facet::type, "type"},
                                             {Facet::sector, "sector"},
                                             {Facet::scope, "scope"},
                                             {Facet::region, "region"},
                                             {Facet::group, "group"},
                                             {Facet::country, "country"},
                                             {Facet::member, "member"},
                                             {Facet::sdg, "sdg"},
                                             {Facet::goal, "goal"},
                                             {Facet::wsis, "wsis"},
                                             {Facet::framework, "framework"},
                                             {Facet::event, "event"},
                                             {Facet::beneficiary, "beneficiary"}});
}
inline constexpr std::size_t kFacets = names_of(Facet{}).size();
inline constexpr auto kAllFacets = [] {
  std::array<Facet, kFacets> all{};
  for (std::size_t i = 0; i < kFacets; ++i) all[i] = names_of(Facet{})[i].first;
  return all;
}();

// The timeliness of a pledge whose life has ended. Nobody can filter by it.
inline constexpr std::string_view kClosed = "CLOSED";
// The part of a value that is for no named country, under `country` and `region`.
inline constexpr std::string_view kUnallocated = "";

// Two facets change without a record of the pledge, so rows have what they depend on: of the sector
// the pledge's member, and of timeliness the day of its last activity, empty if no report is
// expected. Values of the other facets are stored as they are.
[[nodiscard]] constexpr Facet stored_as(Facet facet) noexcept {
  return facet == Facet::sector ? Facet::member : facet;
}
// The facet's value that a stored one means on a day. Nothing if the context lacks the member.
// Valid as long as `stored`.
[[nodiscard]] std::optional<std::string_view> value_meant(Facet facet, std::string_view stored,
                                                          const Context& context, ledger::Date day);
// Calls `visit` with each stored value that the pledge has of the facet, each once. Of a country,
// region or group, also where its value is for no named country.
using VisitValue = std::function<void(std::string_view stored)>;
void for_each_stored(Facet facet, const Context& context, ListPlaces& places,
                     const ValuedPledge& pledge, const VisitValue& visit);

// A day as a value that sorts by time, and back.
[[nodiscard]] std::string day_value(ledger::Date day);
[[nodiscard]] ledger::Date day_of_value(std::string_view value) noexcept;

// What a set of pledges adds up to. Like a Tally, a commutative group.
struct Cut {
  std::int64_t pledges = 0;
  Amounts amounts;

  // Counts the pledge, and its whole amounts if they count in totals.
  void add(const ValuedPledge& pledge, Sign sign);
  Cut& operator+=(const Cut& other);
  friend bool operator==(const Cut&, const Cut&) = default;
};
void members(auto& row, ledger::Is<Cut> auto& v) { row(v.pledges, v.amounts); }
using Cuts = std::map<std::string, Cut, std::less<>>;  // by the filter's value

// Adds the pledge to the cut that `at` gives for each of its stored values of the facet, or takes
// it away; null: it is not counted.
using CutAt = std::function<Cut*(std::string_view stored)>;
void contribute(Facet facet, const Context& context, ListPlaces& places, const ValuedPledge& pledge,
                Sign sign, const CutAt& at);
// The cut of a value, made if there is none.
[[nodiscard]] Cut& cut_at(Cuts& cuts, std::string_view value);

class Facets {
 public:
  // Adds the pledge under each of its values of the facet; `day` is that of its timeliness.
  void add(Facet facet, const Context& context, const ValuedPledge& pledge, ledger::Date day);
  [[nodiscard]] const Cuts& of(Facet facet) const noexcept {
    return cuts_[std::to_underlying(facet)];
  }
  [[nodiscard]] Cuts& of(Facet facet) noexcept { return cuts_[std::to_underlying(facet)]; }

 private:
  std::array<Cuts, kFacets> cuts_;
  ListPlaces places_;
};

// The list of the ledger whose items are the facet's values; empty if there is none.
[[nodiscard]] std::string_view list_of(Facet facet) noexcept;

}  // namespace pledgebook::projections

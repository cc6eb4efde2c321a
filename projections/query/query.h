// SPDX-License-Identifier: Apache-2.0
// Query: the filters that all lists share, in page URLs, in the API and on the command line alike
// (docs/API.md, "Filters"). A pledge must pass every given filter; a filter with several values
// passes if one of them matches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/domain/kinds/party.h"
#include "ledger/domain/kinds/pledge.h"
#include "ledger/domain/rules/pledge_state.h"
#include "ledger/domain/values/country.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/domain/values/timestamp.h"
#include "projections/figures/axis.h"
#include "projections/figures/facets.h"
#include "projections/figures/valued_pledge.h"

namespace pledgebook::projections {

// The orders in which a list of pledges can be asked for; `-` before the name means descending.
// Relevance is that to the search `q`, the greatest first; without a search, as `id`.
enum class SortKey : std::uint8_t {
  id,
  title,
  member,
  announced,
  published,
  activity,
  status,
  relevance
};
constexpr auto names_of(SortKey) {
  return std::to_array<ledger::Name<SortKey>>({{SortKey::id, "id"},
                                               {SortKey::title, "title"},
                                               {SortKey::member, "member"},
                                               {SortKey::announced, "announced"},
                                               {SortKey::published, "published"},
                                               {SortKey::activity, "activity"},
                                               {SortKey::status, "status"},
                                               {SortKey::relevance, "relevance"}});
}

// Whether the member has ever reported on the pledge.
enum class Reported : std::uint8_t { yes, no };
constexpr auto names_of(Reported) {
  return std::to_array<ledger::Name<Reported>>({{Reported::yes, "yes"}, {Reported::no, "no"}});
}

inline constexpr std::size_t kPerPageDefault = 50;
inline constexpr std::size_t kPerPageMax = 1'000;
inline constexpr std::size_t kPagesMax = 1'000'000;

struct Query {
  std::string q;  // words of the pledge's texts or the member's name (text_search.h)
  std::vector<ledger::ItemId> focus_areas;  // the primary one; `focus_area`
  std::vector<ledger::ItemId> groups;       // country groups; `group`
  std::vector<ledger::Country> countries;   // `country`
  std::vector<ledger::ItemId> regions;      // `region`
  std::vector<ledger::PartyId> members;     // `member`
  std::vector<ledger::Sector> sectors;      // of the member; `sector`
  std::vector<ledger::Lifecycle> states;    // `status`
  // `timeliness` on the day of the query; no value matches where no report is expected
  std::vector<ledger::Timeliness> timeliness;
  std::vector<ledger::PledgeType> types;      // `type`
  std::vector<ledger::ItemId> sdgs;           // `sdg`
  std::vector<ledger::ItemId> goals;          // of Connect 2030; `goal`
  std::vector<ledger::ItemId> wsis;           // action lines; `wsis`
  std::vector<ledger::ItemId> frameworks;     // `framework`
  std::vector<ledger::ItemId> events;         // at which it was pledged; `event`
  std::vector<ledger::ItemId> beneficiaries;  // groups of people; `beneficiary`
  std::vector<ledger::Scope> scopes;          // `scope`
  std::vector<ledger::Assurance> assurances;  // `assurance`
  std::optional<UsdValue> usd_value;          // of a pledge that announces a value; `usd_value`
  std::optional<Reported> reported;           // `reported`
  std::optional<ledger::Date> from;           // published on this day or later
  std::optional<ledger::Date> to;             // published on this day or earlier
  // What the ledger knew by `recorded` of what had happened by `stated` (domain.md, "As of"); both
  // inclusive, and both now if absent. A date means the end of that day; a time may have seconds or
  // milliseconds. `as_of` with `axis` is the short form of one.
  std::optional<ledger::RecordedAt> recorded;
  std::optional<ledger::RecordedAt> stated;
  SortKey sort = SortKey::id;  // `parse`: by relevance, if there is `q` and no `sort`
  bool descending = false;
  std::size_t page = 1;  // from 1
  std::size_t per_page = kPerPageDefault;

  // Refuses unknown names and invalid values; the pointer is "?name". A name with an empty value
  // counts as not given, as forms send it.
  [[nodiscard]] static ledger::Admitted<Query> parse(
      std::span<const std::pair<std::string, std::string>> pairs);

  // Whether the page has the row at this position among all, from 0.
  [[nodiscard]] bool shows(std::size_t place) const noexcept {
    return place / per_page == page - 1;
  }
  // The rows of the page among all.
  template <class T>
  [[nodiscard]] std::span<T> page_of(std::span<T> all) const noexcept {
    const std::size_t first = std::min((page - 1) * per_page, all.size());
    return all.subspan(first, std::min(per_page, all.size() - first));
  }

  // Everything at the same moment: the query without its filters, search and page.
  [[nodiscard]] Query at_its_moment() const;
  // Whether the query is about the past.
  [[nodiscard]] bool is_past() const noexcept { return recorded || stated; }
  // Takes the facet's filter away. False if there was none.
  bool clear(Facet facet);
  // Whether every pledge passes: there is no filter and no search.
  [[nodiscard]] bool selects_all() const noexcept;
};

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Search: one question over everything that has a page of its own: pledges, members, countries,
// focus areas and records.
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/domain/values/names.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

enum class HitKind : std::uint8_t { pledge, member, country, focus_area, record };
constexpr auto names_of(HitKind) {
  return std::to_array<ledger::Name<HitKind>>({{HitKind::pledge, "pledge"},
                                               {HitKind::member, "member"},
                                               {HitKind::country, "country"},
                                               {HitKind::focus_area, "focus_area"},
                                               {HitKind::record, "record"}});
}

struct SearchHit {
  HitKind kind{};
  std::string id;       // of its page: a pledge's, a party's, iso3, an item's, a record's index
  std::string title;    // a pledge's title, a name; of a record, what it states
  std::string about;    // a pledge's owner by name; a record's stream; empty for others
  std::string excerpt;  // of a text other than the title that holds the words; may be empty
};

struct SearchAnswer {
  std::vector<SearchHit> hits;  // at most kSearchHitsMax, the most relevant first
  std::size_t pledges = 0;      // that hold the words, shown or not
  std::size_t members = 0;
};
inline constexpr std::size_t kSearchHitsMax = 20;

// What holds the words of `q` at the query's moment; other filters do not count. A record is found
// by its index, or by at least eight hex digits of its statement's id; a country by its name or
// code; a focus area by its id or its title in any language.
[[nodiscard]] ledger::Result<SearchAnswer> find_anything(const Views& views, const Query& query,
                                                         ledger::RecordedAt now);

// {…, "pledges", "members", "hits": [{"kind", "id", "title", "about", "excerpt"}]}.
[[nodiscard]] ledger::Result<boost::json::object> search(const Views& views, const Query& query,
                                                         ledger::RecordedAt now);

}  // namespace pledgebook::projections

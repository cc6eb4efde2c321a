// SPDX-License-Identifier: Apache-2.0
#include "projections/query/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "projections/search/terms.h"

namespace pledgebook::projections {
namespace {

using ledger::Admitted;
using ledger::Refusal;

constexpr std::size_t kSearchBytesMax = 400;
constexpr std::size_t kValuesMax = 200;  // of one filter
constexpr std::string_view kNames =
    "q, focus_area, group, country, region, member, sector, status, timeliness, type, sdg, goal, "
    "wsis, "
    "framework, "
    "event, beneficiary, scope, assurance, usd_value, reported, from, to, recorded, stated, as_of, "
    "axis, sort, page, per_page";

Refusal refuse(std::string code, std::string_view name, std::string rule, std::string accepted) {
  return {std::move(code), "?" + std::string(name), std::move(rule), std::move(accepted)};
}

// Reads one value into the query. Nothing if that succeeded.
using Read = std::optional<Refusal> (*)(Query&, std::string_view name, std::string_view value);

template <class T>
std::optional<Refusal> add(std::vector<T>& values, std::optional<T> value, std::string_view name,
                           std::string accepted) {
  if (!value) return refuse("filter_invalid", name, "invalid value", std::move(accepted));
  if (values.size() == kValuesMax)
    return refuse("filter_too_long", name, "the filter has too many values",
                  "at most " + std::to_string(kValuesMax) + " values");
  values.push_back(*std::move(value));
  return std::nullopt;
}

constexpr const char* kIdAccepted = "1 to 64 characters of a-z, 0-9 and -";

template <auto Member>
std::optional<Refusal> read_ids(Query& query, std::string_view name, std::string_view value) {
  using Id = typename std::remove_reference_t<decltype(query.*Member)>::value_type;
  return add(query.*Member, Id::parse(value), name, kIdAccepted);
}
template <auto Member>
std::optional<Refusal> read_names(Query& query, std::string_view name, std::string_view value) {
  using E = typename std::remove_reference_t<decltype(query.*Member)>::value_type;
  return add(query.*Member, ledger::from_name<E>(value), name, "one of " + ledger::all_names<E>());
}
template <auto Member>
std::optional<Refusal> read_name(Query& query, std::string_view name, std::string_view value) {
  using E = typename std::remove_reference_t<decltype(query.*Member)>::value_type;
  query.*Member = ledger::from_name<E>(value);
  if (query.*Member) return std::nullopt;
  return refuse("filter_invalid", name, "invalid value", "one of " + ledger::all_names<E>());
}
std::optional<Refusal> read_country(Query& query, std::string_view name, std::string_view value) {
  return add(query.countries, ledger::Country::parse(value), name,
             "a country's code of three capital letters, such as GHA");
}
std::optional<Refusal> read_search(Query& query, std::string_view name, std::string_view value) {
  if (value.size() > kSearchBytesMax)
    return refuse("filter_too_long", name, "the search text is too long",
                  "at most " + std::to_string(kSearchBytesMax) + " bytes");
  const SearchWords words = TermMaker().parse(value);
  if (words.parts.size() > kSearchPartsMax)
    return refuse("filter_too_long", name, "the search has too many words",
                  "at most " + std::to_string(kSearchPartsMax) + " words or phrases");
  // Spaces alone are no search; other signs without a word find nothing.
  if (value.find_first_not_of(' ') != std::string_view::npos) query.q = value;
  return std::nullopt;
}
template <auto Member>
std::optional<Refusal> read_date(Query& query, std::string_view name, std::string_view value) {
  const auto date = ledger::parse_date(value);
  if (!date) return refuse("filter_invalid", name, "invalid date", "YYYY-MM-DD");
  query.*Member = *date;
  return std::nullopt;
}

// A day, an instant, or an instant with milliseconds.
std::optional<ledger::RecordedAt> parse_moment(std::string_view text) {
  using std::chrono::milliseconds;
  if (const auto date = ledger::parse_date(text))
    return ledger::RecordedAt(*date + std::chrono::days(1)) - milliseconds(1);
  if (const auto instant = ledger::parse_instant(text)) return ledger::RecordedAt(*instant);
  constexpr std::size_t kSecondsSize = std::string_view("YYYY-MM-DDThh:mm:ss").size();
  if (text.size() != kSecondsSize + 5 || text[kSecondsSize] != '.') return std::nullopt;
  const auto instant = ledger::parse_instant(std::string(text.substr(0, kSecondsSize)) + "Z");
  unsigned count = 0;
  const char* first = text.data() + kSecondsSize + 1;
  const auto [end, code] = std::from_chars(first, first + 3, count);
  if (!instant || code != std::errc() || end != first + 3 || *end != 'Z') return std::nullopt;
  return ledger::RecordedAt(*instant) + milliseconds(count);
}
template <auto Member>
std::optional<Refusal> read_moment(Query& query, std::string_view name, std::string_view value) {
  query.*Member = parse_moment(value);
  if (query.*Member) return std::nullopt;
  return refuse("filter_invalid", name, "invalid time",
                "YYYY-MM-DD, which means that day's end, or YYYY-MM-DDThh:mm:ssZ");
}
std::optional<Refusal> read_sort(Query& query, std::string_view name, std::string_view value) {
  query.descending = value.starts_with('-');
  const auto key = ledger::from_name<SortKey>(value.substr(query.descending ? 1 : 0));
  if (!key)
    return refuse(
        "filter_invalid", name, "unknown sort key",
        "one of " + ledger::all_names<SortKey>() + ", with - before it for descending order");
  query.sort = *key;
  return std::nullopt;
}
std::optional<std::size_t> parse_count(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (code != std::errc() || end != text.data() + text.size() || count == 0 || count > most)
    return std::nullopt;
  return count;
}
template <auto Member, std::size_t kMost>
std::optional<Refusal> read_count(Query& query, std::string_view name, std::string_view value) {
  const auto count = parse_count(value, kMost);
  if (!count)
    return refuse("filter_invalid", name, "the number is out of range",
                  "a number from 1 to " + std::to_string(kMost));
  query.*Member = *count;
  return std::nullopt;
}

struct Filter {
  std::string_view name;
  Read read;
};
constexpr auto kFilters = std::to_array<Filter>({
    {"q", &read_search},
    {"focus_area", &read_ids<&Query::focus_areas>},
    {"group", &read_ids<&Query::groups>},
    {"country", &read_country},
    {"region", &read_ids<&Query::regions>},
    {"member", &read_ids<&Query::members>},
    {"sector", &read_names<&Query::sectors>},
    {"status", &read_names<&Query::states>},
    {"timeliness", &read_names<&Query::timeliness>},
    {"type", &read_names<&Query::types>},
    {"sdg", &read_ids<&Query::sdgs>},
    {"goal", &read_ids<&Query::goals>},
    {"wsis", &read_ids<&Query::wsis>},
    {"framework", &read_ids<&Query::frameworks>},
    {"event", &read_ids<&Query::events>},
    {"beneficiary", &read_ids<&Query::beneficiaries>},
    {"scope", &read_names<&Query::scopes>},
    {"assurance", &read_names<&Query::assurances>},
    {"usd_value", &read_name<&Query::usd_value>},
    {"reported", &read_name<&Query::reported>},
    {"from", &read_date<&Query::from>},
    {"to", &read_date<&Query::to>},
    {"recorded", &read_moment<&Query::recorded>},
    {"stated", &read_moment<&Query::stated>},
    {"sort", &read_sort},
    {"page", &read_count<&Query::page, kPagesMax>},
    {"per_page", &read_count<&Query::per_page, kPerPageMax>},
});

// `as_of` and `axis`: one of the two moments.
std::optional<Refusal> read_short_form(Query& query, std::string_view as_of,
                                       std::string_view axis_name) {
  const auto axis = ledger::from_name<Axis>(axis_name);
  if (!axis)
    return refuse("filter_invalid", "axis", "unknown axis", "one of " + ledger::all_names<Axis>());
  if (as_of.empty()) return std::nullopt;
  if (query.is_past()) {
    return refuse("filter_invalid", "as_of", "as_of stands beside recorded or stated",
                  "recorded and stated, or as_of with axis");
  }
  return *axis == Axis::recorded ? read_moment<&Query::recorded>(query, "as_of", as_of)
                                 : read_moment<&Query::stated>(query, "as_of", as_of);
}

}  // namespace

Admitted<Query> Query::parse(std::span<const std::pair<std::string, std::string>> pairs) {
  Query query;
  std::string_view as_of;
  std::string_view axis = ledger::name(Axis::recorded);
  bool is_sorted = false;
  for (const auto& [name, value] : pairs) {
    if (name == "as_of" || name == "axis") {
      if (!value.empty()) (name == "as_of" ? as_of : axis) = value;
      continue;
    }
    const auto* const filter = std::ranges::find(kFilters, std::string_view(name), &Filter::name);
    if (filter == kFilters.end()) {
      return std::unexpected(
          refuse("filter_unknown", name, "unknown filter", "one of " + std::string(kNames)));
    }
    if (value.empty()) continue;
    if (name == "sort") is_sorted = true;
    if (auto refusal = filter->read(query, name, value)) {
      return std::unexpected(*std::move(refusal));
    }
  }
  if (auto refusal = read_short_form(query, as_of, axis))
    return std::unexpected(*std::move(refusal));
  if (!query.q.empty() && !is_sorted) query.sort = SortKey::relevance;
  return query;
}

Query Query::at_its_moment() const {
  Query all;
  all.recorded = recorded;
  all.stated = stated;
  return all;
}

bool Query::clear(Facet facet) {
  const auto emptied = [](auto& values) {
    const bool was_set = !values.empty();
    values.clear();
    return was_set;
  };
  switch (facet) {
    case Facet::focus_area:
      return emptied(focus_areas);
    case Facet::state:
      return emptied(states);
    case Facet::timeliness:
      return emptied(timeliness);
    case Facet::assurance:
      return emptied(assurances);
    case Facet::type:
      return emptied(types);
    case Facet::sector:
      return emptied(sectors);
    case Facet::scope:
      return emptied(scopes);
    case Facet::region:
      return emptied(regions);
    case Facet::group:
      return emptied(groups);
    case Facet::country:
      return emptied(countries);
    case Facet::member:
      return emptied(members);
    case Facet::sdg:
      return emptied(sdgs);
    case Facet::goal:
      return emptied(goals);
    case Facet::wsis:
      return emptied(wsis);
    case Facet::framework:
      return emptied(frameworks);
    case Facet::event:
      return emptied(events);
    case Facet::beneficiary:
      return emptied(beneficiaries);
  }
  return false;
}

bool Query::selects_all() const noexcept {
  return q.empty() && focus_areas.empty() && groups.empty() && countries.empty() &&
         regions.empty() && members.empty() && sectors.empty() && states.empty() &&
         timeliness.empty() && types.empty() && sdgs.empty() && goals.empty() && wsis.empty() &&
         frameworks.empty() && events.empty() && beneficiaries.empty() && scopes.empty() &&
         assurances.empty() && !usd_value && !reported && !from && !to;
}

}  // namespace pledgebook::projections

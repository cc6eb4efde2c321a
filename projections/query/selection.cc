// SPDX-License-Identifier: Apache-2.0
#include "projections/query/selection.h"

#include <algorithm>

#include "projections/figures/pledge_walk.h"

namespace pledgebook::projections {
namespace {

using ledger::Result;

template <class T>
bool is_any(const std::vector<T>& accepted, const T& value) {
  return accepted.empty() || std::ranges::find(accepted, value) != accepted.end();
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

// Whether each word of `words` stands somewhere in `text`, both in lower case.
bool contains_words(std::string_view text, std::string_view words) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    const std::string_view word = words.substr(0, space);
    if (text.find(word) == std::string_view::npos) return false;
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
  }
  return true;
}

bool names_country(const Facts& facts, const std::vector<ledger::Country>& countries) {
  return std::ranges::any_of(facts.countries, [&](const CountryFacts& country) {
    return std::ranges::find(countries, country.iso3) != countries.end();
  });
}

}  // namespace

ledger::Error damaged_views() {
  return {ledger::Errc::corrupt, "a row of the views is damaged: run `pledgebook rebuild`"};
}

Result<Selection> Selection::make(const Views& views, const Query& query) {
  LEDGER_TRY(const Moment moment, moment_of(views, query));
  return Selection(views, query, Context(views.state().background, moment));
}

ledger::Date Selection::day(ledger::Date today) const noexcept {
  return query_->as_of ? ledger::date_of(*query_->as_of) : today;
}

boost::json::object Selection::heading() const {
  const ledger::RecordedAt as_of = query_->as_of.value_or(views_->recorded_at());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(as_of);
  boost::json::object heading;
  heading["as_of"] = seconds == as_of ? ledger::to_text(seconds) : ledger::to_text(as_of);
  heading["axis"] = ledger::name(query_->axis);
  heading["size"] = ledger::number(context_.moment().bound);
  heading["checkpoint"] = nullptr;
  return heading;
}

bool is_in_group(const Context& context, const Standing& standing, std::string_view list,
                 const std::vector<ledger::ItemId>& items) {
  const auto* published = context.list_on(list, standing.list_day());
  if (published == nullptr) return false;
  return std::ranges::any_of(published->items, [&](const ledger::ListItem& item) {
    return std::ranges::find(items, item.id) != items.end() &&
           names_country(*standing.facts, item.members);
  });
}

bool Selection::passes(const Standing& standing) const {
  const Query& query = *query_;
  if (query.selects_all()) return true;
  const Facts& facts = *standing.facts;
  const Version& now = standing.now();
  if (!is_any(query.focus_areas, facts.focus_area) || !is_any(query.members, facts.owner) ||
      !is_any(query.states, now.state) || !is_any(query.types, facts.type)) {
    return false;
  }
  if (!query.countries.empty() && !names_country(facts, query.countries)) return false;
  if (!query.groups.empty() && !is_in_group(context_, standing, "country-group", query.groups))
    return false;
  if (!query.regions.empty() && !is_in_group(context_, standing, "region", query.regions))
    return false;
  if (!query.sdgs.empty() && !std::ranges::any_of(facts.sdgs, [&](const ledger::ItemId& sdg) {
        return std::ranges::find(query.sdgs, sdg) != query.sdgs.end();
      })) {
    return false;
  }
  if (query.from || query.to) {
    if (!now.published) return false;
    const ledger::Date day = ledger::date_of(now.published->at);
    if ((query.from && day < *query.from) || (query.to && day > *query.to)) return false;
  }
  if (query.sectors.empty() && query.q.empty()) return true;
  const PartyVersion* owner = context_.party(facts.owner);
  if (!query.sectors.empty() && (owner == nullptr || !is_any(query.sectors, owner->sector)))
    return false;
  if (query.q.empty()) return true;
  std::string text = facts.title + ' ' + facts.id.text();
  if (now.published && now.published->number) text += ' ' + *now.published->number;
  if (owner != nullptr) text += ' ' + owner->name;
  return contains_words(lower(text), lower(query.q));
}

Result<void> Selection::for_each(const std::function<void(const Standing&)>& visit) const {
  PledgeWalk walk(rows(), context_.moment());
  while (walk.next()) {
    const Standing standing = stand(context_, walk.ordinal(), walk.facts(), walk.versions());
    if (passes(standing)) visit(standing);
  }
  if (walk.damaged()) return std::unexpected(damaged_views());
  return rows().status();
}

Result<CellMap> Selection::cells(Model model) const {
  CellMap cells;
  if (has_stored_cells()) {
    if (!read_cells(rows(), model, cells)) return std::unexpected(damaged_views());
    return cells;
  }
  LEDGER_CHECK(
      for_each([&](const Standing& standing) { contribute(model, context_, standing, cells); }));
  return cells;
}

Result<std::vector<std::string>> Selection::keys(Model model) const {
  if (has_stored_cells()) return read_keys(rows(), model);
  LEDGER_TRY(const auto selected, cells(model));
  std::vector<std::string> keys;
  for (const auto& [key, cell] : selected) keys.push_back(key);
  return keys;
}

}  // namespace pledgebook::projections

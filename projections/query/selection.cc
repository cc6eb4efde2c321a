// SPDX-License-Identifier: Apache-2.0
#include "projections/query/selection.h"

#include <algorithm>
#include <set>

namespace pledgebook::projections {
namespace {

using ledger::Result;

template <class T>
bool is_any(const std::vector<T>& accepted, const T& value) {
  return accepted.empty() || std::ranges::find(accepted, value) != accepted.end();
}

// Whether one of the values is accepted.
template <class T>
bool has_any(const std::vector<T>& accepted, const std::vector<T>& values) {
  return accepted.empty() ||
         std::ranges::any_of(values, [&](const T& value) { return is_any(accepted, value); });
}

bool names_country(const Facts& facts, const std::vector<ledger::Country>& countries) {
  return std::ranges::any_of(facts.countries, [&](const CountryFacts& country) {
    return std::ranges::find(countries, country.iso3) != countries.end();
  });
}

// Whether the query filters only by members and focus areas, at the present: then whole commitments
// cells answer it.
bool is_of_commitments(const Query& query) {
  if (query.is_past() || (query.members.empty() && query.focus_areas.empty())) return false;
  Query others = query;
  others.members.clear();
  others.focus_areas.clear();
  return others.selects_all();
}

std::string key_in(Model model, std::string_view commitment_key) {
  if (model == Model::commitments) return std::string(commitment_key);
  if (model == Model::focus_areas) return std::string(split_commitment_key(commitment_key).second);
  return {};
}

}  // namespace

ledger::Error no_pledge(const ledger::PledgeId& id, Existence existence) {
  return {ledger::Errc::not_found,
          "there is no pledge " + id.text() +
              (existence == Existence::later ? " at that time: ask for a later one"
                                             : ": `pledgebook pledge list` names all")};
}

void write_page(boost::json::object& answer, const Query& query, std::size_t total) {
  answer["total"] = total;
  answer["page"] = query.page;
  answer["per_page"] = query.per_page;
}

Result<Selection> Selection::make(const Views& views, const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const Moment moment, moment_of(views, query));
  Context context(views.state().background, moment);
  std::optional<TextHits> hits;
  if (!query.q.empty()) {
    LEDGER_TRY(hits, search_texts(views.state(), context, query.q));
  }
  Selection selection(views, query, std::move(context), std::move(hits), now);
  LEDGER_TRY(selection.candidates_,
             find_candidates(selection.rows(), selection.context_, query, selection.day(),
                             selection.hits_ ? &*selection.hits_ : nullptr));
  return selection;
}

Selection::Selection(const Views& views, const Query& query, Context context,
                     std::optional<TextHits> hits, ledger::RecordedAt now)
    : views_(&views),
      query_(&query),
      context_(std::move(context)),
      hits_(std::move(hits)),
      time_(query.stated.value_or(query.recorded.value_or(now))) {}

ledger::Result<FilterSets> Selection::filter_sets() const {
  return FilterSets::read(rows(), context_, *query_, day(), hits_ ? &*hits_ : nullptr);
}

double Selection::relevance(Ordinal pledge) const noexcept {
  const PledgeHit* hit = hits_ ? hits_->find(pledge) : nullptr;
  return hit == nullptr ? 0 : hit->relevance;
}

const ledger::Store& Selection::log() const noexcept { return views_->state().log; }

Standing Selection::standing() const noexcept {
  return {.recorded = query_->recorded.value_or(views_->recorded_at()),
          .stated = query_->stated,
          .size = context_.moment().bound};
}

boost::json::object Selection::heading() const {
  const auto text_of = [](ledger::RecordedAt time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    return seconds == time ? ledger::to_text(seconds) : ledger::to_text(time);
  };
  boost::json::object heading;
  const Standing standing = this->standing();
  heading["as_of"] = text_of(standing.as_of());
  heading["axis"] = ledger::name(standing.stated ? Axis::stated : Axis::recorded);
  heading["recorded"] = text_of(standing.recorded);
  heading["stated"] = nullptr;
  if (standing.stated) heading["stated"] = text_of(*standing.stated);
  heading["size"] = ledger::number(standing.size);
  heading["checkpoint"] = nullptr;
  return heading;
}

bool is_in_group(const Context& context, const ValuedPledge& pledge, std::string_view list,
                 const std::vector<ledger::ItemId>& items) {
  const auto* published = context.list_on(list, pledge.list_day());
  if (published == nullptr) return false;
  return std::ranges::any_of(published->items, [&](const ledger::ListItem& item) {
    return std::ranges::find(items, item.id) != items.end() &&
           names_country(*pledge.facts, item.members);
  });
}

bool Selection::passes(const ValuedPledge& pledge) const {
  const Query& query = *query_;
  if (query.selects_all()) return true;
  const Facts& facts = *pledge.facts;
  const Version& now = pledge.now();
  if (!is_any(query.focus_areas, facts.focus_area) || !is_any(query.members, facts.owner) ||
      !is_any(query.states, now.state) || !is_any(query.types, facts.type)) {
    return false;
  }
  if (!query.timeliness.empty()) {
    const auto timeliness = pledge.timeliness(day());
    if (!timeliness || !is_any(query.timeliness, *timeliness)) return false;
  }
  if (!query.countries.empty() && !names_country(facts, query.countries)) return false;
  if (!query.groups.empty() && !is_in_group(context_, pledge, "country-group", query.groups))
    return false;
  if (!query.regions.empty() && !is_in_group(context_, pledge, "region", query.regions))
    return false;
  if (!has_any(query.sdgs, facts.sdgs) || !has_any(query.goals, facts.goals) ||
      !has_any(query.wsis, facts.wsis) || !has_any(query.frameworks, facts.frameworks) ||
      !has_any(query.beneficiaries, facts.beneficiaries) || !is_any(query.scopes, facts.scope) ||
      !is_any(query.assurances, now.assurance)) {
    return false;
  }
  if (!query.events.empty() && (!facts.event || !is_any(query.events, *facts.event))) return false;
  if (query.usd_value && pledge.usd_value() != query.usd_value) return false;
  if (query.reported && now.last_report.has_value() != (*query.reported == Reported::yes))
    return false;
  if (query.from || query.to) {
    if (!now.published) return false;
    const ledger::Date day = ledger::date_of(now.published->at);
    if ((query.from && day < *query.from) || (query.to && day > *query.to)) return false;
  }
  if (hits_ && hits_->find(pledge.ordinal) == nullptr) return false;
  if (query.sectors.empty()) return true;
  const PartyVersion* owner = context_.party(facts.owner);
  return owner != nullptr && is_any(query.sectors, owner->sector);
}

PledgeReader Selection::reader(History history) const {
  if (history == History::with) return {rows(), context_, ReadFrom::all_versions};
  return {rows(), context_, query_->is_past() ? ReadFrom::last_version : ReadFrom::current};
}

Result<void> Selection::for_each(const Visit& visit, History history) const {
  PledgeReader reader = this->reader(history);
  return visit_all(reader, visit);
}

Result<void> Selection::for_each_by_name(const Visit& visit) const {
  // A filter may ask for anything.
  const bool filters_read = candidates_ ? !candidates_->exact : !query_->selects_all();
  if (filters_read) return for_each(visit);
  PledgeReader reader(rows(), context_,
                      query_->is_past() ? ReadFrom::last_version : ReadFrom::current,
                      FactsRead::names);
  return visit_all(reader, visit);
}

Result<void> Selection::visit_all(PledgeReader& reader, const Visit& visit) const {
  if (candidates_) {
    for (const Ordinal ordinal : candidates_->ordinals) {
      const auto pledge = reader.find(ordinal);
      if (pledge && (candidates_->exact || passes(*pledge))) visit(*pledge);
      // The sets have the pledges that exist now.
      if (!pledge && !query_->is_past()) return std::unexpected(damaged_views());
    }
  } else {
    while (const auto pledge = reader.next()) {
      if (passes(*pledge)) visit(*pledge);
    }
  }
  if (reader.damaged()) return std::unexpected(damaged_views());
  return rows().status();
}

Result<std::size_t> Selection::for_page(const Visit& visit) const {
  std::size_t passed = 0;
  if (!candidates_ || !candidates_->exact) {
    LEDGER_CHECK(for_each([&](const ValuedPledge& pledge) {
      if (query_->shows(passed++)) visit(pledge);
    }));
    return passed;
  }
  const std::vector<Ordinal>& all = candidates_->ordinals;
  PledgeReader reader = this->reader();
  for (const Ordinal ordinal : query_->page_of(std::span(all))) {
    const auto pledge = reader.find(ordinal);
    if (!pledge) return std::unexpected(damaged_views());
    visit(*pledge);
  }
  LEDGER_CHECK(rows().status());
  return all.size();
}

// Adds up the commitments cells of the members and focus areas that the query names.
Result<CellMap> Selection::cells_of_commitments(Model model) const {
  std::set<ledger::PartyId> members(query_->members.begin(), query_->members.end());
  std::vector<std::string> prefixes;
  for (const ledger::PartyId& member : members) prefixes.push_back(member.text() + '\0');
  if (prefixes.empty()) prefixes.emplace_back();
  CellMap selected;
  for (const std::string& prefix : prefixes) {
    CellMap cells;
    if (!read_cells(rows(), Model::commitments, cells, prefix))
      return std::unexpected(damaged_views());
    for (const auto& [key, cell] : cells) {
      const auto area = ledger::ItemId::parse(split_commitment_key(key).second);
      if (!area) return std::unexpected(damaged_views());
      if (is_any(query_->focus_areas, *area)) selected[key_in(model, key)].tally += cell.tally;
    }
  }
  return selected;
}

Result<CellMap> Selection::cells(Model model) const {
  CellMap cells;
  if (selects_all_now()) {
    if (!read_cells(rows(), model, cells)) return std::unexpected(damaged_views());
    return cells;
  }
  const bool has_history = model == Model::timeline;
  if (is_of_commitments(*query_) && model != Model::countries && !has_history)
    return cells_of_commitments(model);
  LEDGER_CHECK(
      for_each([&](const ValuedPledge& pledge) { contribute(model, context_, pledge, cells); },
               has_history ? History::with : History::without));
  return cells;
}

}  // namespace pledgebook::projections

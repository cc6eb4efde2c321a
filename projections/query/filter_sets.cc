// SPDX-License-Identifier: Apache-2.0
#include "projections/query/filter_sets.h"

#include <algorithm>
#include <string>
#include <utility>

#include "projections/figures/value_sets.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

std::string text_of(const ledger::Country& country) { return std::string(country.iso3()); }
template <class Tag>
std::string text_of(const ledger::Id<Tag>& id) {
  return id.text();
}
template <class E>
  requires std::is_enum_v<E>
std::string text_of(E value) {
  return std::string(ledger::name(value));
}

// Reads the sets of one query; remembers whether a row was damaged.
class Reader {
 public:
  Reader(const ReadRows& rows, const Context& context) : rows_(rows), context_(context) {}

  [[nodiscard]] PledgeSet of(Trait trait, std::string_view value) {
    PledgeSet pledges;
    whole_ = add_set(rows_, trait, value, pledges) && whole_;
    return pledges;
  }

  template <class T>
  [[nodiscard]] PledgeSet any_of(Facet facet, const std::vector<T>& values) {
    PledgeSet pledges;
    for (const T& value : values) pledges |= of(trait_of(facet), text_of(value));
    return pledges;
  }

  // Of a facet whose stored values mean others on a day.
  template <class E>
  [[nodiscard]] PledgeSet meaning(Facet facet, const std::vector<E>& wanted, ledger::Date day) {
    PledgeSet pledges;
    keep(for_each_set(rows_, trait_of(stored_as(facet)), {},
                      [&](std::string_view stored, const PledgeSet& part) {
                        const auto value = value_meant(facet, stored, context_, day);
                        const bool is_wanted = value && std::ranges::any_of(wanted, [&](E one) {
                                                 return ledger::name(one) == *value;
                                               });
                        if (is_wanted) pledges |= part;
                      }));
    return pledges;
  }

  [[nodiscard]] PledgeSet published(const std::optional<ledger::Date>& from,
                                    const std::optional<ledger::Date>& to) {
    PledgeSet pledges;
    keep(for_each_set(rows_, Trait::published, {},
                      [&](std::string_view value, const PledgeSet& part) {
                        const ledger::Date day = day_of_value(value);
                        if ((!from || day >= *from) && (!to || day <= *to)) pledges |= part;
                      }));
    return pledges;
  }

  [[nodiscard]] bool whole() const noexcept { return whole_; }

 private:
  void keep(bool is_whole) { whole_ = whole_ && is_whole; }

  const ReadRows& rows_;
  const Context& context_;
  bool whole_ = true;
};

}  // namespace

bool add_sectors(const ReadRows& rows, const Context& context,
                 const std::vector<ledger::Sector>& sectors, PledgeSet& pledges) {
  Reader reader(rows, context);
  pledges |= reader.meaning(Facet::sector, sectors, {});
  return reader.whole();
}

ledger::Result<FilterSets> FilterSets::read(const ReadRows& rows, const Context& context,
                                            const Query& query, ledger::Date day,
                                            const TextHits* hits) {
  Reader reader(rows, context);
  FilterSets sets;
  sets.all_ = reader.of(Trait::exists, {});
  const auto add = [&](std::optional<Facet> facet, PledgeSet pledges) {
    sets.filters_.push_back({facet, std::move(pledges)});
  };
  const auto add_any = [&](Facet facet, const auto& values) {
    if (!values.empty()) add(facet, reader.any_of(facet, values));
  };
  add_any(Facet::focus_area, query.focus_areas);
  add_any(Facet::state, query.states);
  add_any(Facet::assurance, query.assurances);
  add_any(Facet::type, query.types);
  add_any(Facet::scope, query.scopes);
  add_any(Facet::region, query.regions);
  add_any(Facet::group, query.groups);
  add_any(Facet::country, query.countries);
  add_any(Facet::member, query.members);
  add_any(Facet::sdg, query.sdgs);
  add_any(Facet::goal, query.goals);
  add_any(Facet::wsis, query.wsis);
  add_any(Facet::framework, query.frameworks);
  add_any(Facet::event, query.events);
  add_any(Facet::beneficiary, query.beneficiaries);
  if (!query.timeliness.empty())
    add(Facet::timeliness, reader.meaning(Facet::timeliness, query.timeliness, day));
  if (!query.sectors.empty()) add(Facet::sector, reader.meaning(Facet::sector, query.sectors, day));
  if (query.from || query.to) add({}, reader.published(query.from, query.to));
  if (query.usd_value) add({}, reader.of(Trait::usd_value, ledger::name(*query.usd_value)));
  if (query.reported == Reported::yes) add({}, reader.of(Trait::reported, {}));
  if (query.reported == Reported::no) {
    PledgeSet silent = sets.all_;
    silent -= reader.of(Trait::reported, {});
    add({}, std::move(silent));
  }
  if (hits != nullptr) {
    PledgeSet found;
    for (const PledgeHit& hit : hits->pledges) found.insert(hit.pledge);
    add({}, std::move(found));
  }
  if (!reader.whole()) {
    return std::unexpected(damaged_views());
  }
  return sets;
}

PledgeSet FilterSets::passing(std::optional<Facet> but) const {
  PledgeSet pledges = all_;
  for (const Filter& filter : filters_) {
    if (!filter.facet || filter.facet != but) pledges &= filter.pledges;
  }
  return pledges;
}

}  // namespace pledgebook::projections

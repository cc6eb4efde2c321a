// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/facets.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "projections/figures/apportion.h"

namespace pledgebook::projections {
namespace {

// The parts of each amount, in the order of the pledge's countries.
using Parts = std::array<std::vector<ValuedAmount>, kAmounts>;
Parts parts_of(const ValuedPledge& pledge) {
  Parts parts;
  if (!pledge.counts || !is_allocated(*pledge.facts)) return parts;
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (pledge.amounts[i]) parts[i] = apportion(*pledge.amounts[i], pledge.facts->countries);
  }
  return parts;
}

void add_parts(Cut& cut, const Parts& parts, std::size_t country, Sign sign) {
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (!parts[i].empty()) cut.amounts.sums[i].add(parts[i][country], sign);
  }
}

// Calls `visit(value, i)` for each country i of the pledge and each value that it belongs to, all
// of a value together.
template <class Visit>
void for_each_place(Facet facet, const Context& context, ListPlaces& places,
                    const ValuedPledge& pledge, Visit visit) {
  const auto& countries = pledge.facts->countries;
  if (facet == Facet::country) {
    for (std::size_t i = 0; i < countries.size(); ++i) visit(countries[i].iso3.iso3(), i);
    return;
  }
  // By the list in force on the pledge's day.
  const auto* published = context.list_on(list_of(facet), pledge.list_day());
  if (published == nullptr) return;
  std::vector<std::pair<std::uint16_t, std::size_t>> found;  // item, country
  for (std::size_t i = 0; i < countries.size(); ++i) {
    for (const std::uint16_t item : places.of(*published, countries[i].iso3))
      found.emplace_back(item, i);
  }
  std::ranges::sort(found);
  for (const auto& [item, country] : found) visit(published->items[item].id.text(), country);
}

// Days are counted so that none is negative.
constexpr std::int64_t kDayBias = std::int64_t{1} << 32;

bool is_place(Facet facet) noexcept {
  return facet == Facet::country || facet == Facet::region || facet == Facet::group;
}

void visit_items(const std::vector<ledger::ItemId>& items, const VisitValue& visit) {
  for (const ledger::ItemId& item : items) visit(item.text());
}

}  // namespace

std::string day_value(ledger::Date day) {
  const auto days = std::int64_t{day.time_since_epoch().count()} + kDayBias;
  return std::string(number_key(static_cast<std::uint64_t>(days)));
}

ledger::Date day_of_value(std::string_view value) noexcept {
  const auto days = static_cast<std::int64_t>(get_number(value)) - kDayBias;
  return ledger::Date{std::chrono::days(days)};
}

std::optional<std::string_view> value_meant(Facet facet, std::string_view stored,
                                            const Context& context, ledger::Date day) {
  if (facet == Facet::timeliness) {
    if (stored.empty()) return kClosed;
    return ledger::name(ledger::timeliness(day_of_value(stored), day));
  }
  if (facet != Facet::sector) return stored;
  const auto id = ledger::PartyId::parse(stored);
  const PartyVersion* member = id ? context.party(*id) : nullptr;
  if (member == nullptr) return std::nullopt;
  return ledger::name(member->sector);
}

Cut& cut_at(Cuts& cuts, std::string_view value) {
  const auto found = cuts.find(value);
  return found != cuts.end() ? found->second : cuts.emplace(value, Cut{}).first->second;
}

void Cut::add(const ValuedPledge& pledge, Sign sign) {
  pledges += std::to_underlying(sign);
  if (!pledge.counts) return;
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (pledge.amounts[i]) amounts.sums[i].add(*pledge.amounts[i], sign);
  }
}

Cut& Cut::operator+=(const Cut& other) {
  pledges += other.pledges;
  amounts += other.amounts;
  return *this;
}

std::string_view list_of(Facet facet) noexcept {
  switch (facet) {
    case Facet::focus_area:
      return "focus-area";
    case Facet::region:
      return "region";
    case Facet::group:
      return "country-group";
    case Facet::sdg:
      return "sdg";
    case Facet::wsis:
      return "wsis-action-line";
    case Facet::framework:
      return "framework";
    case Facet::event:
      return "pledging-event";
    case Facet::beneficiary:
      return "beneficiary-group";
    default:
      return {};
  }
}

void for_each_stored(Facet facet, const Context& context, ListPlaces& places,
                     const ValuedPledge& pledge, const VisitValue& visit) {
  const Facts& facts = *pledge.facts;
  switch (facet) {
    case Facet::focus_area:
      return visit(facts.focus_area.text());
    case Facet::state:
      return visit(ledger::name(pledge.now().state));
    case Facet::timeliness: {
      const auto& last = pledge.now().last_activity;
      return visit(last && ledger::is_open(pledge.now().state) ? day_value(*last) : std::string());
    }
    case Facet::assurance:
      return visit(ledger::name(pledge.now().assurance));
    case Facet::type:
      return visit(ledger::name(facts.type));
    case Facet::scope:
      return visit(ledger::name(facts.scope));
    case Facet::region:
    case Facet::group:
    case Facet::country: {
      if (!is_allocated(facts)) visit(kUnallocated);
      std::string last;
      for_each_place(facet, context, places, pledge, [&](std::string_view value, std::size_t) {
        if (value == last) return;
        last = value;
        visit(value);
      });
      return;
    }
    case Facet::sector:
    case Facet::member:
      return visit(facts.owner.text());
    case Facet::sdg:
      return visit_items(facts.sdgs, visit);
    case Facet::goal:
      return visit_items(facts.goals, visit);
    case Facet::wsis:
      return visit_items(facts.wsis, visit);
    case Facet::framework:
      return visit_items(facts.frameworks, visit);
    case Facet::event:
      if (facts.event) visit(facts.event->text());
      return;
    case Facet::beneficiary:
      return visit_items(facts.beneficiaries, visit);
  }
}

void contribute(Facet facet, const Context& context, ListPlaces& places, const ValuedPledge& pledge,
                Sign sign, const CutAt& at) {
  if (!is_place(facet)) {
    return for_each_stored(facet, context, places, pledge, [&](std::string_view stored) {
      if (Cut* cut = at(stored)) cut->add(pledge, sign);
    });
  }
  if (!is_allocated(*pledge.facts)) at(kUnallocated)->add(pledge, sign);
  const Parts parts = parts_of(pledge);
  Cut* last = nullptr;
  for_each_place(facet, context, places, pledge, [&](std::string_view value, std::size_t country) {
    Cut& cut = *at(value);
    if (&cut != last) cut.pledges += std::to_underlying(sign);
    last = &cut;
    add_parts(cut, parts, country, sign);
  });
}

void Facets::add(Facet facet, const Context& context, const ValuedPledge& pledge,
                 ledger::Date day) {
  contribute(facet, context, places_, pledge, Sign::add, [&](std::string_view stored) -> Cut* {
    const auto value = value_meant(facet, stored, context, day);
    return value ? &cut_at(of(facet), *value) : nullptr;
  });
}

}  // namespace pledgebook::projections

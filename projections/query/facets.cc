// SPDX-License-Identifier: Apache-2.0
#include "projections/query/facets.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "projections/figures/apportion.h"

namespace pledgebook::projections {
namespace {

Cut& at(Cuts& cuts, std::string_view value) {
  const auto found = cuts.find(value);
  return found != cuts.end() ? found->second : cuts.emplace(value, Cut{}).first->second;
}

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

void add_parts(Cut& cut, const Parts& parts, std::size_t country) {
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (!parts[i].empty()) cut.amounts.sums[i].add(parts[i][country], Sign::add);
  }
}

// Calls `visit(value, i)` for each country i of the pledge and each value that it belongs to, all
// of a value together.
template <class Visit>
void for_each_place(Facet facet, const Context& context, const ValuedPledge& pledge, Visit visit) {
  const auto& countries = pledge.facts->countries;
  if (facet == Facet::country) {
    for (std::size_t i = 0; i < countries.size(); ++i) visit(countries[i].iso3.iso3(), i);
    return;
  }
  // By the list in force on the pledge's day.
  const auto* published = context.list_on(list_of(facet), pledge.list_day());
  if (published == nullptr) return;
  for (const ledger::ListItem& item : published->items) {
    for (std::size_t i = 0; i < countries.size(); ++i) {
      if (std::ranges::find(item.members, countries[i].iso3) != item.members.end())
        visit(item.id.text(), i);
    }
  }
}

bool is_place(Facet facet) noexcept {
  return facet == Facet::country || facet == Facet::region || facet == Facet::group;
}

void visit_items(const std::vector<ledger::ItemId>& items, const VisitValue& visit) {
  for (const ledger::ItemId& item : items) visit(item.text());
}

}  // namespace

void add_whole(Cut& cut, const ValuedPledge& pledge) {
  ++cut.pledges;
  if (!pledge.counts) return;
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (pledge.amounts[i]) cut.amounts.sums[i].add(*pledge.amounts[i], Sign::add);
  }
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

void for_each_value(Facet facet, const Context& context, const ValuedPledge& pledge,
                    ledger::Date day, const VisitValue& visit) {
  const Facts& facts = *pledge.facts;
  switch (facet) {
    case Facet::focus_area:
      return visit(facts.focus_area.text());
    case Facet::state:
      return visit(ledger::name(pledge.now().state));
    case Facet::timeliness: {
      const auto timeliness = pledge.timeliness(day);
      return visit(timeliness ? ledger::name(*timeliness) : kClosed);
    }
    case Facet::assurance:
      return visit(ledger::name(pledge.now().assurance));
    case Facet::type:
      return visit(ledger::name(facts.type));
    case Facet::sector: {
      const PartyVersion* owner = context.party(facts.owner);
      if (owner != nullptr) visit(ledger::name(owner->sector));
      return;
    }
    case Facet::scope:
      return visit(ledger::name(facts.scope));
    case Facet::region:
    case Facet::group:
    case Facet::country: {
      if (!is_allocated(facts)) visit(kUnallocated);
      std::string last;
      for_each_place(facet, context, pledge, [&](std::string_view value, std::size_t) {
        if (value == last) return;
        last = value;
        visit(value);
      });
      return;
    }
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

void Facets::add(Facet facet, const Context& context, const ValuedPledge& pledge,
                 ledger::Date day) {
  Cuts& cuts = cuts_[std::to_underlying(facet)];
  if (!is_place(facet)) {
    return for_each_value(facet, context, pledge, day,
                          [&](std::string_view value) { add_whole(at(cuts, value), pledge); });
  }
  if (!is_allocated(*pledge.facts)) add_whole(at(cuts, kUnallocated), pledge);
  const Parts parts = parts_of(pledge);
  Cut* last = nullptr;
  for_each_place(facet, context, pledge, [&](std::string_view value, std::size_t country) {
    Cut& cut = at(cuts, value);
    if (&cut != last) ++cut.pledges;
    last = &cut;
    add_parts(cut, parts, country);
  });
}

}  // namespace pledgebook::projections

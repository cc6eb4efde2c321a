// SPDX-License-Identifier: Apache-2.0
// Version: the state of a pledge after one record of its stream: one small row per record, so that
// the past is looked up, not replayed. Facts: the parts of a pledge's body that the views need; one
// row for each record that changes the body. For both, the row in force at a record is the last one
// at or before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/pledge_state.h"
#include "projections/store/packed_row.h"

namespace pledgebook::projections {

// The number of a key, in the order in which keys were added to the ledger.
using KeyNumber = std::uint32_t;

// One of the four amounts, and the record of this stream that states it.
struct Figure {
  ledger::Money money;
  ledger::Index origin{};
  ledger::Date until{};  // the end of the report's period; unset for the announced value
  friend bool operator==(const Figure&, const Figure&) = default;
};
void members(auto& row, ledger::Is<Figure> auto& v) { row(v.money, v.origin, v.until); }

struct PublishedAt {
  ledger::Instant at{};
  ledger::Index index{};
  std::optional<std::string> number;
  friend bool operator==(const PublishedAt&, const PublishedAt&) = default;
};
void members(auto& row, ledger::Is<PublishedAt> auto& v) { row(v.at, v.index, v.number); }

struct Version {
  ledger::Instant at{};  // must be first: at_of reads it
  ledger::Index index{};
  ledger::RecordedAt recorded_at{};
  ledger::Lifecycle state{};
  ledger::Assurance assurance{};
  bool entered_on_behalf = false;  // a statement entered on the member's behalf is not endorsed
  bool is_report = false;          // this record is a report
  bool awaits_correction = false;  // a correction of the value is proposed and not answered
  std::optional<ledger::Index> reviewed;  // this record is a review of the report at this index
  std::optional<PublishedAt> published;
  std::optional<Figure> announced;
  std::optional<Figure> committed;
  std::optional<Figure> disbursed;
  std::optional<Figure> verified;
  std::optional<ledger::Date> last_activity;
  std::optional<ledger::Date> last_report;  // the day on which it was made
  std::uint32_t targets_met = 0;
  std::vector<std::optional<ledger::Decimal>> actuals;  // the newest, of each target of the body
  std::vector<KeyNumber> keys;                          // the keys that signed this record
  friend bool operator==(const Version&, const Version&) = default;
};
// The index is in the row's key.
void members(auto& row, ledger::Is<Version> auto& v) {
  row(v.at, v.recorded_at, v.state, v.assurance, v.entered_on_behalf, v.is_report,
      v.awaits_correction, v.reviewed, v.published, v.announced, v.committed, v.disbursed,
      v.verified, v.last_activity, v.last_report, v.targets_met, v.actuals, v.keys);
}
// The `at` of a packed version.
[[nodiscard]] ledger::Instant at_of(std::string_view packed);

struct TargetFacts {
  std::string unit;
  ledger::Decimal baseline;
  ledger::Decimal goal;
  friend bool operator==(const TargetFacts&, const TargetFacts&) = default;
};
void members(auto& row, ledger::Is<TargetFacts> auto& v) { row(v.unit, v.baseline, v.goal); }

struct CountryFacts {
  ledger::Country iso3;
  std::optional<ledger::Share> share;
  friend bool operator==(const CountryFacts&, const CountryFacts&) = default;
};
void members(auto& row, ledger::Is<CountryFacts> auto& v) { row(v.iso3, v.share); }

struct Overlap {
  ledger::PledgeId pledge;
  ledger::Money money;
  friend bool operator==(const Overlap&, const Overlap&) = default;
};
void members(auto& row, ledger::Is<Overlap> auto& v) { row(v.pledge, v.money); }

struct Facts {
  ledger::PledgeId id;
  ledger::PartyId owner;
  std::string title;
  ledger::PledgeType type{};
  bool is_estimated = false;  // its value
  ledger::ItemId focus_area;
  std::vector<ledger::ItemId> secondary_focus_areas;
  std::optional<ledger::Nature> nature;
  ledger::Scope scope{};
  std::vector<CountryFacts> countries;  // in the order of iso3
  ledger::Date start{};
  std::optional<ledger::Date> end;
  std::vector<TargetFacts> targets;
  std::vector<ledger::ItemId> sdgs;
  std::vector<ledger::ItemId> goals;
  std::vector<ledger::ItemId> wsis;
  std::vector<ledger::ItemId> frameworks;
  std::vector<ledger::ItemId> beneficiaries;  // the groups of people
  std::optional<ledger::ItemId> event;        // at which it was pledged
  std::vector<Overlap> overlaps;              // one for each related pledge with a declared overlap
  friend bool operator==(const Facts&, const Facts&) = default;
};
void members(auto& row, ledger::Is<Facts> auto& v) {
  row(v.id, v.owner, v.title, v.type, v.is_estimated, v.focus_area, v.secondary_focus_areas,
      v.nature, v.scope, v.countries, v.start, v.end, v.targets, v.sdgs, v.goals, v.wsis,
      v.frameworks, v.beneficiaries, v.event, v.overlaps);
}

// What a read of a pledge unpacks of its facts, most of what a read costs: all, or the members that
// stand first, its id, owner and title; the others stay empty.
enum class FactsRead : std::uint8_t { whole, names };
// The first members of packed facts.
void names(auto& row, Facts& v) { row(v.id, v.owner, v.title); }

// `pledge` after `entry` was folded; `keys` are the numbers of its signatures' keys.
[[nodiscard]] Version version_of(const ledger::PledgeState& pledge, const ledger::Entry& entry,
                                 std::vector<KeyNumber> keys);
[[nodiscard]] Facts facts_of(const ledger::PledgeState& pledge);
// Whether this statement can change the result of `facts_of`.
[[nodiscard]] bool changes_facts(const ledger::Body& body) noexcept;

}  // namespace pledgebook::projections

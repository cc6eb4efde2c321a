// SPDX-License-Identifier: Apache-2.0
// Pledges: the bodies of the statements that make, change, publish and end a pledge (domain.md,
// "Statement kinds"; party.h explains `describe`). Reports and their reviews are in report.h.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/fields.h"
#include "ledger/domain/values/country.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/money.h"
#include "ledger/domain/values/names.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::ledger {

enum class PledgeType : std::uint8_t { financial, programme, policy, advocacy };
constexpr auto names_of(PledgeType) {
  return std::to_array<Name<PledgeType>>({{PledgeType::financial, "financial"},
                                          {PledgeType::programme, "programme"},
                                          {PledgeType::policy, "policy"},
                                          {PledgeType::advocacy, "advocacy"}});
}
enum class Nature : std::uint8_t { cash, own_capex, in_kind, loan, guarantee };
constexpr auto names_of(Nature) {
  return std::to_array<Name<Nature>>({{Nature::cash, "cash"},
                                      {Nature::own_capex, "own-capex"},
                                      {Nature::in_kind, "in-kind"},
                                      {Nature::loan, "loan"},
                                      {Nature::guarantee, "guarantee"}});
}
enum class Additionality : std::uint8_t { new_effort, expansion, continuation };
constexpr auto names_of(Additionality) {
  return std::to_array<Name<Additionality>>({{Additionality::new_effort, "new"},
                                             {Additionality::expansion, "expansion"},
                                             {Additionality::continuation, "continuation"}});
}
enum class Scope : std::uint8_t { global, region, countries };
constexpr auto names_of(Scope) {
  return std::to_array<Name<Scope>>(
      {{Scope::global, "global"}, {Scope::region, "region"}, {Scope::countries, "countries"}});
}

void describe(auto& f, Is<Money> auto& b) {
  f("amount", b.amount);
  f("currency", b.currency);
}
// What is pledged, in money or by an estimate of what it is worth.
struct PledgeValue : Money {
  std::optional<bool> estimated;
  friend bool operator==(const PledgeValue&, const PledgeValue&) = default;
};
void describe(auto& f, Is<PledgeValue> auto& b) {
  f("amount", b.amount);
  f("currency", b.currency);
  f("estimated", b.estimated);
}

// A registrar's statement for a member that has never had a key: both fields are given, or neither.
struct OnBehalf {
  std::optional<PartyId> on_behalf_of;
  std::optional<std::string> source;
  friend bool operator==(const OnBehalf&, const OnBehalf&) = default;
};
void describe(auto& f, Is<OnBehalf> auto& b) {
  f("on_behalf_of", b.on_behalf_of);
  f("source", b.source, kReason);
}

struct CountryShare {
  Country iso3;
  std::optional<Share> share;  // per cent of the value
  friend bool operator==(const CountryShare&, const CountryShare&) = default;
};
void describe(auto& f, Is<CountryShare> auto& b) {
  f("iso3", b.iso3);
  f("share", b.share);
}
struct Target {
  TargetId id;
  std::string title;
  std::string unit;
  Decimal baseline;
  Decimal goal;
  Date due{};
  friend bool operator==(const Target&, const Target&) = default;
};
void describe(auto& f, Is<Target> auto& b) {
  f("id", b.id);
  f("title", b.title, kTitle);
  f("unit", b.unit, kName);
  f("baseline", b.baseline);
  f("goal", b.goal);
  f("due", b.due);
}
struct Beneficiaries {
  ItemId group;
  std::uint64_t count = 0;  // people
  friend bool operator==(const Beneficiaries&, const Beneficiaries&) = default;
};
void describe(auto& f, Is<Beneficiaries> auto& b) {
  f("group", b.group);
  f("count", b.count);
}
struct Partner {  // exactly one of party and name
  std::optional<PartyId> party;
  std::optional<std::string> name;
  std::optional<Share> share;  // per cent of the value
  friend bool operator==(const Partner&, const Partner&) = default;
};
void describe(auto& f, Is<Partner> auto& b) {
  f("party", b.party);
  f("name", b.name, kName);
  f("share", b.share);
}
struct RelatedPledge {
  PledgeId pledge;
  std::optional<Money> overlap;  // the amount that both pledges count
  friend bool operator==(const RelatedPledge&, const RelatedPledge&) = default;
};
void describe(auto& f, Is<RelatedPledge> auto& b) {
  f("pledge", b.pledge);
  f("overlap", b.overlap);
}

struct PledgeBody {
  OnBehalf behalf;
  std::string title;
  std::optional<std::string> description;
  PledgeType type{};
  ItemId focus_area;
  std::vector<ItemId> secondary_focus_areas;
  std::optional<PledgeValue> value;
  std::optional<Nature> nature;
  std::optional<Additionality> additionality;
  Scope scope{};
  std::vector<CountryShare> countries;
  Date start{};
  std::optional<Date> end;
  std::vector<Target> targets;
  std::vector<Beneficiaries> beneficiaries;
  std::vector<Partner> partners;
  std::vector<ItemId> sdgs;
  std::vector<ItemId> goals;
  std::vector<ItemId> wsis;
  std::vector<ItemId> frameworks;
  std::optional<ItemId> event;  // at which it was pledged
  std::vector<RelatedPledge> related;
  bool is_public = false;  // `public` on the wire
  friend bool operator==(const PledgeBody&, const PledgeBody&) = default;
};
void describe(auto& f, Is<PledgeBody> auto& b) {
  describe(f, b.behalf);
  f("title", b.title, kTitle);
  f("description", b.description, kNarrative);
  f("type", b.type);
  f("focus_area", b.focus_area);
  f("secondary_focus_areas", b.secondary_focus_areas);
  f("value", b.value);
  f("nature", b.nature);
  f("additionality", b.additionality);
  f("scope", b.scope);
  f("countries", b.countries);
  f("start", b.start);
  f("end", b.end);
  f("targets", b.targets);
  f("beneficiaries", b.beneficiaries);
  f("partners", b.partners);
  f("sdgs", b.sdgs);
  f("goals", b.goals);
  f("wsis", b.wsis);
  f("frameworks", b.frameworks);
  f("event", b.event);
  f("related", b.related);
  f("public", b.is_public);
}

struct PledgeSubmitted {
  static constexpr std::string_view kKind = "pledge.submitted";
  PledgeBody pledge;
};
void describe(auto& f, Is<PledgeSubmitted> auto& b) { describe(f, b.pledge); }
struct PledgeRevised {
  static constexpr std::string_view kKind = "pledge.revised";
  PledgeBody pledge;
};
void describe(auto& f, Is<PledgeRevised> auto& b) { describe(f, b.pledge); }

struct PledgePublished {
  static constexpr std::string_view kKind = "pledge.published";
  std::optional<Sid> submission;      // the submission or revision that was reviewed
  std::optional<std::string> number;  // the public number
};
void describe(auto& f, Is<PledgePublished> auto& b) {
  f("submission", b.submission);
  f("number", b.number, kName);
}
struct FieldComment {
  std::string field;  // JSON pointer into the pledge, or the name of a field
  std::string comment;
};
void describe(auto& f, Is<FieldComment> auto& b) {
  f("field", b.field, kName);
  f("comment", b.comment, kNarrative);
}
struct PledgeReturned {
  static constexpr std::string_view kKind = "pledge.returned";
  std::optional<Sid> submission;
  std::vector<FieldComment> comments;
};
void describe(auto& f, Is<PledgeReturned> auto& b) {
  f("submission", b.submission);
  f("comments", b.comments);
}
struct PledgeRejected {
  static constexpr std::string_view kKind = "pledge.rejected";
  std::optional<Sid> submission;
  std::string reason;
};
void describe(auto& f, Is<PledgeRejected> auto& b) {
  f("submission", b.submission);
  f("reason", b.reason, kReason);
}

enum class AmendmentCategory : std::uint8_t { correction, increase, reduction, extension, scope };
constexpr auto names_of(AmendmentCategory) {
  return std::to_array<Name<AmendmentCategory>>({{AmendmentCategory::correction, "correction"},
                                                 {AmendmentCategory::increase, "increase"},
                                                 {AmendmentCategory::reduction, "reduction"},
                                                 {AmendmentCategory::extension, "extension"},
                                                 {AmendmentCategory::scope, "scope"}});
}
struct PledgeAmended {
  static constexpr std::string_view kKind = "pledge.amended";
  OnBehalf behalf;
  AmendmentCategory category{};
  boost::json::object changes;  // JSON merge patch (RFC 7396) on the pledge's body
  std::string reason;
};
void describe(auto& f, Is<PledgeAmended> auto& b) {
  describe(f, b.behalf);
  f("category", b.category);
  f("changes", b.changes);
  f("reason", b.reason, kReason);
}

// A correction of the value is a proposal, and has no effect until a reviewer accepts it.
struct CorrectionAccepted {
  static constexpr std::string_view kKind = "correction.accepted";
  Sid amendment;  // the proposal
  std::optional<std::string> reason;
};
void describe(auto& f, Is<CorrectionAccepted> auto& b) {
  f("amendment", b.amendment);
  f("reason", b.reason, kReason);
}
struct CorrectionDeclined {
  static constexpr std::string_view kKind = "correction.declined";
  Sid amendment;
  std::string reason;
};
void describe(auto& f, Is<CorrectionDeclined> auto& b) {
  f("amendment", b.amendment);
  f("reason", b.reason, kReason);
}

struct PledgeEndorsed {
  static constexpr std::string_view kKind = "pledge.endorsed";
  Sid sid;  // the statement, entered on the member's behalf, that the member now signs
};
void describe(auto& f, Is<PledgeEndorsed> auto& b) { f("sid", b.sid); }
struct PledgeWithdrawn {
  static constexpr std::string_view kKind = "pledge.withdrawn";
  OnBehalf behalf;
  std::string reason;
};
void describe(auto& f, Is<PledgeWithdrawn> auto& b) {
  describe(f, b.behalf);
  f("reason", b.reason, kReason);
}
struct PledgeReinstated {
  static constexpr std::string_view kKind = "pledge.reinstated";
  OnBehalf behalf;
  std::string reason;
};
void describe(auto& f, Is<PledgeReinstated> auto& b) {
  describe(f, b.behalf);
  f("reason", b.reason, kReason);
}
struct NoticeGiven {
  static constexpr std::string_view kKind = "notice.given";
  std::string text;
};
void describe(auto& f, Is<NoticeGiven> auto& b) { f("text", b.text, kReason); }
struct PledgeLapsed {
  static constexpr std::string_view kKind = "pledge.lapsed";
  Sid notice;  // the notice.given that went before
};
void describe(auto& f, Is<PledgeLapsed> auto& b) { f("notice", b.notice); }
enum class SupersededReason : std::uint8_t { merge, duplicate };
constexpr auto names_of(SupersededReason) {
  return std::to_array<Name<SupersededReason>>(
      {{SupersededReason::merge, "merge"}, {SupersededReason::duplicate, "duplicate"}});
}
struct PledgeSuperseded {
  static constexpr std::string_view kKind = "pledge.superseded";
  PledgeId successor;
  SupersededReason reason{};
};
void describe(auto& f, Is<PledgeSuperseded> auto& b) {
  f("successor", b.successor);
  f("reason", b.reason);
}
struct MatchProposed {
  static constexpr std::string_view kKind = "match.proposed";
  PledgeId pledge;  // the other one
};
void describe(auto& f, Is<MatchProposed> auto& b) { f("pledge", b.pledge); }
struct MatchAccepted {
  static constexpr std::string_view kKind = "match.accepted";
  Sid sid;  // of the proposal
};
void describe(auto& f, Is<MatchAccepted> auto& b) { f("sid", b.sid); }

}  // namespace pledgebook::ledger

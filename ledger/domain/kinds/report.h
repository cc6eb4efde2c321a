// SPDX-License-Identifier: Apache-2.0
// Reports on a pledge, reviews and attestations of it, and messages about it: bodies of statements
// (domain.md, "Statement kinds"; party.h explains `describe`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/fields.h"
#include "ledger/domain/kinds/pledge.h"

namespace pledgebook::ledger {

enum class Stage : std::uint8_t { planning, in_progress, stalled, completed };
constexpr auto names_of(Stage) {
  return std::to_array<Name<Stage>>({{Stage::planning, "planning"},
                                     {Stage::in_progress, "in-progress"},
                                     {Stage::stalled, "stalled"},
                                     {Stage::completed, "completed"}});
}
// How far a report's figures have been checked; domain.md, "Three axes".
enum class Assurance : std::uint8_t { self_reported, documented, reviewed, verified, disputed };
constexpr auto names_of(Assurance) {
  return std::to_array<Name<Assurance>>({{Assurance::self_reported, "SELF_REPORTED"},
                                         {Assurance::documented, "DOCUMENTED"},
                                         {Assurance::reviewed, "REVIEWED"},
                                         {Assurance::verified, "VERIFIED"},
                                         {Assurance::disputed, "DISPUTED"}});
}

struct Period {  // both days inclusive
  Date from{};
  Date to{};
  friend bool operator==(const Period&, const Period&) = default;
};
void describe(auto& f, Is<Period> auto& b) {
  f("from", b.from);
  f("to", b.to);
}
struct Actual {
  TargetId target;
  Decimal value;
  friend bool operator==(const Actual&, const Actual&) = default;
};
void describe(auto& f, Is<Actual> auto& b) {
  f("target", b.target);
  f("value", b.value);
}
// A file that stays outside the ledger; only the hash of its bytes is recorded.
struct Evidence {
  EvidenceHash sha256;
  std::uint64_t size = 0;  // bytes
  std::string type;        // media type
  std::string name;
};
void describe(auto& f, Is<Evidence> auto& b) {
  f("sha256", b.sha256);
  f("size", b.size);
  f("type", b.type, kName);
  f("name", b.name, kName);
}

struct ReportSubmitted {
  static constexpr std::string_view kKind = "report.submitted";
  OnBehalf behalf;
  Period period;
  Stage stage{};
  std::vector<Actual> actuals;
  std::optional<Money> committed;  // cumulative since the pledge began
  std::optional<Money> disbursed;  // cumulative since the pledge began
  std::optional<std::string> narrative;
  std::optional<std::string> lessons;  // what others may learn from it
  std::vector<std::string> barriers;
  std::optional<std::string> next_steps;
  std::vector<Evidence> evidence;
  std::optional<Sid> corrects;     // the report that this one replaces
  std::optional<bool> correction;  // true: the cumulative figures may fall
};
void describe(auto& f, Is<ReportSubmitted> auto& b) {
  describe(f, b.behalf);
  f("period", b.period);
  f("stage", b.stage);
  f("actuals", b.actuals);
  f("committed", b.committed);
  f("disbursed", b.disbursed);
  f("narrative", b.narrative, kNarrative);
  f("lessons", b.lessons, kNarrative);
  f("barriers", b.barriers, kReason);
  f("next_steps", b.next_steps, kNarrative);
  f("evidence", b.evidence);
  f("corrects", b.corrects);
  f("correction", b.correction);
}

enum class Finding : std::uint8_t { accepted, queried };
constexpr auto names_of(Finding) {
  return std::to_array<Name<Finding>>(
      {{Finding::accepted, "accepted"}, {Finding::queried, "queried"}});
}
// The assurance that a review gives, as statements write it; a queried report is disputed.
enum class ReviewAssurance : std::uint8_t { documented, reviewed, verified, disputed };
constexpr auto names_of(ReviewAssurance) {
  return std::to_array<Name<ReviewAssurance>>({{ReviewAssurance::documented, "documented"},
                                               {ReviewAssurance::reviewed, "reviewed"},
                                               {ReviewAssurance::verified, "verified"},
                                               {ReviewAssurance::disputed, "disputed"}});
}
struct ReportReviewed {
  static constexpr std::string_view kKind = "report.reviewed";
  Sid report;
  Finding finding{};
  ReviewAssurance assurance{};
  std::optional<std::string> comments;
};
void describe(auto& f, Is<ReportReviewed> auto& b) {
  f("report", b.report);
  f("finding", b.finding);
  f("assurance", b.assurance);
  f("comments", b.comments, kNarrative);
}

enum class FulfilmentResult : std::uint8_t { fulfilled, partly_fulfilled, unfulfilled, queried };
constexpr auto names_of(FulfilmentResult) {
  return std::to_array<Name<FulfilmentResult>>(
      {{FulfilmentResult::fulfilled, "fulfilled"},
       {FulfilmentResult::partly_fulfilled, "partly-fulfilled"},
       {FulfilmentResult::unfulfilled, "unfulfilled"},
       {FulfilmentResult::queried, "queried"}});
}
struct FulfilmentDetermined {
  static constexpr std::string_view kKind = "fulfilment.determined";
  FulfilmentResult result{};
  std::vector<Actual> achieved;  // per target, as the auditor found it
};
void describe(auto& f, Is<FulfilmentDetermined> auto& b) {
  f("result", b.result);
  f("achieved", b.achieved);
}
struct FulfilmentReversed {
  static constexpr std::string_view kKind = "fulfilment.reversed";
  std::string reason;
  Sid sid;  // of the determination
};
void describe(auto& f, Is<FulfilmentReversed> auto& b) {
  f("reason", b.reason, kReason);
  f("sid", b.sid);
}
// Another party's word on a pledge, in the stream attestation/<pledge>.
struct AttestationGiven {
  static constexpr std::string_view kKind = "attestation.given";
  std::string claim;
  std::vector<Evidence> evidence;
};
void describe(auto& f, Is<AttestationGiven> auto& b) {
  f("claim", b.claim, kNarrative);
  f("evidence", b.evidence);
}
struct AttestationWithdrawn {
  static constexpr std::string_view kKind = "attestation.withdrawn";
  Sid sid;  // of the attestation
  std::string reason;
};
void describe(auto& f, Is<AttestationWithdrawn> auto& b) {
  f("sid", b.sid);
  f("reason", b.reason, kReason);
}

// What parties say to each other about a pledge, in the stream discussion/<pledge>; it counts in no
// figure.
enum class Topic : std::uint8_t { question, answer, experience, offer };
constexpr auto names_of(Topic) {
  return std::to_array<Name<Topic>>({{Topic::question, "question"},
                                     {Topic::answer, "answer"},
                                     {Topic::experience, "experience"},
                                     {Topic::offer, "offer"}});
}
struct MessagePosted {
  static constexpr std::string_view kKind = "message.posted";
  std::string text;
  std::optional<Sid> in_reply_to;  // a message in the same stream
  Topic topic{};
};
void describe(auto& f, Is<MessagePosted> auto& b) {
  f("text", b.text, kNarrative);
  f("in_reply_to", b.in_reply_to);
  f("topic", b.topic);
}

}  // namespace pledgebook::ledger

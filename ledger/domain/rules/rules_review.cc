// SPDX-License-Identifier: Apache-2.0
// Rules of reviews, determinations and attestations.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/rules/rules_actuals.h"
#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

Objection check_determinable(const Case& c) {
  const Lifecycle state = c.pledge->state;
  if (state == Lifecycle::completion_claimed) return std::nullopt;
  if (auto objection = check_open(c)) return objection;
  const auto& end = c.pledge->body.end;
  if (end && *end < c.earliest_day()) return std::nullopt;
  return object(
      "end_not_passed", "/at",
      fmt::format("the pledge is {}, and its end is {}", name(state), end ? to_text(*end) : "open"),
      end ? fmt::format("a report with stage completed, or a time when {} is over everywhere",
                        to_text(*end))
          : "a report with stage completed, since the pledge has no end");
}

// What the operator entered for a member, its own auditors can't verify: they would vouch for their
// own house's word.
Objection check_verified(const Case& c, const ReportState& report, const ReportReviewed& b) {
  if (b.assurance != ReviewAssurance::verified || (!c.pledge->is_entered && !report.entered))
    return std::nullopt;
  if (c.statement().signers.front() != c.governance().operator_id) return std::nullopt;
  return object(
      "verified_by_enterer", "/body/assurance",
      fmt::format("{} entered the {} on the member's behalf", c.governance().operator_id.text(),
                  report.entered ? "report" : "pledge"),
      "documented or reviewed; another party's auditor may verify it");
}

// What others say of a pledge a year, each party in each stream.
constexpr std::uint32_t kAttestationsMax = 20;
constexpr std::uint32_t kMessagesMax = 50;

Objection check_was_published(const Case& c) {
  if (c.pledge->publication) return std::nullopt;
  return object("pledge_not_published", "/stream",
                fmt::format("the pledge is {} and was never published", name(c.pledge->state)),
                "a pledge that was published");
}

Objection check_allowance(const Case& c, std::uint32_t max) {
  const PartyId& by = c.statement().signers.front();
  const Allowance* allowance = c.registry.find(Speaker{c.statement().stream, by});
  if (allowance == nullptr || allowance->used < max ||
      allowance->year != year_of(c.entry.recorded_at)) {
    return std::nullopt;
  }
  return object("allowance_used", "/stream",
                fmt::format("{} has made {} statements in this stream this year", by.text(), max),
                "the same next year");
}

}  // namespace

Objection check_actuals(const PledgeState& pledge, std::span<const Actual> actuals,
                        const std::string& pointer) {
  for (std::size_t i = 0; i < actuals.size(); ++i) {
    const TargetId& target = actuals[i].target;
    const std::string place = fmt::format("{}/{}/target", pointer, i);
    if (std::ranges::find(pledge.body.targets, target, &Target::id) == pledge.body.targets.end()) {
      return object("target_unknown", place,
                    fmt::format("the pledge has no target {}", target.text()),
                    "the id of a target of the amended pledge");
    }
    const auto before = actuals.first(i);
    if (std::ranges::find(before, target, &Actual::target) != before.end()) {
      return object("target_twice", place,
                    fmt::format("the target {} appears twice", target.text()), "each target once");
    }
  }
  return std::nullopt;
}

Objection check_evidence(std::span<const Evidence> evidence, const std::string& pointer) {
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (evidence[i].size > 0) continue;
    return object("evidence_empty", fmt::format("{}/{}/size", pointer, i),
                  "the evidence file is empty", "the file's size in bytes");
  }
  return std::nullopt;
}

Objection judge(const Case& c, const ReportReviewed& b) {
  const ReportState* report = find_report(*c.pledge, b.report);
  if (report == nullptr) {
    return object("report_unknown", "/body/report", "the pledge has no report with this sid",
                  "the sid of a report.submitted on this pledge");
  }
  const bool queried = b.finding == Finding::queried;
  if (queried != (b.assurance == ReviewAssurance::disputed)) {
    return object(
        "assurance_contradicts_finding", "/body/assurance",
        fmt::format("the report is {} and its assurance {}", name(b.finding), name(b.assurance)),
        queried ? "disputed, since the report is queried"
                : "documented, reviewed or verified, since the report is accepted");
  }
  return check_verified(c, *report, b);
}

Objection judge(const Case& c, const FulfilmentDetermined& b) {
  if (auto objection = check_determinable(c)) return objection;
  return check_actuals(*c.pledge, b.achieved, "/body/achieved");
}

Objection judge(const Case& c, const FulfilmentReversed& b) {
  if (auto objection = check_state(
          c, {Lifecycle::fulfilled, Lifecycle::partly_fulfilled, Lifecycle::unfulfilled})) {
    return objection;
  }
  if (c.pledge->determination && c.pledge->determination->sid == b.sid) return std::nullopt;
  return object("determination_unknown", "/body/sid",
                "this is not the sid of the current determination",
                c.pledge->determination ? c.pledge->determination->sid.hex()
                                        : "the sid of a fulfilment.determined");
}

Objection judge(const Case& c, const AttestationGiven& b) {
  if (auto objection = check_was_published(c)) return objection;
  if (auto objection = check_allowance(c, kAttestationsMax)) return objection;
  return check_evidence(b.evidence, "/body/evidence");
}

Objection judge(const Case& c, const AttestationWithdrawn& b) {
  const EarlierStatement* attestation = c.registry.find_earlier(b.sid);
  if (attestation == nullptr || attestation->stream != c.statement().stream) {
    return object("attestation_unknown", "/body/sid", "the pledge has no attestation with this sid",
                  "the sid of an attestation.given in this stream");
  }
  if (attestation->by != c.statement().signers.front()) {
    return object("attestation_of_another", "/signers/0",
                  fmt::format("the attestation is {}'s", attestation->by.text()),
                  attestation->by.text());
  }
  if (!attestation->withdrawn) return std::nullopt;
  return object("attestation_withdrawn", "/body/sid", "the attestation is already withdrawn",
                "an attestation that stands");
}

Objection judge(const Case& c, const MessagePosted& b) {
  if (auto objection = check_was_published(c)) return objection;
  if (auto objection = check_allowance(c, kMessagesMax)) return objection;
  if (!b.in_reply_to) return std::nullopt;
  const EarlierStatement* message = c.registry.find_earlier(*b.in_reply_to);
  if (message != nullptr && message->stream == c.statement().stream) return std::nullopt;
  return object("message_unknown", "/body/in_reply_to",
                "the discussion has no message with this sid",
                "the sid of a message.posted in this stream");
}

}  // namespace pledgebook::ledger

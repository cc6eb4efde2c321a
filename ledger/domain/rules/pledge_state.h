// SPDX-License-Identifier: Apache-2.0
// PledgeState: the state of one pledge after the records of its stream. Admission checks the next
// statement against it, and every read model is built from it. Values only; `fold` (fold.h) alone
// changes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/pledge.h"
#include "ledger/domain/kinds/report.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/names.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::ledger {

enum class Lifecycle : std::uint8_t {
  submitted,
  returned,
  rejected,
  published,
  in_progress,
  stalled,
  completion_claimed,
  fulfilled,
  partly_fulfilled,
  unfulfilled,
  withdrawn,
  lapsed,
  superseded
};
constexpr auto names_of(Lifecycle) {
  return std::to_array<Name<Lifecycle>>({{Lifecycle::submitted, "SUBMITTED"},
                                         {Lifecycle::returned, "RETURNED"},
                                         {Lifecycle::rejected, "REJECTED"},
                                         {Lifecycle::published, "PUBLISHED"},
                                         {Lifecycle::in_progress, "IN_PROGRESS"},
                                         {Lifecycle::stalled, "STALLED"},
                                         {Lifecycle::completion_claimed, "COMPLETION_CLAIMED"},
                                         {Lifecycle::fulfilled, "FULFILLED"},
                                         {Lifecycle::partly_fulfilled, "PARTLY_FULFILLED"},
                                         {Lifecycle::unfulfilled, "UNFULFILLED"},
                                         {Lifecycle::withdrawn, "WITHDRAWN"},
                                         {Lifecycle::lapsed, "LAPSED"},
                                         {Lifecycle::superseded, "SUPERSEDED"}});
}
// PUBLISHED, IN_PROGRESS, STALLED, COMPLETION_CLAIMED or LAPSED: more may still happen.
[[nodiscard]] bool is_open(Lifecycle state) noexcept;
// Whether a pledge's amounts count in totals; the pledge itself always counts as a pledge.
[[nodiscard]] bool counts_in_totals(Lifecycle state) noexcept;

enum class Timeliness : std::uint8_t { current, due, inactive };
constexpr auto names_of(Timeliness) {
  return std::to_array<Name<Timeliness>>({{Timeliness::current, "CURRENT"},
                                          {Timeliness::due, "DUE"},
                                          {Timeliness::inactive, "INACTIVE"}});
}
inline constexpr std::chrono::days kCurrentDaysMax{365};
inline constexpr std::chrono::days kDueDaysMax{730};
// By the days between the last activity and `today`.
[[nodiscard]] Timeliness timeliness(Date last_activity, Date today) noexcept;

// The record that a fact comes from, and the keys that signed it: a later `compromised_since` is
// compared with it.
struct Origin {
  Index index{};
  std::vector<KeyId> keys;
};

struct ReportState {
  Sid sid;
  Origin origin;
  Instant at{};
  Period period;
  Stage stage{};
  std::vector<Actual> actuals;
  std::optional<Money> committed;
  std::optional<Money> disbursed;
  Assurance assurance = Assurance::self_reported;
  bool entered = false;     // on the member's behalf
  bool replaced = false;    // a later report corrects it
  bool correction = false;  // it said that figures may fall
};

struct Publication {
  Instant at{};
  Index index{};
  std::optional<std::string> number;
};

struct Notice {
  Sid sid;
  Instant at{};
  RecordedAt recorded_at{};
};

struct Determination {
  Sid sid;
  Index index{};
  FulfilmentResult result{};
  std::vector<Actual> achieved;
  Lifecycle before{};
};

// A correction of the value that no reviewer has answered yet.
struct Correction {
  Sid sid;
  Origin origin;
  std::string changes;  // the merge patch, canonical JSON
};

struct PledgeState {
  PledgeId id;
  PartyId owner;
  std::vector<PartyId> partners;  // that signed it as partners: with the owner, who has an interest
  std::vector<KeyId> hands;       // holders that signed for the owner or a partner, or on behalf
  PledgeBody body;                // as amended
  Lifecycle state = Lifecycle::submitted;
  Lifecycle before_withdrawal = Lifecycle::submitted;

  Sid head;                 // sid of the stream's last statement
  Instant last_at{};        // its `at`
  std::uint32_t count = 0;  // records in the stream
  Index first{};            // index of the stream's first record: the pledge's ordinal
  Index last{};             // index of its last

  Instant submitted_at{};                // of pledge.submitted
  Sid submission;                        // the pledge.submitted or pledge.revised in force
  bool is_entered = false;               // it was made on the member's behalf
  Origin valuation;                      // of the statement that last set the announced value
  std::optional<Correction> correction;  // the one that is open
  std::optional<Publication> publication;
  std::vector<ReportState> reports;  // in the order of their records
  std::vector<Sid> entered;          // statements on the member's behalf that it has not endorsed
  std::optional<Notice> notice;      // the last one
  std::optional<Determination> determination;  // the one in force
  std::optional<PledgeId> successor;
  std::vector<PledgeId> matches;  // accepted
};
// Whether the party is the owner, or a partner that signed as one: it judges nothing of the pledge.
[[nodiscard]] bool has_interest(const PledgeState& pledge, const PartyId& party) noexcept;

// The pledge's current report: of those not replaced, the one whose period ends last.
[[nodiscard]] const ReportState* last_report(const PledgeState& pledge) noexcept;
// The report that gives the cumulative figure in force: of those not replaced that give it, the one
// whose period ends last. `verified` is the figure disbursed that an auditor has verified.
[[nodiscard]] const ReportState* committed_report(const PledgeState& pledge) noexcept;
[[nodiscard]] const ReportState* disbursed_report(const PledgeState& pledge) noexcept;
[[nodiscard]] const ReportState* verified_report(const PledgeState& pledge) noexcept;
[[nodiscard]] Assurance assurance(const PledgeState& pledge) noexcept;
// The later of publication and last report; nothing before publication.
[[nodiscard]] std::optional<Instant> last_activity(const PledgeState& pledge) noexcept;
// The newest actual of a target, from reports not replaced.
[[nodiscard]] std::optional<Decimal> last_actual(const PledgeState& pledge,
                                                 const TargetId& target) noexcept;
// Targets whose newest actual reaches the goal (falls to it, where the goal is below the baseline).
[[nodiscard]] std::uint32_t targets_met(const PledgeState& pledge) noexcept;
[[nodiscard]] const ReportState* find_report(const PledgeState& pledge, const Sid& sid) noexcept;

}  // namespace pledgebook::ledger

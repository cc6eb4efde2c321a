// SPDX-License-Identifier: Apache-2.0
// Shared by the rules of all subjects: the case to check, and how to make an objection. Internal to
// rights.cc and rules*.cc; each rule is a function of a case and a body that returns nothing or one
// objection; a kind's rules are called in order until one objects.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/pledge_state.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/domain/values/days_on_earth.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

using Objection = std::optional<Refusal>;

struct Case {
  Registry& registry;
  const Entry& entry;
  const PledgeState* pledge = nullptr;  // that the stream is about; null before pledge.submitted

  [[nodiscard]] const Statement& statement() const noexcept { return entry.statement; }
  [[nodiscard]] const Governance& governance() const noexcept { return registry.governance(); }
  [[nodiscard]] Instant at() const noexcept { return entry.statement.at; }
  [[nodiscard]] Date latest_day() const noexcept { return ledger::latest_day(at()); }
  [[nodiscard]] Date earliest_day() const noexcept { return ledger::earliest_day(at()); }
};

inline Objection object(std::string code, std::string pointer, std::string rule,
                        std::string accepted) {
  return Refusal{std::move(code), std::move(pointer), std::move(rule), std::move(accepted)};
}

template <class Body>
using Rule = Objection (*)(const Case&, const Body&);

template <class Body>
Objection first_objection(const Case& c, const Body& body,
                          std::initializer_list<Rule<Body>> rules) {
  for (const Rule<Body> rule : rules) {
    if (Objection objection = rule(c, body)) return objection;
  }
  return std::nullopt;
}

inline Admitted<void> verdict(Objection objection) {
  if (objection) return std::unexpected(*std::move(objection));
  return {};
}

// The stream kind that statements of a kind belong to. A key.revoked belongs to keys/ or, where a
// registrar or the root keys sign it, to governance.
[[nodiscard]] StreamKind stream_kind_of(const Body& body) noexcept;

// Checked before rights and rules: ledger.created is at index 0 and nowhere else, the statement is
// for this ledger, and its stream fits the kind.
Objection check_place(const Case& c);
// The pledge that the stream is about exists; for pledge.submitted it must not.
Objection check_pledge_exists(const Case& c);

// Rule set 1.
[[nodiscard]] Admitted<void> check_rights_1(Registry& registry, const Entry& entry);
[[nodiscard]] Admitted<void> check_rules_1(Registry& registry, const Entry& entry);

// The rules of each kind, by subject. In a pledge's stream, the rules of all kinds but
// pledge.submitted are called only if the pledge exists.
Objection judge(const Case&, const LedgerCreated&);
Objection judge(const Case&, const RulesAdopted&);
Objection judge(const Case&, const LogKeyReplaced&);
Objection judge(const Case&, const ListPublished&);
Objection judge(const Case&, const RatesPublished&);
Objection judge(const Case&, const ObjectiveSet&);
Objection judge(const Case&, const IndicatorObserved&);
Objection judge(const Case&, const WitnessPolicyPublished&);
Objection judge(const Case&, const PartyRegistered&);
Objection judge(const Case&, const PartyUpdated&);
Objection judge(const Case&, const PartySuspended&);
Objection judge(const Case&, const PartyResumed&);
Objection judge(const Case&, const KeyAdded&);
Objection judge(const Case&, const KeyReplaced&);
Objection judge(const Case&, const KeyRevoked&);
Objection judge(const Case&, const PledgeSubmitted&);
Objection judge(const Case&, const PledgeRevised&);
Objection judge(const Case&, const PledgePublished&);
Objection judge(const Case&, const PledgeReturned&);
Objection judge(const Case&, const PledgeRejected&);
Objection judge(const Case&, const PledgeAmended&);
Objection judge(const Case&, const CorrectionAccepted&);
Objection judge(const Case&, const CorrectionDeclined&);
Objection judge(const Case&, const PledgeEndorsed&);
Objection judge(const Case&, const PledgeWithdrawn&);
Objection judge(const Case&, const PledgeReinstated&);
Objection judge(const Case&, const NoticeGiven&);
Objection judge(const Case&, const PledgeLapsed&);
Objection judge(const Case&, const PledgeSuperseded&);
Objection judge(const Case&, const ReportSubmitted&);
Objection judge(const Case&, const ReportReviewed&);
Objection judge(const Case&, const FulfilmentDetermined&);
Objection judge(const Case&, const FulfilmentReversed&);
Objection judge(const Case&, const AttestationGiven&);
Objection judge(const Case&, const AttestationWithdrawn&);
Objection judge(const Case&, const MessagePosted&);
Objection judge(const Case&, const MatchProposed&);
Objection judge(const Case&, const MatchAccepted&);

}  // namespace pledgebook::ledger

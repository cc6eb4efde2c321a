// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rights_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace pledgebook::ledger {
namespace {

// How long an auditor has been one before it may reverse what was determined before its time.
constexpr std::chrono::days kAuditorDaysMin{30};

Objection check_seniority(const Case& c, const Signing& signing) {
  const auto& determination = c.pledge->determination;
  const Key& key = *signing.key;
  if (!determination || key.held_since < determination->index) return std::nullopt;
  if (c.entry.recorded_at - key.held_since_time >= kAuditorDaysMin) return std::nullopt;
  return object("auditor_too_new", keyid_pointer(signing),
                fmt::format("the auditor's key was added by record {}, after the determination and "
                            "less than {} days ago",
                            number(key.held_since), kAuditorDaysMin.count()),
                "auditors from before the determination, or for 30 days");
}

}  // namespace

Objection check_interest(const Case& c, const Signing& signing) {
  if (!has_interest(*c.pledge, signing.key->party)) return std::nullopt;
  const bool is_owner = signing.key->party == c.pledge->owner;
  return object("judge_has_interest", keyid_pointer(signing),
                fmt::format("{} {}, and so can't judge it", signing.key->party.text(),
                            is_owner ? "owns the pledge" : "signed the pledge as a partner"),
                "a party that neither owns the pledge nor signed it as a partner");
}

Objection check_judge(const Case& c, const Signing& signing, Role role) {
  if (auto objection = check_role(c, signing, role)) return objection;
  if (auto objection = check_interest(c, signing)) return objection;
  const auto& hands = c.pledge->hands;
  if (std::ranges::find(hands, signing.key->holder) == hands.end()) return std::nullopt;
  return object("judge_took_part", keyid_pointer(signing),
                "the holder of this key has signed a statement of the pledge as member, partner or "
                "on behalf",
                fmt::format("another {}'s key", name(role)));
}

Objection check_reversal(const Case& c, const Signings& signings) {
  const Signing& first = signings.others.front();
  const Signing& second = signings.others.back();
  if (first.key->holder == second.key->holder) {
    return object("auditors_are_one", keyid_pointer(second),
                  "both keys have the same holder: one was replaced by the other",
                  "the keys of two auditors");
  }
  for (const Signing& signing : signings.others) {
    if (auto objection = check_seniority(c, signing)) return objection;
  }
  return std::nullopt;
}

}  // namespace pledgebook::ledger

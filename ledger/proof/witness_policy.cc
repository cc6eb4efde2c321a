// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/witness_policy.h"

#include <fmt/format.h>

#include <algorithm>

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kAuditors = "auditors";

}  // namespace

Result<WitnessPolicy> WitnessPolicy::parse(std::string_view text) {
  auto parsed = PolicyText::parse(text);
  if (!parsed) return std::unexpected(Error{Errc::corrupt, std::move(parsed).error()});
  return WitnessPolicy(*std::move(parsed));
}

WitnessPolicy WitnessPolicy::of_log(const crypto::VerifierKey& log) {
  return WitnessPolicy(PolicyText::of_log(log));
}

Result<void> WitnessPolicy::check_log(const crypto::VerifierKey& log) const {
  if (std::ranges::find(logs(), log, &PolicyLog::key) != logs().end()) return {};
  const std::string line =
      logs().empty() ? "no line `log`" : fmt::format("`log {}`", logs().front().key.text());
  return std::unexpected(
      Error{Errc::foreign, fmt::format("the policy has {}, but this log's key is {}: give its own "
                                       "policy, with the line `log {}`",
                                       line, log.text(), log.text())});
}

bool WitnessPolicy::is_met_by(const Names& cosigned) const {
  if (quorum() == kNoQuorum) return true;
  std::set<std::string_view> met;
  for (const PolicyWitness& witness : witnesses()) {
    if (cosigned.contains(witness.name)) met.insert(witness.name);
  }
  for (const PolicyGroup& group : groups()) {
    const auto count = std::ranges::count_if(
        group.members, [&met](const std::string& member) { return met.contains(member); });
    if (static_cast<std::size_t>(count) >= group.threshold) met.insert(group.name);
  }
  return met.contains(quorum());
}

bool WitnessPolicy::is_auditor(std::string_view witness) const {
  if (!text_.is_witness(witness)) return false;
  // From the last group to the first: a group comes after those that it contains.
  std::set<std::string_view> auditing;
  for (std::size_t i = groups().size(); i-- > 0;) {
    const PolicyGroup& group = groups()[i];
    if (group.name != kAuditors && !auditing.contains(group.name)) continue;
    auditing.insert(group.members.begin(), group.members.end());
  }
  return auditing.contains(witness);
}

}  // namespace pledgebook::ledger

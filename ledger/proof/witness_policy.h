// SPDX-License-Identifier: Apache-2.0
// WitnessPolicy: the logs and witnesses that a reader trusts, and the sets of witnesses that
// suffice (c2sp.org/tlog-policy; the grammar is in ledger/domain/rules/policy_text.h).
//
// We add one meaning, which other programs may ignore: witnesses in a group called `auditors`, or
// in a group within it, replay the log before they cosign. With their cosignature, a stream's
// completeness no longer depends on the operator's word (docs/FORMAT.md, "Witness policies").
//
// Immutable; any thread.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/domain/rules/policy_text.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

class WitnessPolicy {
 public:
  // Names of witnesses, as in the policy.
  using Names = std::set<std::string, std::less<>>;

  // Errc::corrupt, with a sentence that names the line.
  [[nodiscard]] static Result<WitnessPolicy> parse(std::string_view text);
  // Trusts one log and requires no cosignature: for a reader who has only the log's key.
  [[nodiscard]] static WitnessPolicy of_log(const crypto::VerifierKey& log);

  // The policy in its normal form: logs, witnesses, groups, quorum; without comments.
  [[nodiscard]] std::string text() const { return text_.text(); }

  [[nodiscard]] const std::vector<PolicyLog>& logs() const noexcept { return text_.logs(); }
  [[nodiscard]] const std::vector<PolicyWitness>& witnesses() const noexcept {
    return text_.witnesses();
  }
  // Each group after the groups that it contains.
  [[nodiscard]] const std::vector<PolicyGroup>& groups() const noexcept { return text_.groups(); }
  // The name of a witness or group, or "none".
  [[nodiscard]] const std::string& quorum() const noexcept { return text_.quorum(); }

  // Errc::foreign unless a line `log` has this key.
  [[nodiscard]] Result<void> check_log(const crypto::VerifierKey& log) const;

  // Whether the cosignatures of these witnesses suffice. `quorum none` accepts every set, also the
  // empty one. Names that are not in the policy are ignored.
  [[nodiscard]] bool is_met_by(const Names& cosigned) const;
  // Whether this witness replays the log before it cosigns.
  [[nodiscard]] bool is_auditor(std::string_view witness) const;

  friend bool operator==(const WitnessPolicy&, const WitnessPolicy&) = default;

 private:
  explicit WitnessPolicy(PolicyText text) : text_(std::move(text)) {}

  PolicyText text_;
};

}  // namespace pledgebook::ledger

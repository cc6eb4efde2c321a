// SPDX-License-Identifier: Apache-2.0
// PolicyText: the text of a witness policy (c2sp.org/tlog-policy): its logs, witnesses, groups of
// witnesses, and quorum. Its lines end with LF; words are separated by spaces and tabs:
//
//   log <verifier key> [<url>]
//   witness <name> <verifier key of type 0x04> [<url>]
//   group <name> <k|any|all> <name>...        at least k, one, all of witnesses and groups before
//   quorum <name|none>                        exactly one; none: no cosignature is required
//   # a comment
//
// A name, of a witness or group, is defined once and is a member of one group at most; so a witness
// counts in one way only. What the policy means is in ledger/proof/witness_policy.h.
//
// It is in this folder because rule set 1 admits no other text in witness-policy.published: a later
// program must not reject a policy that this one accepts.
//
// Immutable; any thread.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/verifier_key.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kPolicyBytesMax = 65'536;
// Each of logs, witnesses and groups; the specification recommends at least this.
inline constexpr std::size_t kPolicyItemsMax = 32;
inline constexpr std::string_view kNoQuorum = "none";

struct PolicyLog {
  crypto::VerifierKey key;  // its name is the log's origin
  std::string url;          // empty: none is given
  friend bool operator==(const PolicyLog&, const PolicyLog&) = default;
};

struct PolicyWitness {
  std::string name;  // within the policy, bytes of any kind; the key has a name of its own
  crypto::VerifierKey key;
  std::string url;  // where it takes checkpoints (tlog-witness); empty: none is given
  friend bool operator==(const PolicyWitness&, const PolicyWitness&) = default;
};

struct PolicyGroup {
  std::string name;
  std::size_t threshold = 0;  // how many of the members are needed
  std::vector<std::string> members;
  friend bool operator==(const PolicyGroup&, const PolicyGroup&) = default;
};

class PolicyText {
 public:
  // The unexpected value is a sentence that names the line.
  [[nodiscard]] static std::expected<PolicyText, std::string> parse(std::string_view text);
  // One log, and no cosignature required.
  [[nodiscard]] static PolicyText of_log(const crypto::VerifierKey& log);

  // The policy in its normal form: logs, witnesses, groups, quorum; without comments.
  [[nodiscard]] std::string text() const;

  [[nodiscard]] const std::vector<PolicyLog>& logs() const noexcept { return logs_; }
  [[nodiscard]] const std::vector<PolicyWitness>& witnesses() const noexcept { return witnesses_; }
  // Each group after the groups that it contains.
  [[nodiscard]] const std::vector<PolicyGroup>& groups() const noexcept { return groups_; }
  // The name of a witness or group, or kNoQuorum.
  [[nodiscard]] const std::string& quorum() const noexcept { return quorum_; }
  [[nodiscard]] bool is_witness(std::string_view name) const;

  friend bool operator==(const PolicyText&, const PolicyText&) = default;

 private:
  using Words = std::vector<std::string_view>;
  // The fault of a line; the sentence begins with the line's number.
  using Complaint = std::optional<std::string>;

  PolicyText() = default;
  [[nodiscard]] Complaint add_line(const Words& words);
  [[nodiscard]] Complaint add_log(const Words& words);
  [[nodiscard]] Complaint add_witness(const Words& words);
  [[nodiscard]] Complaint add_group(const Words& words);
  [[nodiscard]] Complaint set_quorum(const Words& words);
  [[nodiscard]] Complaint check_new_name(std::string_view name) const;
  [[nodiscard]] Complaint check_member(std::string_view name) const;
  [[nodiscard]] bool is_defined(std::string_view name) const;

  std::vector<PolicyLog> logs_;
  std::vector<PolicyWitness> witnesses_;
  std::vector<PolicyGroup> groups_;
  std::string quorum_;  // empty until one was read
};

}  // namespace pledgebook::ledger

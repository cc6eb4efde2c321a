// SPDX-License-Identifier: Apache-2.0
// WitnessQuorum: the witnesses in a log's policy, all asked at the same time. Before the log signs
// anything, it asks them what they have seen of the log, because they detect a ledger that was
// replaced by an older copy; and no checkpoint is published before a quorum has cosigned it.
//
// It fails closed: with too few answers, nothing is signed or published. The caller tries again. A
// checkpoint that the log's own key has signed and that the log does not extend stops it for good:
// from then on nothing is signed, and the evidence is in the ledger's directory (evidence.h).
//
// Threads: one of its own for each witness, until it is destroyed. check_history and cosign one at
// a time; stop, offered and witnesses from any.
#pragma once

#include <memory>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/journal.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/publish/quorum_member.h"
#include "ledger/proof/publish/witness_transport.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

class WitnessQuorum {
 public:
  // Errc::foreign if no `log` line of the policy has the log's key, Errc::corrupt if a witness that
  // must be asked has no URL; both name the line. Store and journal outlive the quorum; the journal
  // is told when a witness begins to fail, when it answers again, and of another history.
  [[nodiscard]] static Result<std::unique_ptr<WitnessQuorum>> open(
      const Store& store, WitnessPolicy policy, const crypto::VerifierKey& log,
      const WitnessTransport& transport, Journal& journal);
  // Calls stop(), and waits for requests that the transport still has.
  ~WitnessQuorum();
  WitnessQuorum(const WitnessQuorum&) = delete;
  WitnessQuorum& operator=(const WitnessQuorum&) = delete;

  // Whether a cosignature is required. If not, the functions below ask nobody and succeed.
  [[nodiscard]] bool is_needed() const noexcept;

  // Asks every witness, and waits for all. Errc::unproven if one shows a history that is not this
  // log's, or if those who answered are no quorum.
  [[nodiscard]] Result<void> check_history();
  // The note with the cosignatures of all witnesses that have answered when they become a quorum. A
  // cosignature of the same checkpoint is kept, so that after a failure only the others are asked.
  // Errc::unproven if there can be no quorum now: the sentence has the answer of each missing
  // witness.
  [[nodiscard]] Result<CheckpointNote> cosign(const CheckpointNote& note);
  // Ends all waits with Errc::read_only, now and from now on.
  void stop();

  // The size of the newest checkpoint that witnesses were asked to cosign; 0 if there is none. An
  // auditor-witness reads the log up to there before it answers.
  [[nodiscard]] Size offered() const;

  // For metrics, in the order of the policy.
  using Figures = QuorumMember::Figures;
  [[nodiscard]] std::vector<Figures> witnesses() const;

 private:
  class Impl;
  explicit WitnessQuorum(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::ledger

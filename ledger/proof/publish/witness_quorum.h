// SPDX-License-Identifier: Apache-2.0
// WitnessQuorum: the witnesses that a log's policy names, asked all at once. Before the log signs
// anything it asks them what they have seen of it, since they know what a ledger that was put back
// to an old copy does not; and no checkpoint is released before a quorum has cosigned it.
//
// It fails closed: too few answers, and nothing is signed or released. It is the caller who tries
// again. A checkpoint that the log's own key has signed and the log does not extend ends it: from
// then on nothing is signed, and the evidence lies in the ledger's directory (evidence.h).
//
// Threads: one of its own for each witness, which ends with it. check_history and cosign one at a
// time; stop, offered and witnesses from any.
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
  // Errc::foreign where no `log` line of the policy has the log's key, Errc::corrupt where a
  // witness to be asked has no URL; both name the line. Store and journal outlive the quorum; the
  // journal hears when a witness begins to fail, when it answers again, and of another history.
  [[nodiscard]] static Result<std::unique_ptr<WitnessQuorum>> open(
      const Store& store, WitnessPolicy policy, const crypto::VerifierKey& log,
      const WitnessTransport& transport, Journal& journal);
  // stop(), and waits for what the transport still does.
  ~WitnessQuorum();
  WitnessQuorum(const WitnessQuorum&) = delete;
  WitnessQuorum& operator=(const WitnessQuorum&) = delete;

  // Whether any cosignature is asked for. If not, the functions below ask nobody and succeed.
  [[nodiscard]] bool is_needed() const noexcept;

  // Asks every witness, and waits for all. Errc::unproven where one shows a history that is not
  // this log's, and where those who answered are no quorum.
  [[nodiscard]] Result<void> check_history();
  // The note with a cosignature of each witness that has answered by the time that they are a
  // quorum. What a witness has given for the same checkpoint is kept, so that after a failure only
  // the others are asked. Errc::unproven where no quorum can be had now: the sentence says what
  // each of the missing witnesses said.
  [[nodiscard]] Result<CheckpointNote> cosign(const CheckpointNote& note);
  // Lets whoever waits go, with Errc::read_only, now and from now on.
  void stop();

  // Of the newest checkpoint that witnesses were asked to cosign; 0 while there is none. An
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

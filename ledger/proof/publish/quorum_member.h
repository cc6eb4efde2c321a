// SPDX-License-Identifier: Apache-2.0
// QuorumMember: one witness in a quorum: its last request, its answer, and its figures since start.
//
// Threads: `ask` on one thread, without the quorum's lock; all else under that lock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crypto/signed_note.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/publish/witness_client.h"

namespace pledgebook::ledger {

class QuorumMember {
 public:
  // The answer to a request: the witness's cosignature of the checkpoint, or, for a request without
  // a checkpoint, whether its history agrees with the log.
  using Question = const CheckpointNote*;
  struct Answer {
    std::optional<crypto::NoteSignature> line = {};  // its cosignature
    std::optional<WitnessRefusal> refusal = {};
  };
  // For metrics.
  struct Figures {
    std::string name;                    // in the policy
    std::optional<Instant> cosigned_at;  // of its newest cosignature since start
    std::uint64_t failures = 0;          // failed requests since start
    std::string why;                     // a sentence, while it fails
  };

  explicit QuorumMember(WitnessClient client);

  // Sends the request and waits.
  [[nodiscard]] Answer ask(Question question);

  // Whether its cosignature of this checkpoint is known, so that it need not be asked again.
  [[nodiscard]] bool has_cosigned(Question question) const;
  // Records its answer in a round, or that it needed no request.
  void hear(std::uint64_t round, Question question, Answer answer);

  [[nodiscard]] bool has_answered(std::uint64_t round) const noexcept { return round_ == round; }
  // In the last round that it has answered.
  [[nodiscard]] bool has_agreed() const noexcept { return has_agreed_; }
  // REQUIRES: it has agreed to cosign.
  [[nodiscard]] const crypto::NoteSignature& line() const { return *line_; }
  [[nodiscard]] const Figures& figures() const noexcept { return figures_; }

 private:
  WitnessClient client_;
  std::uint64_t round_ = 0;
  bool has_agreed_ = false;
  std::string cosigned_text_;  // text of the checkpoint that `line` is for
  std::optional<crypto::NoteSignature> line_;
  Figures figures_;
};

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// QuorumMember: one witness in a quorum: what it was asked last, what it said, and how it has done
// since start.
//
// Threads: ask on one thread, without the quorum's lock; all else under that lock.
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
  // What a witness was asked for: its cosignature of the checkpoint, or, where there is none, what
  // it has seen of the log.
  using Question = const CheckpointNote*;
  struct Answer {
    std::optional<crypto::NoteSignature> line = {};  // its cosignature
    std::optional<WitnessRefusal> refusal = {};
  };
  // For metrics.
  struct Figures {
    std::string name;                    // in the policy
    std::optional<Instant> cosigned_at;  // of its newest cosignature since start
    std::uint64_t failures = 0;          // requests that ended without what was asked, since start
    std::string why;                     // a sentence, while it fails
  };

  explicit QuorumMember(WitnessClient client);

  // Asks it and waits.
  [[nodiscard]] Answer ask(Question question);

  // Whether its line for this checkpoint is known: it need not be asked again.
  [[nodiscard]] bool has_cosigned(Question question) const;
  // Takes note of what it said in a round, or that nothing had to be asked.
  void hear(std::uint64_t round, Question question, Answer answer);

  [[nodiscard]] bool has_answered(std::uint64_t round) const noexcept { return round_ == round; }
  // In the round that it has answered last.
  [[nodiscard]] bool has_agreed() const noexcept { return has_agreed_; }
  // REQUIRES: it has agreed to cosign.
  [[nodiscard]] const crypto::NoteSignature& line() const { return *line_; }
  [[nodiscard]] const Figures& figures() const noexcept { return figures_; }

 private:
  WitnessClient client_;
  std::uint64_t round_ = 0;
  bool has_agreed_ = false;
  std::string cosigned_text_;  // of the checkpoint that the line is for
  std::optional<crypto::NoteSignature> line_;
  Figures figures_;
};

}  // namespace pledgebook::ledger

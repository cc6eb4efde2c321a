// SPDX-License-Identifier: Apache-2.0
// Follower: follows another operator's log into a copy. It keeps the newest checkpoint that it has
// seen beside the copy (DIR/checkpoint), so that it detects a log that shows one history now and
// showed another before, even if the follower was stopped in between.
//
//   TileSource source("http://…", fetch);
//   LEDGER_TRY(const auto replica, Replica::open("./copy", {}));
//   LEDGER_TRY(const Followed followed, Follower(source, *replica, {}).follow());
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/log/audit.h"
#include "ledger/log/derived_state.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/follow/fork.h"
#include "ledger/proof/follow/log_source.h"
#include "ledger/proof/follow/replica.h"

namespace pledgebook::ledger {

enum class HistoryState : std::uint8_t {
  current,  // the copy has all records of the served checkpoint
  behind,   // the served checkpoint is older than one seen before: stale, or an old copy
  forked,   // the log's key has signed two histories
  broken    // a record is invalid, although the log's key has signed it
};

struct Followed {
  HistoryState state = HistoryState::current;
  CheckpointNote served;
  crypto::VerifierKey log_key;
  // If the reader trusts no key yet: the one that record 0 names.
  bool is_key_on_trust = false;
  Size before{};  // records of the copy before this call
  Size now{};
  std::optional<CheckpointNote> earlier{};  // behind, forked: the checkpoint seen before
  std::optional<Fork> fork{};               // forked
  std::optional<Index> differs{};           // forked: the first record that differs, if known
  std::optional<AuditFinding> finding{};    // broken
  // forked, broken: the files with the evidence.
  std::vector<std::filesystem::path> evidence{};
};

class Follower {
 public:
  struct Options {
    std::optional<crypto::VerifierKey> log_key{};  // trusted by the reader; none: see `log_key`
    std::optional<CheckpointNote> since{};         // an earlier checkpoint; the log must extend it
    std::filesystem::path evidence_directory{};    // empty: DIR/evidence of the copy
    Progress on_progress{};                        // called with the records copied; may be empty
  };
  // Both outlive the follower.
  Follower(LogSource& source, Replica& replica, Options options);

  // Reads the served checkpoint, and copies its records that the copy lacks. Errc::unproven if
  // nothing that is served can be trusted: the checkpoint is not signed by the log's key, or the
  // records or tiles do not match it; Errc::foreign if the log's key is not the copy's; else the
  // errors of the source and the copy.
  [[nodiscard]] Result<Followed> follow();

 private:
  // The key that must have signed: the copy's, the trusted one, or that of record 0.
  [[nodiscard]] Result<crypto::VerifierKey> find_key(const Checkpoint& served);
  [[nodiscard]] Result<crypto::VerifierKey> key_in_first_record(const Checkpoint& served);
  // Compares the served checkpoint with all that were seen.
  [[nodiscard]] Result<bool> is_of_log(const CheckpointNote& earlier, const Followed& followed);
  [[nodiscard]] Result<void> check_copy_is_of(const CheckpointNote& served,
                                              const crypto::VerifierKey& key);
  [[nodiscard]] Result<void> check_key(const Followed& followed);
  [[nodiscard]] Result<void> judge_all(Followed& followed);
  // For a copy that has lost its checkpoint.
  [[nodiscard]] Result<void> check_copy(const Checkpoint& served);
  // Compares with one checkpoint: sets `state`, and the fields that go with it.
  [[nodiscard]] Result<void> judge(const CheckpointNote& earlier, Followed& followed);
  [[nodiscard]] Result<void> judge_smaller(const CheckpointNote& earlier, Followed& followed);
  [[nodiscard]] Result<void> judge_larger(const CheckpointNote& earlier, Followed& followed);
  [[nodiscard]] Result<void> note_fork(Fork fork, Followed& followed) const;
  // The source's proof for a prefix, once it is verified.
  [[nodiscard]] Result<PrefixProof> served_prefix(Size from, const Checkpoint& to);
  [[nodiscard]] std::optional<Index> first_difference(const Checkpoint& served);
  [[nodiscard]] Result<std::optional<Index>> find_difference(const Checkpoint& served);
  [[nodiscard]] Result<void> copy(Followed& followed);
  [[nodiscard]] Result<void> note_finding(AuditFinding finding, const std::string& bytes,
                                          Followed& followed) const;
  [[nodiscard]] std::unexpected<Error> not_its_own(const Checkpoint& served, Error error) const;

  LogSource& source_;
  Replica& replica_;
  Options options_;
  CheckpointFiles files_;
};

}  // namespace pledgebook::ledger

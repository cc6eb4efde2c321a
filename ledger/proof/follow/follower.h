// SPDX-License-Identifier: Apache-2.0
// Follower: follows somebody's log from outside, into a copy. It keeps the newest checkpoint that
// it has seen beside the copy (DIR/checkpoint), so that it catches a log that shows one history now
// and showed another before, even if it was stopped in between.
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

enum class Standing : std::uint8_t {
  current,  // the copy has all records of the checkpoint that is served
  behind,   // what is served is older than what was seen: stale, or put back to an older state
  forked,   // the log's key has signed two histories
  broken    // a record of the log is not what it must be, and the log's key has vouched for it
};

struct Followed {
  Standing standing = Standing::current;
  CheckpointNote served;
  crypto::VerifierKey log_key;
  // On first contact without a key that the reader trusts: the one that record 0 names.
  bool is_key_on_trust = false;
  Size before{};  // records that the copy had
  Size now{};
  std::optional<CheckpointNote> earlier{};  // behind, forked: what was seen before
  std::optional<Fork> fork{};               // forked
  std::optional<Index> differs{};           // forked: the first record that is another, where known
  std::optional<AuditFinding> finding{};    // broken
  // forked, broken: files that show it to others.
  std::vector<std::filesystem::path> evidence{};
};

class Follower {
 public:
  struct Options {
    std::optional<crypto::VerifierKey> log_key{};  // what the reader trusts; else see `log_key`
    std::optional<CheckpointNote> since{};         // an earlier checkpoint, which must hold too
    std::filesystem::path evidence_directory{};    // empty: DIR/evidence of the copy
    Progress on_progress{};                        // told of records copied; may be empty
  };
  // Both outlive the follower.
  Follower(LogSource& source, Replica& replica, Options options);

  // Looks at the checkpoint that is served now, and copies what it has beyond the copy.
  // Errc::unproven where nothing that is served can be relied on: the checkpoint is not signed by
  // the log's key, or the records or tiles are not those of the checkpoint; Errc::foreign for
  // another log's key than the copy's; else what the source and the copy say.
  [[nodiscard]] Result<Followed> follow();

 private:
  // The key to hold the checkpoint against: the copy's, the one trusted, or that of record 0.
  [[nodiscard]] Result<crypto::VerifierKey> find_key(const Checkpoint& served);
  [[nodiscard]] Result<crypto::VerifierKey> key_in_first_record(const Checkpoint& served);
  // Holds what is served against all that was seen.
  [[nodiscard]] Result<void> judge_all(Followed& followed);
  // Of a copy that has lost its checkpoint.
  [[nodiscard]] Result<void> check_copy(const Checkpoint& served);
  // Holds it against one checkpoint: sets `standing`, and what goes with it.
  [[nodiscard]] Result<void> judge(const CheckpointNote& earlier, Followed& followed);
  [[nodiscard]] Result<void> judge_smaller(const CheckpointNote& earlier, Followed& followed);
  [[nodiscard]] Result<void> judge_larger(const CheckpointNote& earlier, Followed& followed);
  [[nodiscard]] Result<void> note_fork(Fork fork, Followed& followed) const;
  // What the source has for a prefix, once it is proven to be one.
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

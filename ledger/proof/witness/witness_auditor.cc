// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/witness/witness_auditor.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "ledger/proof/follow/follower.h"

namespace pledgebook::ledger {
namespace {

std::unexpected<Error> failure(Errc code, std::string why) {
  return std::unexpected(Error{code, std::move(why)});
}

// The log at the checkpoint in question, which it may not have published yet.
class OfferedLog final : public LogSource {
 public:
  OfferedLog(LogSource& log, const CheckpointNote& offered, const std::atomic<bool>& is_stopped)
      : log_(log), offered_(offered), is_stopped_(is_stopped) {}

  std::string name() const override { return log_.name(); }
  Result<std::string> checkpoint() override { return crypto::encode_note(offered_.note); }
  Result<std::vector<std::string>> records(Index first, Size size) override {
    if (is_stopped_) return failure(Errc::read_only, "the witness is being stopped");
    return log_.records(first, size);
  }
  Result<PrefixProof> prefix(Size from, Size to) override { return log_.prefix(from, to); }

 private:
  LogSource& log_;
  const CheckpointNote& offered_;
  const std::atomic<bool>& is_stopped_;
};

}  // namespace

WitnessAuditor::WitnessAuditor(LogSource& source, std::filesystem::path state,
                               crypto::VerifierKey log, std::unique_ptr<Replica> replica)
    : source_(source),
      state_(std::move(state)),
      log_(std::move(log)),
      replica_(std::move(replica)) {}

Result<std::unique_ptr<WitnessAuditor>> WitnessAuditor::open(LogSource& source,
                                                             const std::filesystem::path& state,
                                                             const crypto::VerifierKey& log) {
  LEDGER_TRY(auto replica, Replica::open(state / "copy", {}));
  return std::unique_ptr<WitnessAuditor>(
      new WitnessAuditor(source, state, log, std::move(replica)));
}

Result<void> WitnessAuditor::check(const CheckpointNote& note) {
  const std::uint64_t size = number(note.checkpoint.size);
  OfferedLog offered(source_, note, is_stopped_);
  Follower follower(offered, *replica_,
                    {.log_key = log_, .evidence_directory = state_ / "evidence"});
  const auto followed = follower.follow();
  if (!followed) {
    return failure(Errc::storage, fmt::format("the checkpoint of {} records can't be audited now: "
                                              "{}",
                                              size, followed.error().detail));
  }
  switch (followed->state) {
    case HistoryState::current:
      return {};
    case HistoryState::behind:
      return failure(Errc::storage, fmt::format("the checkpoint of {} records is older than one of "
                                                "{} that was audited before",
                                                size, number(replica_->size())));
    case HistoryState::forked:
      return failure(Errc::unproven, fmt::format("the checkpoint of {} records belongs to another "
                                                 "history than one that was audited before",
                                                 size));
    case HistoryState::broken:
      break;
  }
  return failure(Errc::unproven,
                 fmt::format("the checkpoint of {} records covers a wrong record: {}", size,
                             followed->finding ? followed->finding->reason : std::string()));
}

}  // namespace pledgebook::ledger

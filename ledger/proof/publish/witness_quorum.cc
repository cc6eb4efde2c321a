// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/witness_quorum.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/evidence.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kEvidenceFolder = "evidence";

std::unexpected<Error> unproven(std::string why) {
  return std::unexpected(Error{Errc::unproven, std::move(why)});
}

Result<void> check_policy(const WitnessPolicy& policy, const crypto::VerifierKey& log) {
  LEDGER_CHECK(policy.check_log(log));
  for (const PolicyWitness& witness : policy.witnesses()) {
    if (!witness.url.empty() || policy.quorum() == kNoQuorum) continue;
    return std::unexpected(
        Error{Errc::corrupt, fmt::format("the policy's line `witness {} {}` has no URL: add the "
                                         "one at which the witness takes checkpoints",
                                         shown(witness.name), witness.key.text())});
  }
  return {};
}

}  // namespace

class WitnessQuorum::Impl {
 public:
  Impl(const Store& store, WitnessPolicy policy, const crypto::VerifierKey& log,
       const WitnessTransport& transport, Journal& journal);
  ~Impl();

  bool is_needed() const noexcept { return policy_.quorum() != kNoQuorum; }
  Result<void> check_history();
  Result<CheckpointNote> cosign(const CheckpointNote& note);
  void stop();
  Size offered() const;
  std::vector<Figures> witnesses() const;

 private:
  // One request to all witnesses.
  struct Round {
    std::uint64_t number = 0;
    // Null: asks what they have seen. Shared with the witnesses' threads, which may be a round
    // behind.
    std::shared_ptr<const CheckpointNote> note;
  };
  struct Member {
    explicit Member(WitnessClient link) : witness(std::move(link)) {}
    QuorumMember witness;
    std::thread thread;
  };
  using Lock = std::unique_lock<std::mutex>;

  void run(Member& member);
  // Takes an answer, under the lock, and then writes to the journal, without it, what has changed.
  void hear(Member& member, const Round& round, QuorumMember::Answer answer, Lock& lock);
  // Stores the proof in an answer, if it has one, without the lock.
  void heed(WitnessRefusal& refusal);
  // Stores it with the log's own signed checkpoint; returns the path, as the end of a sentence.
  std::string keep(const CheckpointNote& contrary);

  // For the callers, under the lock:
  void begin(std::shared_ptr<const CheckpointNote> note);
  // Conditions that end every wait: a stop, or the proof of another history.
  Result<void> check_open() const;
  bool is_over() const { return is_stopping_ || contrary_; }
  bool has_answered(const Member& member) const {
    return member.witness.has_answered(round_.number);
  }
  bool has_agreed(const Member& member) const {
    return has_answered(member) && member.witness.has_agreed();
  }
  WitnessPolicy::Names agreed() const;
  WitnessPolicy::Names agreed_or_awaited() const;
  std::unexpected<Error> too_few(std::string_view what) const;

  const Store& store_;
  const WitnessPolicy policy_;
  Journal& journal_;

  std::mutex evidence_mutex_;  // held while files are written; never together with mutex_
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_:
  bool is_stopping_ = false;
  Round round_;
  Size offered_{};
  std::optional<Error> contrary_;

  std::vector<std::unique_ptr<Member>> members_;  // in the order of the policy
};

WitnessQuorum::Impl::Impl(const Store& store, WitnessPolicy policy, const crypto::VerifierKey& log,
                          const WitnessTransport& transport, Journal& journal)
    : store_(store), policy_(std::move(policy)), journal_(journal) {
  if (!is_needed()) return;
  for (const PolicyWitness& witness : policy_.witnesses()) {
    members_.push_back(std::make_unique<Member>(WitnessClient(store, witness, log, transport)));
  }
  for (const auto& member : members_)
    member->thread = std::thread([this, &member = *member] { run(member); });
}

WitnessQuorum::Impl::~Impl() {
  stop();
  for (const auto& member : members_) member->thread.join();
}

void WitnessQuorum::Impl::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
}

void WitnessQuorum::Impl::run(Member& member) {
  Lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return is_stopping_ || !has_answered(member); });
    if (is_stopping_) return;
    const Round round = round_;
    QuorumMember::Answer answer;
    if (!member.witness.has_cosigned(round.note.get())) {
      lock.unlock();
      answer = member.witness.ask(round.note.get());
      if (answer.refusal) heed(*answer.refusal);
      lock.lock();
      if (is_stopping_) return;  // which may be why there is no answer
    }
    hear(member, round, std::move(answer), lock);
  }
}

void WitnessQuorum::Impl::hear(Member& member, const Round& round, QuorumMember::Answer answer,
                               Lock& lock) {
  const bool was_failing = !member.witness.figures().why.empty();
  member.witness.hear(round.number, round.note.get(), std::move(answer));
  changed_.notify_all();
  const QuorumMember::Figures now = member.witness.figures();
  if (was_failing == !now.why.empty()) return;
  lock.unlock();
  if (was_failing) {
    journal_.info("witness_answers", "a witness answers again", {{"witness", now.name}});
  } else {
    journal_.warning("witness_failing", now.why, {{"witness", now.name}});
  }
  lock.lock();
}

void WitnessQuorum::Impl::heed(WitnessRefusal& refusal) {
  if (!refusal.contrary) return;
  refusal.sentence += keep(*refusal.contrary);
  {
    const std::lock_guard lock(mutex_);
    if (contrary_) return;
    contrary_ = Error{Errc::unproven, refusal.sentence};
  }
  journal_.error("history_contradicted", refusal.sentence);
}

std::string WitnessQuorum::Impl::keep(const CheckpointNote& contrary) {
  const std::lock_guard lock(evidence_mutex_);
  std::vector<CheckpointNote> notes{contrary};
  if (auto ours = CheckpointFiles(store_.directory()).read_signed(); ours && *ours)
    notes.push_back(**std::move(ours));
  const auto kept = keep_evidence(store_.directory() / kEvidenceFolder, notes);
  return kept ? fmt::format(". The evidence is in {}", kept->front().string())
              : fmt::format(". The evidence is not kept: {}", kept.error().detail);
}

void WitnessQuorum::Impl::begin(std::shared_ptr<const CheckpointNote> note) {
  ++round_.number;
  round_.note = std::move(note);
  changed_.notify_all();
}

Result<void> WitnessQuorum::Impl::check_open() const {
  if (contrary_) return std::unexpected(*contrary_);
  if (!is_stopping_) return {};
  return std::unexpected(Error{Errc::read_only, "the ledger is being stopped"});
}

WitnessPolicy::Names WitnessQuorum::Impl::agreed() const {
  WitnessPolicy::Names names;
  for (const auto& member : members_)
    if (has_agreed(*member)) names.insert(member->witness.figures().name);
  return names;
}

WitnessPolicy::Names WitnessQuorum::Impl::agreed_or_awaited() const {
  WitnessPolicy::Names names;
  for (const auto& member : members_)
    if (!has_answered(*member) || has_agreed(*member)) names.insert(member->witness.figures().name);
  return names;
}

std::unexpected<Error> WitnessQuorum::Impl::too_few(std::string_view what) const {
  std::string sentence =
      fmt::format("too few witnesses for the quorum {} {}", policy_.quorum(), what);
  for (const auto& member : members_) {
    if (has_agreed(*member)) continue;
    const QuorumMember::Figures& figures = member->witness.figures();
    sentence += has_answered(*member)
                    ? fmt::format("; {}", figures.why)
                    : fmt::format("; witness {} has not answered yet", shown(figures.name));
  }
  return unproven(std::move(sentence));
}

Result<void> WitnessQuorum::Impl::check_history() {
  if (!is_needed()) return {};
  Lock lock(mutex_);
  LEDGER_CHECK(check_open());
  begin(nullptr);
  changed_.wait(lock, [this] {
    bool have_all = true;
    for (const auto& member : members_) have_all = have_all && has_answered(*member);
    return have_all || is_over();
  });
  LEDGER_CHECK(check_open());
  if (policy_.is_met_by(agreed())) return {};
  return too_few("have said what they have seen of this log, so nothing is signed");
}

Result<CheckpointNote> WitnessQuorum::Impl::cosign(const CheckpointNote& note) {
  if (!is_needed()) return note;
  Lock lock(mutex_);
  LEDGER_CHECK(check_open());
  offered_ = note.checkpoint.size;
  // Shared with the witnesses' threads.
  begin(std::make_shared<const CheckpointNote>(note));
  changed_.wait(lock, [this] {
    return is_over() || policy_.is_met_by(agreed()) || !policy_.is_met_by(agreed_or_awaited());
  });
  LEDGER_CHECK(check_open());
  if (!policy_.is_met_by(agreed())) {
    return too_few(
        fmt::format("cosign the checkpoint of {} records", number(note.checkpoint.size)));
  }
  CheckpointNote cosigned = note;
  for (const auto& member : members_)
    if (has_agreed(*member)) cosigned.note.signatures.push_back(member->witness.line());
  return cosigned;
}

Size WitnessQuorum::Impl::offered() const {
  const std::lock_guard lock(mutex_);
  return offered_;
}

std::vector<WitnessQuorum::Figures> WitnessQuorum::Impl::witnesses() const {
  const std::lock_guard lock(mutex_);
  std::vector<Figures> all;
  for (const auto& member : members_) all.push_back(member->witness.figures());
  return all;
}

Result<std::unique_ptr<WitnessQuorum>> WitnessQuorum::open(const Store& store, WitnessPolicy policy,
                                                           const crypto::VerifierKey& log,
                                                           const WitnessTransport& transport,
                                                           Journal& journal) {
  LEDGER_CHECK(check_policy(policy, log));
  auto impl = std::make_unique<Impl>(store, std::move(policy), log, transport, journal);
  return std::unique_ptr<WitnessQuorum>(new WitnessQuorum(std::move(impl)));
}

WitnessQuorum::WitnessQuorum(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WitnessQuorum::~WitnessQuorum() = default;
bool WitnessQuorum::is_needed() const noexcept { return impl_->is_needed(); }
Result<void> WitnessQuorum::check_history() { return impl_->check_history(); }
Result<CheckpointNote> WitnessQuorum::cosign(const CheckpointNote& note) {
  return impl_->cosign(note);
}
void WitnessQuorum::stop() { impl_->stop(); }
Size WitnessQuorum::offered() const { return impl_->offered(); }
std::vector<WitnessQuorum::Figures> WitnessQuorum::witnesses() const { return impl_->witnesses(); }

}  // namespace pledgebook::ledger

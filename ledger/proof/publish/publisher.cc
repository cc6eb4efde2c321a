// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/publisher.h"

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "crypto/merkle.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/tree.h"
#include "ledger/proof/log_keys.h"

namespace pledgebook::ledger {
namespace {

ReleasedPointer released_of(CheckpointNote note) {
  std::string bytes = crypto::encode_note(note.note);
  return std::make_shared<const Released>(Released{std::move(note), std::move(bytes)});
}

// The size and root at the last heads record; nothing if there is none.
Result<std::optional<Sequencer::Sealed>> last_sealed(const Store& store) {
  LEDGER_TRY(const Snapshot snapshot, store.snapshot());
  const Size size = sealed_size(snapshot);
  if (number(size) == 0) return std::optional<Sequencer::Sealed>();
  StoredTree tree(snapshot);
  const crypto::Hash root = crypto::root(number(size), tree.reader());
  LEDGER_CHECK(snapshot.check_rows());
  if (tree.damaged())
    return std::unexpected(Error{Errc::corrupt, "a record can't be read: run `pledgebook audit`"});
  return Sequencer::Sealed{size, root};
}

}  // namespace

Publishing::Publishing(const Store& store, Sequencer& sequencer, LogSigner signer,
                       WitnessQuorum* witnesses)
    : store_(&store), sequencer_(&sequencer), signer_(std::move(signer)), witnesses_(witnesses) {}

Result<Publishing> Publishing::begin(const Store& store, Sequencer& sequencer, LogSigner signer,
                                     WitnessQuorum* witnesses) {
  Publishing publishing(store, sequencer, std::move(signer), witnesses);
  LEDGER_TRY(auto released, publishing.signer_.files().read_released());
  if (!released) return publishing;
  LEDGER_TRY(const LogKeys keys, log_keys_of(store));
  LEDGER_TRY(const bool is_ours, is_signed_by(*released, keys));
  LEDGER_TRY(const Snapshot snapshot, store.snapshot());
  if (is_ours) LEDGER_CHECK(check_extends(snapshot, released->checkpoint));
  if (is_ours) publishing.released_ = released_of(*std::move(released));
  return publishing;
}

bool Publishing::is_due() const {
  return !released_ || released_->note.checkpoint.size < sequencer_->size();
}

Result<Sequencer::Sealed> Publishing::seal() {
  LEDGER_TRY(const auto sealed, last_sealed(*store_));
  if (sealed && (!released_ || released_->note.checkpoint.size < sealed->size)) return *sealed;
  // Shared with the sequencer, which may answer after this thread has stopped waiting.
  const auto promise =
      std::make_shared<std::promise<std::expected<Sequencer::Sealed, Unavailable>>>();
  auto future = promise->get_future();
  sequencer_->seal([promise](auto answer) { promise->set_value(std::move(answer)); });
  auto answer = future.get();
  if (answer) return *answer;
  return std::unexpected(Error{Errc::read_only, std::move(answer.error().reason)});
}

Result<ReleasedPointer> Publishing::publish() {
  if (witnesses_ != nullptr && !is_history_checked_) {
    LEDGER_CHECK(witnesses_->check_history());
    is_history_checked_ = true;
  }
  if (!pending_) {
    LEDGER_TRY(const Sequencer::Sealed sealed, seal());
    LEDGER_TRY(pending_, signer_.sign(sealed));
  }
  CheckpointNote note = *pending_;
  if (witnesses_ != nullptr) {
    LEDGER_TRY(note, witnesses_->cosign(*pending_));
  }
  LEDGER_CHECK(signer_.files().write_released(note));
  pending_.reset();
  released_ = released_of(std::move(note));
  return released_;
}

class Publisher::Impl {
 public:
  Impl(Publishing publishing, Journal& journal, Options options)
      : publishing_(std::move(publishing)),
        journal_(journal),
        options_(options),
        released_(publishing_.released()) {}
  ~Impl();

  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void notify();
  ReleasedPointer released() const;
  Counters counters() const;

 private:
  void run();
  // Records the result of a try.
  void note(const Result<ReleasedPointer>& outcome);
  // Tells the journal what has changed.
  void tell(const Result<ReleasedPointer>& outcome);

  // Only its thread uses these:
  Publishing publishing_;
  std::optional<Errc> failing_with_;

  Journal& journal_;
  const Options options_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_:
  bool is_stopping_ = false;
  bool has_grown_ = true;  // assumed, so that the thread checks when it starts
  ReleasedPointer released_;
  Counters counters_;

  std::thread thread_;
};

Publisher::Impl::~Impl() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Publisher::Impl::notify() {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(has_grown_, true)) return;
  }
  changed_.notify_all();
}

ReleasedPointer Publisher::Impl::released() const {
  const std::lock_guard lock(mutex_);
  return released_;
}

Publisher::Counters Publisher::Impl::counters() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

void Publisher::Impl::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return is_stopping_ || has_grown_; });
    if (is_stopping_) return;
    has_grown_ = false;
    lock.unlock();
    if (publishing_.is_due()) note(publishing_.publish());
    lock.lock();
    changed_.wait_for(lock, options_.interval, [this] { return is_stopping_; });
  }
}

void Publisher::Impl::note(const Result<ReleasedPointer>& outcome) {
  {
    const std::lock_guard lock(mutex_);
    counters_.is_failing = !outcome;
    counters_.why = outcome ? std::string() : outcome.error().detail;
    ++(outcome ? counters_.released : counters_.failures);
    if (outcome) released_ = *outcome;
    // Records that arrived while it failed may not be in the published checkpoint.
    has_grown_ = has_grown_ || !outcome || publishing_.is_due();
  }
  tell(outcome);
}

void Publisher::Impl::tell(const Result<ReleasedPointer>& outcome) {
  const std::optional<Errc> now = outcome ? std::nullopt : std::optional(outcome.error().code);
  if (std::exchange(failing_with_, now) == now) return;
  if (outcome) {
    journal_.info("checkpoint_released_again", "checkpoints are released again",
                  {{"records", number((*outcome)->note.checkpoint.size)}});
  } else {
    journal_.warning("checkpoint_not_released", outcome.error().detail);
  }
}

std::unique_ptr<Publisher> Publisher::start(Publishing publishing, Journal& journal,
                                            Options options) {
  auto impl = std::make_unique<Impl>(std::move(publishing), journal, options);
  impl->start();
  return std::unique_ptr<Publisher>(new Publisher(std::move(impl)));
}

Publisher::Publisher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Publisher::~Publisher() = default;
void Publisher::notify() { impl_->notify(); }
ReleasedPointer Publisher::released() const { return impl_->released(); }
Publisher::Counters Publisher::counters() const { return impl_->counters(); }

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/sequencer.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "ledger/log/batch.h"
#include "ledger/log/clock_guard.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/registry_row.h"

namespace pledgebook::ledger {
namespace {

// Rows are written with a commit once so many records have none, or so much time has passed since
// the last ones: a row touches a page of its own, a record shares one.
constexpr std::uint64_t kPendingMax = 2'048;
constexpr std::chrono::milliseconds kRowsEvery{250};
constexpr std::size_t kPledgesInMemoryMax = 65'536;

constexpr int kRetrySoonS = 1;
constexpr int kRetryClockS = 60;

struct Item {
  Candidate candidate;
  Sequencer::Done done;
};

struct Answered {
  Answer answer;
  Sequencer::Done done;
};

// What one commit is to bring.
struct Work {
  std::vector<Item> items;
  Sequencer::SealDone seal;  // null: not asked for
};

// Puts the keys that the ledger holds on the ring.
Result<void> fill_ring(KeyRing& ring, const Store& store) {
  LEDGER_TRY(const Snapshot snapshot, store.snapshot());
  return snapshot.for_each_row(
      Table::registry, kKeyRowPrefix, [&ring](std::string_view, std::string_view value) {
        const auto key = decode_key(value);
        if (!key) return true;  // met again when it is looked for
        const auto parsed = crypto::PublicKey::parse(key->public_key.bytes);
        if (parsed) ring.add(key->id, *parsed);
        return true;
      });
}

void add_new_keys(KeyRing& ring, DerivedState& state) {
  for (const PublicKeyBytes& bytes : state.take_new_keys()) {
    if (const auto key = crypto::PublicKey::parse(bytes.bytes)) ring.add(key_id(bytes), *key);
  }
}

}  // namespace

class Sequencer::Impl {
 public:
  Impl(Store& store, const Clock& clock, Options options, std::unique_ptr<DerivedState> state)
      : store_(store),
        clock_(clock),
        options_(std::move(options)),
        state_(std::move(state)),
        guard_(clock),
        rows_written_(clock.monotonic()) {}

  Result<void> start();
  void submit(Candidate candidate, Done done);
  void seal(SealDone done);
  void stop();
  Counters counters() const;

  KeyRing ring_;
  std::atomic<std::uint64_t> size_ = 0;
  mutable std::mutex name_mutex_;
  std::string ledger_name_;

 private:
  void run();
  // What waits, at most a batch; blocks until there is something. Nothing: the end.
  std::optional<Work> take();
  void process(Work work);
  // Judges and commits. Nothing, or why no answer of the batch may stand.
  std::optional<Unavailable> settle(Work& work, std::vector<Answered>& answered);
  std::optional<Unavailable> commit(Batch& batch);
  void publish();
  std::vector<Row> rows_if_due(const Batch& batch);
  void write_all_rows();
  void count(const Answer& answer);

  Store& store_;
  const Clock& clock_;
  const Options options_;

  // Guarded by queue_mutex_:
  mutable std::mutex queue_mutex_;
  std::condition_variable queue_filled_;
  std::deque<Item> queue_;
  SealDone seal_;
  bool stopping_ = false;

  // The sequencer's thread's:
  std::unique_ptr<DerivedState> state_;
  ClockGuard guard_;
  std::chrono::steady_clock::time_point rows_written_;

  // Any thread's:
  std::atomic<bool> read_only_ = false;
  std::atomic<std::uint64_t> accepted_ = 0, repeated_ = 0, conflicts_ = 0, refused_ = 0,
                             unavailable_ = 0, commits_ = 0;
  std::once_flag stopped_;
  std::thread thread_;
};

Result<void> Sequencer::Impl::start() {
  LEDGER_CHECK(fill_ring(ring_, store_));
  publish();
  thread_ = std::thread([this] { run(); });
  return {};
}

void Sequencer::Impl::submit(Candidate candidate, Done done) {
  Unavailable unavailable;
  {
    const std::unique_lock lock(queue_mutex_);
    if (stopping_) {
      unavailable.reason = "the ledger is being closed: send it again once it is open";
    } else if (queue_.size() >= options_.queue_max) {
      unavailable.reason = "too many statements are waiting: send it again in a second";
    } else {
      queue_.push_back({std::move(candidate), std::move(done)});
      queue_filled_.notify_one();
      return;
    }
  }
  ++unavailable_;
  done(std::move(unavailable));
}

void Sequencer::Impl::seal(SealDone done) {
  {
    const std::unique_lock lock(queue_mutex_);
    if (!stopping_) {
      std::swap(seal_, done);
      queue_filled_.notify_one();
    }
  }
  if (done) done(std::unexpected(Unavailable{"the ledger is being closed, or was asked again"}));
}

void Sequencer::Impl::stop() {
  std::call_once(stopped_, [this] {
    {
      const std::unique_lock lock(queue_mutex_);
      stopping_ = true;
      queue_filled_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
  });
}

std::optional<Work> Sequencer::Impl::take() {
  std::unique_lock lock(queue_mutex_);
  queue_filled_.wait(lock, [this] { return stopping_ || !queue_.empty() || seal_; });
  if (queue_.empty() && !seal_) return std::nullopt;
  const auto end =
      queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), options_.batch_max));
  std::vector<Item> items(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return Work{std::move(items), std::exchange(seal_, nullptr)};
}

void Sequencer::Impl::run() {
  while (true) {
    std::optional<Work> work = take();
    if (!work) break;
    process(*std::move(work));
  }
  write_all_rows();
}

void Sequencer::Impl::process(Work work) {
  std::vector<Answered> answered;
  answered.reserve(work.items.size());
  const auto unavailable = settle(work, answered);
  if (unavailable) {
    for (Answered& each : answered) each.answer = *unavailable;
    for (Item& item : work.items) {
      if (item.done) answered.push_back({*unavailable, std::move(item.done)});
    }
  }
  for (Answered& each : answered) {
    count(each.answer);
    each.done(std::move(each.answer));
  }
  if (!work.seal) return;
  if (unavailable) {
    work.seal(std::unexpected(*unavailable));
  } else if (number(state_->sealed()) == 0) {
    work.seal(std::unexpected(Unavailable{"the ledger was never begun"}));
  } else {
    work.seal(Sealed{state_->sealed(), state_->tree().root()});
  }
}

std::optional<Unavailable> Sequencer::Impl::settle(Work& work, std::vector<Answered>& answered) {
  if (read_only_) {
    return Unavailable{
        "the ledger takes no more statements since a commit failed: the server must "
        "be restarted"};
  }
  const auto time = guard_.time_after(state_->recorded_at());
  if (!time) return Unavailable{time.error(), kRetryClockS};
  Batch batch(*state_, store_, *time);
  for (Item& item : work.items) {
    Answer answer = batch.judge(std::move(item.candidate));
    answered.push_back({std::move(answer), std::exchange(item.done, nullptr)});
  }
  if (work.seal && number(state_->tail().size) > 0) batch.seal();
  if (state_->damaged()) {
    auto rebuilt = DerivedState::rebuild(store_, options_.on_progress);
    if (rebuilt) {
      state_ = *std::move(rebuilt);
    } else {
      read_only_ = true;
    }
    return Unavailable{
        "rows that follow from the records were damaged, and are made again: send "
        "it again",
        kRetrySoonS};
  }
  return batch.records().empty() ? std::nullopt : commit(batch);
}

std::optional<Unavailable> Sequencer::Impl::commit(Batch& batch) {
  const std::vector<Row> rows = rows_if_due(batch);
  const auto outcome = store_.append(batch.expected(), batch.records(), rows);
  if (outcome && *outcome == AppendOutcome::durable) {
    ++commits_;
    if (!rows.empty()) state_->forget_clean(kPledgesInMemoryMax);
    publish();
    if (options_.on_commit) options_.on_commit(std::move(batch).committed());
    return std::nullopt;
  }
  read_only_ = true;
  if (!outcome) return Unavailable{outcome.error().detail};
  return Unavailable{
      "the commit failed, and whether the statement was recorded is not known: send "
      "it again once the server has been restarted; it is recorded only once"};
}

// Shows other threads what is committed.
void Sequencer::Impl::publish() {
  add_new_keys(ring_, *state_);
  size_ = number(state_->tail().size);
  const std::string& name = state_->registry().governance().ledger;
  const std::unique_lock lock(name_mutex_);
  if (ledger_name_ != name) ledger_name_ = name;
}

std::vector<Row> Sequencer::Impl::rows_if_due(const Batch& batch) {
  const auto now = clock_.monotonic();
  const bool is_due = state_->pending() >= kPendingMax || now - rows_written_ >= kRowsEvery;
  // Rows never stand behind a heads record, so that they say where all streams stood at it.
  if (!is_due && !batch.is_sealed()) return {};
  rows_written_ = now;
  return state_->take_rows();
}

// What can't be written now is folded again at the next start.
void Sequencer::Impl::write_all_rows() {
  if (read_only_ || state_->pending() == 0) return;
  if (!store_.append(state_->tail(), {}, state_->take_rows())) read_only_ = true;
}

void Sequencer::Impl::count(const Answer& answer) {
  if (const auto* accepted = std::get_if<Accepted>(&answer)) {
    ++(accepted->repeated ? repeated_ : accepted_);
  } else if (std::holds_alternative<Conflict>(answer)) {
    ++conflicts_;
  } else if (std::holds_alternative<Refused>(answer)) {
    ++refused_;
  } else {
    ++unavailable_;
  }
}

Sequencer::Counters Sequencer::Impl::counters() const {
  const std::unique_lock lock(queue_mutex_);
  return {accepted_,    repeated_, conflicts_,    refused_,
          unavailable_, commits_,  queue_.size(), read_only_};
}

Result<std::unique_ptr<Sequencer>> Sequencer::start(Store& store, const Clock& clock,
                                                    Options options) {
  LEDGER_TRY(auto state, DerivedState::open(store, options.on_progress));
  if (!options.accept_clock && number(state->tail().size) > 0) {
    LEDGER_CHECK(check_clock_at_start(clock.now(), state->recorded_at()));
  }
  auto impl = std::make_unique<Impl>(store, clock, std::move(options), std::move(state));
  LEDGER_CHECK(impl->start());
  return std::unique_ptr<Sequencer>(new Sequencer(std::move(impl)));
}

Sequencer::Sequencer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Sequencer::~Sequencer() { stop(); }
void Sequencer::stop() { impl_->stop(); }
void Sequencer::seal(SealDone done) { impl_->seal(std::move(done)); }
void Sequencer::submit(Candidate candidate, Done done) {
  impl_->submit(std::move(candidate), std::move(done));
}
const KeyRing& Sequencer::key_ring() const noexcept { return impl_->ring_; }
Size Sequencer::size() const noexcept { return Size{impl_->size_.load()}; }
std::string Sequencer::ledger_name() const {
  const std::unique_lock lock(impl_->name_mutex_);
  return impl_->ledger_name_;
}
Sequencer::Counters Sequencer::counters() const { return impl_->counters(); }

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/sequencer.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "ledger/log/batch.h"
#include "ledger/log/clock_guard.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/registry_row.h"
#include "ledger/log/statement_queue.h"
#include "ledger/log/writing_state.h"

namespace pledgebook::ledger {
namespace {

// Rows are written with a commit once so many records have none, or so much time has passed since
// the last ones: each row touches a page of its own, while records share pages.
constexpr std::uint64_t kPendingMax = 2'048;
constexpr std::chrono::milliseconds kRowsEvery{250};
constexpr std::size_t kPledgesInMemoryMax = 65'536;
// How often the sequencer checks for changes from outside.
constexpr std::chrono::seconds kLookEvery{1};
constexpr std::chrono::hours kServedEvery{1};

constexpr int kRetrySoonS = 1;
constexpr int kRetryClockS = 60;

using Item = StatementQueue::Item;
using Work = StatementQueue::Work;

struct Answered {
  Answer answer;
  Sequencer::Done done;
};

// Puts the ledger's keys on the ring. Reads the parties too: they are few, and a missing one would
// have its statements refused.
Result<void> fill_ring(KeyRing& ring, const Store& store) {
  LEDGER_TRY(const Snapshot snapshot, store.snapshot());
  LEDGER_CHECK(snapshot.for_each_row(Table::registry, kPartyRowPrefix,
                                     [](std::string_view, std::string_view) { return true; }));
  return snapshot.for_each_row(
      Table::registry, kKeyRowPrefix, [&ring](std::string_view, std::string_view value) {
        const auto key = decode_key(value);
        if (!key) return true;  // found again when the key is needed
        const auto parsed = crypto::PublicKey::parse(key->public_key.bytes);
        if (parsed) ring.add(key->id, *parsed);
        return true;
      });
}

std::uint64_t in_ms(std::chrono::steady_clock::duration time) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

void tell_rebuilt(Journal& journal, const DerivedState& state, std::string_view why,
                  std::chrono::steady_clock::duration took) {
  journal.warning("rows_rebuilt", fmt::format("the derived rows were rebuilt: {}", why),
                  {{"records", number(state.tail().size)}, {"ms", in_ms(took)}});
}

void add_new_keys(KeyRing& ring, DerivedState& state) {
  for (const PublicKeyBytes& bytes : state.take_new_keys()) {
    if (const auto key = crypto::PublicKey::parse(bytes.bytes)) ring.add(key_id(bytes), *key);
  }
}

}  // namespace

class Sequencer::Impl {
 public:
  Impl(Store& store, const Clock& clock, Journal& journal, Options options,
       std::unique_ptr<DerivedState> state)
      : store_(store),
        clock_(clock),
        journal_(journal),
        options_(std::move(options)),
        writing_(journal),
        queue_(options_.queue_max),
        state_(std::move(state)),
        guard_(clock),
        rows_written_(clock.monotonic()) {}

  Result<void> start();
  void submit(Candidate candidate, Done done);
  void seal(SealDone done);
  void stop();
  Counters counters() const;
  std::string condition() const { return writing_.condition(); }

  KeyRing ring_;
  std::atomic<std::uint64_t> size_ = 0;

 private:
  void run();
  void process(Work work);
  // Judges and commits a batch. Nothing, or the reason why none of its answers is valid.
  std::optional<Unavailable> settle(Work& work, std::vector<Answered>& answered);
  std::optional<Unavailable> commit(Batch& batch);
  // The time for a batch; or why there is none.
  std::expected<RecordedAt, Unavailable> take_time();
  // Checks for changes from outside, also while nothing is written.
  void look_around();
  // Rebuilds the rows if one is damaged; returns whether it did.
  bool rebuild_damaged();
  void publish();
  std::vector<Row> rows_if_due(const Batch& batch);
  void write_all_rows();
  // After a commit that failed.
  void end_writing(const Result<AppendOutcome>& outcome);
  void count(const Answer& answer);

  Store& store_;
  const Clock& clock_;
  Journal& journal_;
  const Options options_;
  WritingState writing_;

  StatementQueue queue_;

  // Only the sequencer's thread:
  std::unique_ptr<DerivedState> state_;
  ClockGuard guard_;
  std::chrono::steady_clock::time_point rows_written_;
  std::chrono::steady_clock::time_point looked_ = std::chrono::steady_clock::now();
  std::optional<std::chrono::milliseconds> served_;  // when write_served was called, by boot time

  // Any thread:
  std::atomic<std::uint64_t> accepted_ = 0, repeated_ = 0, conflicts_ = 0, refused_ = 0,
                             unavailable_ = 0, commits_ = 0;
  std::once_flag stopped_;
  std::thread thread_;
};

Result<void> Sequencer::Impl::start() {
  auto filled = fill_ring(ring_, store_);
  if (!filled && rebuild_damaged()) filled = fill_ring(ring_, store_);
  LEDGER_CHECK(filled);
  publish();
  thread_ = std::thread([this] { run(); });
  return {};
}

void Sequencer::Impl::submit(Candidate candidate, Done done) {
  Item item{std::move(candidate), std::move(done)};
  const auto entry = queue_.push(item);
  if (entry == StatementQueue::Entry::queued) return;
  const bool is_full = entry == StatementQueue::Entry::full;
  if (is_full) writing_.reject_one();
  ++unavailable_;
  item.done(Unavailable{is_full ? "too many statements are waiting: send it again in a second"
                                : "the ledger is being closed: send it again once it is open"});
}

void Sequencer::Impl::seal(SealDone done) {
  if (const SealDone other = queue_.push_seal(std::move(done)))
    other(std::unexpected(
        Unavailable{"the ledger is being closed, or a later request to seal came in"}));
}

void Sequencer::Impl::stop() {
  std::call_once(stopped_, [this] {
    queue_.close();
    if (thread_.joinable()) thread_.join();
  });
}

void Sequencer::Impl::run() {
  while (true) {
    std::optional<Work> work = queue_.take(options_.batch_max, looked_ + kLookEvery);
    if (!work) break;
    if (work->items.empty()) writing_.end_rejecting();
    if (!work->items.empty() || work->seal) process(*std::move(work));
    if (std::chrono::steady_clock::now() - looked_ >= kLookEvery) look_around();
  }
  write_all_rows();
  journal_.info("log_closed", "the log is closed", {{"records", size_.load()}});
}

void Sequencer::Impl::look_around() {
  looked_ = std::chrono::steady_clock::now();
  if (const unsigned dead = store_.free_dead_readers(); dead > 0) {
    journal_.warning("readers_died", "readers of the log ended without closing it",
                     {{"readers", dead}});
  }
  if (writing_.is_read_only()) return;
  rebuild_damaged();
  const auto boot = clock_.boot_time();
  if (!take_time() || (served_ && boot - *served_ < kServedEvery)) return;
  served_ = boot;
  if (const auto written = write_served(store_.directory(), clock_.now()); !written)
    journal_.warning("served_not_written", written.error().detail);
}

std::expected<RecordedAt, Unavailable> Sequencer::Impl::take_time() {
  auto time = guard_.time_after(state_->recorded_at());
  if (time) {
    writing_.accept_clock();
    return *time;
  }
  writing_.refuse_by_clock(time.error());
  return std::unexpected(Unavailable{writing_.condition(), kRetryClockS});
}

bool Sequencer::Impl::rebuild_damaged() {
  if (!state_->damaged() && !store_.is_row_damaged()) return false;
  const auto began = clock_.monotonic();
  auto rebuilt = DerivedState::rebuild(store_, options_.on_progress);
  if (rebuilt) {
    state_ = *std::move(rebuilt);
    tell_rebuilt(journal_, *state_, "one of them was damaged", clock_.monotonic() - began);
  } else {
    writing_.end("rows_not_rebuilt",
                 "the derived rows are damaged and can't be rebuilt: " + rebuilt.error().detail);
  }
  return true;
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
    work.seal(std::unexpected(Unavailable{"the ledger has no records"}));
  } else {
    work.seal(Sealed{state_->sealed(), state_->tree().root()});
  }
}

std::optional<Unavailable> Sequencer::Impl::settle(Work& work, std::vector<Answered>& answered) {
  if (!writing_.is_read_only()) rebuild_damaged();
  if (writing_.is_read_only()) return Unavailable{writing_.condition()};
  const auto time = take_time();
  if (!time) return time.error();
  Batch batch(*state_, store_, *time);
  for (Item& item : work.items) {
    Answer answer = batch.judge(std::move(item.candidate));
    answered.push_back({std::move(answer), std::exchange(item.done, nullptr)});
  }
  if (work.seal && number(state_->tail().size) > 0) batch.seal();
  if (rebuild_damaged()) {
    if (writing_.is_read_only()) return Unavailable{writing_.condition()};
    return Unavailable{"derived rows were damaged, and have been rebuilt: send it again",
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
  end_writing(outcome);
  if (!outcome || *outcome == AppendOutcome::conflict) return Unavailable{writing_.condition()};
  return Unavailable{
      writing_.condition() +
      "; it is not known whether the statement was recorded: send it again after the "
      "restart; it is recorded only once"};
}

void Sequencer::Impl::end_writing(const Result<AppendOutcome>& outcome) {
  if (!outcome) {
    writing_.end("commit_failed", outcome.error().detail);
  } else if (*outcome == AppendOutcome::conflict) {
    writing_.end("log_conflict",
                 "another process has written to this ledger, although only one may: stop both, "
                 "and start one of them again");
  } else {
    writing_.end("commit_failed", store_.failure()->detail);
  }
}

// Publishes the committed state to other threads.
void Sequencer::Impl::publish() {
  add_new_keys(ring_, *state_);
  size_ = number(state_->tail().size);
  ring_.name_ledger(state_->registry().governance().ledger);
}

std::vector<Row> Sequencer::Impl::rows_if_due(const Batch& batch) {
  const auto now = clock_.monotonic();
  const bool is_due = state_->pending() >= kPendingMax || now - rows_written_ >= kRowsEvery;
  // Rows are never behind a heads record, so that they have the heads of all streams at it.
  if (!is_due && !batch.is_sealed()) return {};
  rows_written_ = now;
  return state_->take_rows();
}

// Records without rows are folded again at the next start.
void Sequencer::Impl::write_all_rows() {
  if (writing_.is_read_only() || state_->damaged() || state_->pending() == 0) return;
  const auto outcome = store_.append(state_->tail(), {}, state_->take_rows());
  if (!outcome || *outcome != AppendOutcome::durable) end_writing(outcome);
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
  return {accepted_,
          repeated_,
          conflicts_,
          refused_,
          unavailable_,
          commits_,
          queue_.size(),
          writing_.is_read_only(),
          writing_.is_refused_by_clock()};
}

Result<std::unique_ptr<Sequencer>> Sequencer::start(Store& store, const Clock& clock,
                                                    Journal& journal, Options options) {
  const auto began = clock.monotonic();
  LEDGER_TRY(auto state, DerivedState::open(store, options.on_progress));
  const auto took = clock.monotonic() - began;
  if (!state->why_rebuilt().empty()) tell_rebuilt(journal, *state, state->why_rebuilt(), took);
  if (!options.accept_clock && number(state->tail().size) > 0) {
    LEDGER_CHECK(check_clock_at_start(clock, state->recorded_at(), read_served(store.directory())));
  }
  journal.info("log_opened", "the log is open",
               {{"records", number(state->tail().size)}, {"ms", in_ms(took)}});
  auto impl = std::make_unique<Impl>(store, clock, journal, std::move(options), std::move(state));
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
std::string Sequencer::ledger_name() const { return impl_->ring_.ledger_name(); }
Sequencer::Counters Sequencer::counters() const { return impl_->counters(); }
std::string Sequencer::condition() const { return impl_->condition(); }

}  // namespace pledgebook::ledger

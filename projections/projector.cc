// SPDX-License-Identifier: Apache-2.0
#include "projections/projector.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "projections/fold/rebuild.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;
using ledger::Size;
using std::chrono::steady_clock;

// Commits of views are kept this far apart, so that their writes don't stand in the way of the
// log's; unless somebody waits for one.
constexpr std::chrono::milliseconds kCommitPause{50};

// What readers get.
struct Published {
  std::shared_ptr<ViewStore> store;  // shared with the queries that read it
  std::shared_ptr<const Background> background;
  std::uint64_t background_revision = 0;
  Size size{};
};

}  // namespace

class Projector::Impl {
 public:
  Impl(const ledger::Store& log, Options options)
      : log_(log), options_(std::move(options)), generations_(log.directory()) {}

  Result<void> open();
  void notify(Size size);
  bool wait_for(Size size, std::chrono::milliseconds timeout);
  Size size() const;
  Result<void> rebuild();
  Result<Views> views() const;
  void stop();

 private:
  void run(const std::stop_token& stop);
  Result<void> step(const std::stop_token& stop);
  Result<void> adopt(std::unique_ptr<Builder> builder, const std::stop_token& stop);
  Result<std::unique_ptr<Builder>> build(const std::stop_token& stop);
  bool wait_for_work(const std::stop_token& stop);
  void publish();

  const ledger::Store& log_;
  const Options options_;
  const Generations generations_;
  std::optional<ledger::DirectoryLock> lock_;

  // The follower thread's.
  std::unique_ptr<Builder> builder_;
  steady_clock::time_point last_commit_{};

  std::mutex building_;  // held by whoever makes a generation

  mutable std::mutex mutex_;  // of what follows
  std::condition_variable_any changed_;
  Published published_;
  Size notified_{};
  int waiting_ = 0;                   // calls of wait_for that are not satisfied
  std::unique_ptr<Builder> offered_;  // by rebuild, for the follower to go on with
  std::uint64_t adopted_ = 0;         // generations that the follower has gone on with
  std::optional<Error> failure_;

  std::jthread thread_;
};

Result<void> Projector::Impl::open() {
  LEDGER_TRY(lock_, generations_.lock());
  LEDGER_TRY(builder_, open_generation(log_, generations_));
  publish();
  notified_ = log_.size();
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  return {};
}

void Projector::Impl::publish() {
  Published next{builder_->store(), builder_->background(), builder_->position().background,
                 builder_->position().size};
  {
    const std::lock_guard lock(mutex_);
    std::swap(published_, next);
  }
  changed_.notify_all();
}

void Projector::Impl::notify(Size size) {
  {
    const std::lock_guard lock(mutex_);
    notified_ = std::max(notified_, size);
  }
  changed_.notify_all();
}

bool Projector::Impl::wait_for(Size size, std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  if (published_.size >= size) return true;
  ++waiting_;
  changed_.notify_all();
  changed_.wait_for(lock, timeout, [&] { return published_.size >= size || failure_; });
  --waiting_;
  return published_.size >= size;
}

Size Projector::Impl::size() const {
  const std::lock_guard lock(mutex_);
  return published_.size;
}

Result<Views> Projector::Impl::views() const {
  Published now;
  {
    const std::lock_guard lock(mutex_);
    if (failure_) return std::unexpected(*failure_);
    now = published_;
  }
  return look(log_, std::move(now.store), std::move(now.background), now.background_revision);
}

Result<std::unique_ptr<Builder>> Projector::Impl::build(const std::stop_token& stop) {
  return build_generation(log_, generations_, log_.size(),
                          {options_.decoders, options_.on_progress, stop});
}

Result<void> Projector::Impl::rebuild() {
  const std::lock_guard building(building_);
  LEDGER_TRY(auto builder, build(thread_.get_stop_token()));
  std::unique_lock lock(mutex_);
  const std::uint64_t before = adopted_;
  offered_ = std::move(builder);
  changed_.notify_all();
  changed_.wait(lock, thread_.get_stop_token(), [&] { return adopted_ != before || failure_; });
  if (failure_) return std::unexpected(*failure_);
  if (adopted_ == before)
    return std::unexpected(Error{Errc::busy, "the views' rebuild was stopped: run it again"});
  return {};
}

// Returns whether to go on.
bool Projector::Impl::wait_for_work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto is_behind = [this] { return offered_ || notified_ > published_.size; };
  if (!changed_.wait(lock, stop, is_behind)) return false;
  changed_.wait_until(lock, stop, last_commit_ + kCommitPause, [this] {
    return offered_ || waiting_ > 0 ||
           ledger::number(notified_) - ledger::number(published_.size) >= kBatchRecords;
  });
  return !stop.stop_requested();
}

void Projector::Impl::run(const std::stop_token& stop) {
  bool remade = false;
  while (wait_for_work(stop)) {
    auto stepped = step(stop);
    if (!stepped && stepped.error().code == Errc::corrupt && !remade) {
      // Damaged views are rebuilt, once; a damaged log will fail again, and say so.
      remade = true;
      const std::lock_guard building(building_);
      auto builder = build(stop);
      stepped =
          builder ? adopt(*std::move(builder), stop) : std::unexpected(std::move(builder).error());
    }
    if (stepped || stop.stop_requested()) continue;
    {
      const std::lock_guard lock(mutex_);
      failure_ = std::move(stepped).error();
    }
    changed_.notify_all();
    return;
  }
}

Result<void> Projector::Impl::step(const std::stop_token& stop) {
  std::unique_ptr<Builder> offered;
  Size to{};
  {
    const std::lock_guard lock(mutex_);
    offered = std::move(offered_);
    to = notified_;
  }
  if (offered) return adopt(std::move(offered), stop);
  if (is_far_behind(builder_->position().size, to)) {
    const std::lock_guard building(building_);
    LEDGER_TRY(auto builder, build(stop));
    return adopt(std::move(builder), stop);
  }
  // A batch at a time, so that readers see each.
  const Size end{
      std::min(ledger::number(to), ledger::number(builder_->position().size) + kBatchRecords)};
  LEDGER_CHECK(advance(log_, *builder_, end, {options_.decoders, nullptr, stop}));
  last_commit_ = steady_clock::now();
  publish();
  if (options_.on_progress && end < to) options_.on_progress(end, to);
  return {};
}

// Goes on with another generation, as soon as it has come as far as the one in use.
Result<void> Projector::Impl::adopt(std::unique_ptr<Builder> builder, const std::stop_token& stop) {
  LEDGER_CHECK(advance(log_, *builder, builder_->position().size,
                       {options_.decoders, options_.on_progress, stop}));
  if (builder->position().size < builder_->position().size) return {};  // asked to stop
  LEDGER_CHECK(generations_.use(*builder->store()));
  builder_ = std::move(builder);
  publish();
  {
    const std::lock_guard lock(mutex_);
    ++adopted_;
  }
  changed_.notify_all();
  return {};
}

void Projector::Impl::stop() {
  thread_.request_stop();
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Projector::Projector(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Projector::~Projector() { impl_->stop(); }

Result<std::unique_ptr<Projector>> Projector::start(const ledger::Store& store, Options options) {
  auto impl = std::make_unique<Impl>(store, std::move(options));
  LEDGER_CHECK(impl->open());
  return std::unique_ptr<Projector>(new Projector(std::move(impl)));
}

void Projector::notify(Size size) { impl_->notify(size); }
bool Projector::wait_for(Size size, std::chrono::milliseconds timeout) {
  return impl_->wait_for(size, timeout);
}
Size Projector::size() const { return impl_->size(); }
Result<Views> Projector::views() const { return impl_->views(); }

Result<Digests> Projector::rebuild() {
  LEDGER_CHECK(impl_->rebuild());
  LEDGER_TRY(const auto now, impl_->views());
  return digests(now);
}

Result<Views> open_views(const ledger::Store& store, const ledger::Progress& on_progress) {
  const Generations generations(store.directory());
  const auto lock = generations.lock();
  if (!lock) {
    if (lock.error().code != Errc::busy) return std::unexpected(lock.error());
    LEDGER_TRY(auto current, generations.open_current());
    return look(store, std::move(current), nullptr, 0);
  }
  const Folding folding{.decoders = 2, .on_progress = on_progress, .stop = {}};
  const Size size = store.size();
  LEDGER_TRY(auto builder, open_generation(store, generations));
  if (is_far_behind(builder->position().size, size)) {
    LEDGER_TRY(builder, build_generation(store, generations, size, folding));
    LEDGER_CHECK(generations.use(*builder->store()));
  }
  LEDGER_CHECK(advance(store, *builder, size, folding));
  return look(store, builder->store(), builder->background(), builder->position().background);
}

}  // namespace pledgebook::projections

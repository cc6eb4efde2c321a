// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/projecting.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;
using ledger::Size;

// The journal reports a lag if the views are this many records behind, and its end if they are
// fewer than the second number behind.
constexpr std::uint64_t kLagSaidRecords = 10'000;
constexpr std::uint64_t kLagOverRecords = 100;

std::uint64_t lag_of(Size position, Size size) noexcept {
  return size > position ? ledger::number(size) - ledger::number(position) : 0;
}

ViewsCondition condition_of(const Error& error, bool by_rebuild) {
  if (error.code != Errc::corrupt)
    return {"the read models can't be updated; trying again: " + error.detail};
  if (!by_rebuild) return {"the read models were damaged, and are being rebuilt"};
  return {"the read models can't be rebuilt: " + error.detail, false};
}

}  // namespace

Result<std::unique_ptr<Projecting>> Projecting::open(const ledger::Store& log, Options options) {
  std::unique_ptr<Projecting> opened(new Projecting(log, std::move(options)));
  LEDGER_TRY(opened->lock_, opened->generations_.lock());
  LEDGER_TRY(auto generation, open_generation(log, opened->generations_));
  opened->builder_ = std::move(generation.builder);
  opened->note_search();
  opened->publish();
  if (ledger::Journal* journal = opened->options_.journal) {
    if (!generation.replaced.empty()) {
      journal->warning("views_replaced",
                       "the read models could not be used and were replaced by empty ones",
                       {{"reason", generation.replaced}});
    }
    journal->info("views_opened", "the read models are open",
                  {{"size", ledger::number(opened->published_.size)},
                   {"log_size", ledger::number(log.size())}});
  }
  return opened;
}

void Projecting::publish() {
  published_ = {builder_->store(), builder_->background(), builder_->position().background,
                builder_->position().size};
}

Result<void> Projecting::step(Size to, std::span<const ledger::CommittedBatchPointer> batches,
                              const std::stop_token& stop) {
  note_lag(to);
  auto done = settle(fold(to, batches, stop), stop);
  note_lag(to);
  return done;
}

Result<void> Projecting::rebuild(const std::stop_token& stop) {
  return settle(build("asked for", stop), stop);
}

Result<void> Projecting::fold(Size to, std::span<const ledger::CommittedBatchPointer> batches,
                              const std::stop_token& stop) {
  is_building_ = false;
  if (published_.store->is_damaged()) is_damaged_ = true;  // a query has found damage
  if (is_damaged_) return build("the read models are damaged", stop);
  if (!builder_) {
    LEDGER_TRY(builder_, Builder::open(log_, published_.store, Builder::Pace::live));
    note_search();
  }
  const Size position = builder_->position().size;
  if (is_far_behind(position, to)) return build("the read models are far behind", stop);
  while (!batches.empty() && batches.front()->tail.size <= position) batches = batches.subspan(1);
  if (!batches.empty() && batches.front()->begin() <= position) {
    LEDGER_CHECK(builder_->apply(batches));
  } else {
    const Size end{std::min(ledger::number(to), ledger::number(position) + kBatchRecords)};
    LEDGER_CHECK(advance(log_, *builder_, end, {options_.decoders, nullptr, stop}));
    if (options_.on_progress && end < to) options_.on_progress(end, to);
  }
  publish();
  return {};
}

Result<void> Projecting::build(std::string_view why, const std::stop_token& stop) {
  const auto begun = std::chrono::steady_clock::now();
  is_building_ = true;
  const Size size = log_.size();
  if (options_.journal != nullptr) {
    options_.journal->info("views_rebuild_begun", "the read models are being rebuilt",
                           {{"reason", why}, {"records", ledger::number(size)}});
  }
  auto built = build_generation(log_, generations_, size, folding(stop));
  if (!built) {
    generations_.remove_others(*published_.store);  // the failed rebuild's files may fill the disk
    return std::unexpected(std::move(built).error());
  }
  LEDGER_CHECK(generations_.use(*(*built)->store()));
  builder_ = *std::move(built);
  generations_.remove_others(*builder_->store());
  is_damaged_ = false;
  publish();
  if (options_.journal != nullptr) {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    options_.journal->info("views_rebuilt", "the read models were rebuilt and are in use",
                           {{"records", ledger::number(published_.size)},
                            {"ms", took.count()},
                            {"bytes", published_.store->bytes()}});
  }
  return {};
}

Result<void> Projecting::settle(Result<void> done, const std::stop_token& stop) {
  if (!done && stop.stop_requested()) return done;
  const auto before = std::exchange(condition_, std::nullopt);
  if (done) {
    if (before && options_.journal != nullptr) {
      options_.journal->info("views_recovered", "the read models follow the log again",
                             {{"size", ledger::number(published_.size)}});
    }
    return done;
  }
  builder_.reset();
  if (done.error().code == Errc::corrupt) is_damaged_ = true;
  condition_ = condition_of(done.error(), is_building_);
  if (options_.journal == nullptr || (before && before->sentence == condition_->sentence))
    return done;
  if (condition_->mends_itself) {
    options_.journal->warning("views_failing", condition_->sentence,
                              {{"reason", done.error().detail}});
  } else {
    options_.journal->error("views_stopped", condition_->sentence);
  }
  return done;
}

void Projecting::note_search() {
  if (options_.journal == nullptr || builder_->search_rebuilt().empty()) return;
  options_.journal->warning("search_rebuilt", "the search index could not be used and was rebuilt",
                            {{"reason", builder_->search_rebuilt()}});
}

void Projecting::note_lag(Size to) {
  const std::uint64_t lag = lag_of(published_.size, to);
  const bool lags = lag >= (is_lagging_ ? kLagOverRecords : kLagSaidRecords);
  if (lags == is_lagging_) return;
  is_lagging_ = !is_lagging_;
  if (options_.journal == nullptr) return;
  if (is_lagging_) {
    options_.journal->warning("views_behind", "the read models are behind the log",
                              {{"records", lag}});
  } else {
    options_.journal->info("views_caught_up", "the read models have caught up with the log",
                           {{"size", ledger::number(published_.size)}});
  }
}

}  // namespace pledgebook::projections

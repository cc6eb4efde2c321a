// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/rebuild.h"

#include <algorithm>
#include <utility>

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

// Fewer records than this are decoded on the thread that folds them.
constexpr std::uint64_t kWorthWorkers = 1'024;
// With a smaller lag, a rebuild is never faster.
constexpr std::uint64_t kFarBehindRecords = 20'000;

Result<std::unique_ptr<Builder>> open_fitting(const ledger::Store& log,
                                              const Generations& generations) {
  LEDGER_TRY(auto store, generations.open_live(generations.current()));
  if (!store) return std::unique_ptr<Builder>();
  LEDGER_TRY(auto builder, Builder::open(log, std::move(store), Builder::Pace::live));
  LEDGER_TRY(const bool fitting, fits(builder->position(), log));
  if (!fitting) return std::unique_ptr<Builder>();
  return builder;
}

}  // namespace

Result<void> advance(const ledger::Store& log, Builder& builder, ledger::Size to,
                     const Folding& folding) {
  const std::uint64_t from = ledger::number(builder.position().size);
  const std::uint64_t end = ledger::number(to);
  if (from >= end) return {};
  Decoder decoder(log, builder.position().size, to,
                  end - from < kWorthWorkers ? 0 : folding.decoders);
  std::vector<ledger::CommittedBatchPointer> batch;
  std::size_t records = 0;
  while (!folding.stop.stop_requested()) {
    LEDGER_TRY(auto chunk, decoder.take());
    if (chunk) {
      records += chunk->records.size();
      batch.push_back(std::move(chunk));
      if (records < kBatchRecords) continue;
    }
    if (batch.empty()) break;
    LEDGER_CHECK(builder.apply(batch));
    batch.clear();
    records = 0;
    if (folding.on_progress) folding.on_progress(builder.position().size, to);
  }
  return {};
}

Result<std::unique_ptr<Builder>> build_generation(const ledger::Store& log,
                                                  const Generations& generations, ledger::Size to,
                                                  const Folding& folding) {
  LEDGER_TRY(auto store, generations.make_next(Mode::rebuild));
  LEDGER_TRY(auto builder, Builder::open(log, std::move(store), Builder::Pace::rebuild));
  LEDGER_CHECK(advance(log, *builder, to, folding));
  if (builder->position().size != to)
    return std::unexpected(Error{Errc::busy, "the rebuild of the views was stopped: run it again"});
  LEDGER_CHECK(builder->finish());
  return builder;
}

Result<OpenedGeneration> open_generation(const ledger::Store& log, const Generations& generations) {
  auto builder = open_fitting(log, generations);
  if (builder && *builder) return OpenedGeneration{*std::move(builder), {}};
  std::string why;
  if (!builder) {
    if (builder.error().code != Errc::corrupt && builder.error().code != Errc::foreign)
      return std::unexpected(std::move(builder).error());
    why = std::move(builder).error().detail;
  } else if (generations.current()) {
    why = "the read models are not of this log's records";
  }
  LEDGER_TRY(auto store, generations.make_next(Mode::live));
  LEDGER_CHECK(generations.use(*store));
  generations.remove_others(*store);
  LEDGER_TRY(auto empty, Builder::open(log, std::move(store), Builder::Pace::live));
  return OpenedGeneration{std::move(empty), std::move(why)};
}

bool is_far_behind(ledger::Size position, ledger::Size size) noexcept {
  const std::uint64_t lag = ledger::number(size) - ledger::number(position);
  return lag > kFarBehindRecords && lag > ledger::number(position) / 2;
}

}  // namespace pledgebook::projections

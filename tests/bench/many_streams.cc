// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/many_streams.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/proof/publish/publisher.h"
#include "tests/bench/give_up.h"
#include "tests/bench/pipeline.h"
#include "tests/bench/stopwatch.h"

namespace pledgebook::bench {
namespace {

constexpr std::size_t kAtOnce = 20'000;  // statements in memory

void fill(BenchLedger& ledger, const Officers& officers, std::size_t streams) {
  for (std::size_t first = 0; first < streams; first += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, streams - first);
    ledger.append(make_parties(ledger.name(), officers, first, count));
  }
}

}  // namespace

void bench_many_streams(const Figures& figures, const Officers& officers,
                        const ManyStreams& scale) {
  const Workplace workplace;
  BenchLedger ledger(workplace.path() / "ledger", officers, 1);
  fill(ledger, officers, scale.streams);
  auto signer =
      or_give_up(ledger::LogSigner::open(ledger.store(), log_key(officers), make_officers().root));
  ledger::Publishing publishing = or_give_up(
      ledger::Publishing::begin(ledger.store(), ledger.sequencer(), std::move(signer), nullptr));
  figures.heading(fmt::format("A log of {} streams", scale.streams));
  figures.time_ms(
      "first checkpoint",
      {1e3 * seconds_of([&publishing] { std::ignore = or_give_up(publishing.publish()); })});
  const auto parties = make_parties(ledger.name(), officers, scale.streams, scale.rounds);
  std::vector<double> times;
  for (const auto& party : parties) {
    times.push_back(1e3 * seconds_of([&] {
                      ledger.append(party.front());
                      std::ignore = or_give_up(publishing.publish());
                    }));
  }
  figures.latency_ms("a new stream, until it is released", times, "", {});
}

}  // namespace pledgebook::bench

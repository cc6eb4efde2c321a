// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/pipeline.h"

#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <future>
#include <semaphore>
#include <thread>

#include "tests/bench/give_up.h"

namespace pledgebook::bench {
namespace {

constexpr std::ptrdiff_t kInFlight = 1'024;

auto examined(const ledger::SignedStatement& statement, const ledger::KeyRing& keys) {
  auto candidate = ledger::examine(statement, keys);
  if (!candidate) give_up("a statement was refused: " + candidate.error().rule);
  return *std::move(candidate);
}

void must_be_accepted(const ledger::Answer& answer) {
  if (std::holds_alternative<ledger::Accepted>(answer)) return;
  const auto* refused = std::get_if<ledger::Refused>(&answer);
  give_up("a statement was not accepted" +
          (refused == nullptr ? "" : ": " + refused->refusal.rule));
}

}  // namespace

Workplace::Workplace() {
  std::string name = (std::filesystem::temp_directory_path() / "pledgebook-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) give_up("no temporary directory can be made");
  path_ = name;
}

Workplace::~Workplace() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

BenchLedger::BenchLedger(const std::filesystem::path& directory,
                         std::vector<ledger::SignedStatement> foundation,
                         std::function<void(const ledger::CommittedBatchPointer&)> on_commit)
    : directory_(directory), store_(or_give_up(ledger::Store::create(directory))) {
  ledger::Sequencer::Options options;
  options.on_commit = std::move(on_commit);
  sequencer_ = or_give_up(ledger::Sequencer::start(*store_, clock_, journal_, std::move(options)));
  append({std::move(foundation)});
}

double BenchLedger::append(const Streams& streams) {
  std::atomic<std::size_t> accepted = 0;
  std::counting_semaphore<kInFlight> in_flight(kInFlight);
  const auto begin = std::chrono::steady_clock::now();
  const auto send = [&](const ledger::SignedStatement& statement) {
    auto candidate = examined(statement, sequencer_->key_ring());
    in_flight.acquire();
    sequencer_->submit(std::move(candidate), [&](const ledger::Answer& answer) {
      must_be_accepted(answer);
      ++accepted;
      in_flight.release();
    });
  };
  {
    std::vector<std::jthread> threads;
    const std::size_t workers = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&, worker] {
        for (std::size_t i = worker; i < streams.size(); i += workers) {
          for (const auto& statement : streams[i]) send(statement);
        }
      });
    }
  }
  for (std::ptrdiff_t i = 0; i < kInFlight; ++i) in_flight.acquire();  // all answers are there
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return static_cast<double>(accepted) / seconds;
}

void BenchLedger::reopen() {
  sequencer_.reset();
  store_.reset();
  store_ = or_give_up(ledger::Store::open(directory_, ledger::Access::write));
  sequencer_ = or_give_up(ledger::Sequencer::start(*store_, clock_, journal_, {}));
}

void BenchLedger::append(const ledger::SignedStatement& statement) {
  std::promise<ledger::Answer> answered;
  sequencer_->submit(examined(statement, sequencer_->key_ring()),
                     [&answered](ledger::Answer answer) { answered.set_value(std::move(answer)); });
  must_be_accepted(answered.get_future().get());
}

}  // namespace pledgebook::bench

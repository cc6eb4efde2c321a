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

BenchLedger::BenchLedger(const std::filesystem::path& directory, const Officers& officers,
                         std::size_t members,
                         std::function<void(const ledger::CommittedBatchPointer&)> on_commit)
    : directory_(directory), store_(or_give_up(ledger::Store::create(directory))) {
  ledger::Sequencer::Options options;
  options.on_commit = std::move(on_commit);
  sequencer_ = or_give_up(ledger::Sequencer::start(*store_, clock_, journal_, std::move(options)));
  std::size_t not_accepted = 0;
  append({make_foundation(officers, members)}, not_accepted);
  if (not_accepted > 0) give_up("the ledger's first statements were refused");
}

double BenchLedger::append(const Streams& streams, std::size_t& not_accepted) {
  std::atomic<std::size_t> refused = 0;
  std::atomic<std::size_t> accepted = 0;
  std::counting_semaphore<kInFlight> in_flight(kInFlight);
  const auto begin = std::chrono::steady_clock::now();
  const auto send = [&](const ledger::SignedStatement& statement) {
    auto candidate = ledger::examine(statement, sequencer_->key_ring());
    if (!candidate) {
      ++refused;
      return;
    }
    in_flight.acquire();
    sequencer_->submit(*std::move(candidate), [&](const ledger::Answer& answer) {
      ++(std::holds_alternative<ledger::Accepted>(answer) ? accepted : refused);
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
  not_accepted = refused;
  return static_cast<double>(accepted) / seconds;
}

void BenchLedger::reopen() {
  sequencer_.reset();
  store_.reset();
  store_ = or_give_up(ledger::Store::open(directory_, ledger::Access::write));
  sequencer_ = or_give_up(ledger::Sequencer::start(*store_, clock_, journal_, {}));
}

void BenchLedger::append(const ledger::SignedStatement& statement) {
  auto candidate = ledger::examine(statement, sequencer_->key_ring());
  if (!candidate) give_up("a statement was refused: " + candidate.error().rule);
  std::promise<ledger::Answer> answered;
  sequencer_->submit(*std::move(candidate),
                     [&answered](ledger::Answer answer) { answered.set_value(std::move(answer)); });
  if (!std::holds_alternative<ledger::Accepted>(answered.get_future().get()))
    give_up("a statement was not accepted");
}

}  // namespace pledgebook::bench

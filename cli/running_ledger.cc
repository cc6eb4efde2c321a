// SPDX-License-Identifier: Apache-2.0
#include "cli/running_ledger.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>
#include <utility>

#include "cli/book.h"
#include "cli/progress.h"

namespace pledgebook::cli {
namespace {

constexpr std::chrono::milliseconds kStopPoll{100};
constexpr std::chrono::hours kCatchUpMax{24};

}  // namespace

Outcome<std::unique_ptr<RunningLedger>> RunningLedger::start(const ServingOptions& options) {
  std::unique_ptr<RunningLedger> running(new RunningLedger());
  LEDGER_TRY(running->store_,
             outcome(ledger::Store::open(options.directory, ledger::Access::write)));

  ledger::Sequencer::Options sequencer_options;
  sequencer_options.accept_clock = options.accept_clock;
  sequencer_options.on_commit = [raw = running.get()](ledger::Size size) {
    if (auto* projector = raw->followed_.load()) projector->notify(size);
  };
  LEDGER_TRY(running->sequencer_,
             outcome(ledger::Sequencer::start(*running->store_, running->clock_,
                                              std::move(sequencer_options))));
  {
    Progress progress(stderr, Progress::Show::bar_or_lines, "bringing the read models up to date",
                      "records", running->size());
    projections::Projector::Options projector_options;
    projector_options.on_progress = [&progress](ledger::Size done, ledger::Size) {
      progress.update(ledger::number(done), ledger::number(done));
    };
    LEDGER_TRY(running->projector_, outcome(projections::Projector::start(
                                        *running->store_, std::move(projector_options))));
    if (!running->projector_->wait_for(running->sequencer_->size(), kCatchUpMax)) {
      return unavailable(
          "the read models can't be built: see whether the disk is full, and delete the "
          "ledger's folder `views` to have them built anew");
    }
  }
  running->followed_ = running->projector_.get();
  running->projector_->notify(running->sequencer_->size());

  running->host_ = options.listen.substr(0, options.listen.rfind(':'));
  LEDGER_TRY(running->server_, outcome(server::Server::start(*running->store_, *running->sequencer_,
                                                             *running->projector_, running->clock_,
                                                             {.listen = options.listen})));
  return running;
}

std::string RunningLedger::address() const {
  return fmt::format("http://{}:{}", host_, server_->port());
}

std::uint64_t RunningLedger::size() const { return ledger::number(sequencer_->size()); }

void RunningLedger::serve_until(const std::atomic<bool>& stop) {
  while (!stop) std::this_thread::sleep_for(kStopPoll);
  server_->stop();
  server_->wait();
  sequencer_->stop();
}

}  // namespace pledgebook::cli

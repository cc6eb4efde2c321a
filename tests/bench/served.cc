// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/served.h"

#include <utility>

#include "tests/bench/give_up.h"

namespace pledgebook::bench {

Served::Served(std::vector<ledger::SignedStatement> foundation)
    : ledger_(workplace_.path() / "ledger", std::move(foundation),
              [this](const ledger::CommittedBatchPointer& batch) {
                if (auto* reader = followed_.load()) reader->notify(batch);
              }) {
  projector_ = or_give_up(projections::Projector::start(ledger_.store(), {}));
  followed_ = projector_.get();
  server_ = or_give_up(server::Server::start(ledger_.store(), ledger_.sequencer(), *projector_,
                                             ledger_.clock(), ledger_.journal(), {"127.0.0.1:0"}));
}

Served::~Served() { followed_ = nullptr; }  // the sequencer outlives the projector

}  // namespace pledgebook::bench

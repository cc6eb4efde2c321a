// SPDX-License-Identifier: Apache-2.0
// Services: what the handlers of routes work with.
#pragma once

#include "ledger/clock.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/publish/publisher.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "projections/projector.h"
#include "server/http/limits.h"
#include "server/http/metrics.h"
#include "server/routes/export_desk.h"

namespace pledgebook::server {

// Everything outlives the handlers, and may be called by any thread.
struct Services {
  const ledger::Store& store;
  const ledger::Sequencer& sequencer;
  const projections::Projector& projector;
  const ledger::Clock& clock;
  const Limits& limits;
  ExportDesk& exports;
  const ledger::Publisher* publisher = nullptr;      // null: nothing is published
  const ledger::WitnessQuorum* witnesses = nullptr;  // null: there are none
  const Metrics* metrics = nullptr;                  // set before the first request

  // The newest checkpoint that was released; null while there is none.
  [[nodiscard]] ledger::ReleasedPointer released() const {
    return publisher == nullptr ? nullptr : publisher->released();
  }
  [[nodiscard]] ledger::Date today() const { return ledger::date_of(clock.now()); }
};

}  // namespace pledgebook::server

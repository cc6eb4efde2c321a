// SPDX-License-Identifier: Apache-2.0
// Services: the objects that the handlers of routes use.
#pragma once

#include <memory>
#include <string>

#include "ledger/clock.h"
#include "ledger/desk/desk_store.h"
#include "ledger/desk/evidence_files.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/publish/publisher.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "projections/projector.h"
#include "server/http/limits.h"
#include "server/http/metrics.h"
#include "server/routes/answer_cache.h"
#include "server/routes/export_bases.h"
#include "server/writing/traffic.h"

namespace pledgebook::server {

class Readiness;
class Serving;
class ViewWait;
class WebDirectory;

// Everything outlives the handlers. Any thread, unless a comment says otherwise.
struct Services {
  const ledger::Store& store;
  const ledger::Sequencer& sequencer;
  const projections::Projector& projector;
  const ledger::Clock& clock;
  const Limits& limits;
  ExportBases& exports;
  const ledger::Publisher* publisher = nullptr;      // null: nothing is published
  const ledger::WitnessQuorum* witnesses = nullptr;  // null: there are none
  ledger::DeskStore* desk = nullptr;                 // null: nothing waits on this server
  ledger::EvidenceFiles* evidence = nullptr;         // null: this server keeps no files
  WebDirectory* web_directory = nullptr;             // null: pages are as compiled into the program
  // How readers reach the server: "https://pledges.example.org"; "": as each request says.
  std::string public_url = {};
  // Shared by requests. I/O thread only, except `traffic`.
  AnswerCache& cache;
  Traffic& traffic;
  // The servings of routes without a handler.
  std::shared_ptr<Serving> statements = {};
  std::shared_ptr<Serving> events = {};
  // Set before the first request:
  ViewWait* view_wait = nullptr;
  const Readiness* readiness = nullptr;
  const Metrics* metrics = nullptr;

  // The newest published checkpoint; null while there is none.
  [[nodiscard]] ledger::ReleasedPointer released() const {
    return publisher == nullptr ? nullptr : publisher->released();
  }
  [[nodiscard]] ledger::RecordedAt now() const { return clock.now(); }
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// LedgerMetrics: the figures of the ledger in /metrics; those of HTTP are in server/http/metrics.h.
#pragma once

#include <string>
#include <vector>

#include "ledger/domain/values/id.h"
#include "ledger/log/sequencer.h"
#include "ledger/proof/publish/publisher.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "server/writing/traffic.h"

namespace pledgebook::server {

// The ledger's figures now.
struct LedgerFigures {
  const Traffic& traffic;
  ledger::Sequencer::Counters sequencer;
  ledger::Size size{};
  ledger::Size view_size{};
  bool views_failing = false;
  ledger::Size published{};  // 0: nothing yet
  ledger::Publisher::Counters publisher{};
  std::vector<ledger::WitnessQuorum::Figures> witnesses = {};
};
[[nodiscard]] std::string ledger_metrics(const LedgerFigures& ledger);

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/http/lanes.h"

#include <algorithm>

namespace pledgebook::server {
namespace {

// Work that anybody may ask for without limit yields to the I/O thread, to the sequencer and to
// everything short.
constexpr WorkLane::Urgency kLow = WorkLane::Urgency::low;

// Heavy reads get half of the cores, so that the other half is left for all other work.
unsigned half(unsigned workers) { return std::max(1U, workers / 2); }
unsigned all_but_one(unsigned workers) { return std::max(2U, workers) - 1; }

}  // namespace

Lanes::Lanes(unsigned workers, const Limits& limits)
    : lanes_{{{workers, limits.statements_waiting_max},
              // Never full: streams read no more lines than they may have in flight.
              {workers, limits.streams_max * limits.lines_in_flight_max, kLow},
              {workers, limits.reads_waiting_max},
              {half(workers), limits.heavy_reads_waiting_max, kLow},
              {all_but_one(workers), limits.downloads_max, kLow}}} {}

void Lanes::end_all_but_statements() {
  for (const Lane lane : {Lane::lines, Lane::reads, Lane::heavy_reads}) (*this)[lane].end();
}

void Lanes::stop() {
  for (WorkLane& lane : lanes_) lane.stop();
}

}  // namespace pledgebook::server

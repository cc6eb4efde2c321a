// SPDX-License-Identifier: Apache-2.0
// Lanes: all that computes, each kind with threads and a queue of its own, so that none keeps
// another waiting (docs/decisions/0030-http-edge.md).
//
// Threads: any.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "server/http/limits.h"
#include "server/io/work_lane.h"

namespace pledgebook::server {

enum class Lane : std::uint8_t {
  none,         // on the I/O thread: neither blocks nor computes
  statements,   // single statements
  lines,        // of streams of statements
  reads,        // a few milliseconds
  heavy_reads,  // more than that, or as much as somebody likes
  downloads     // pages of downloads
};

class Lanes {
 public:
  // `workers` is how many threads a lane that may use the whole machine has.
  Lanes(unsigned workers, const Limits& limits);

  // Of any but `none`.
  [[nodiscard]] WorkLane& operator[](Lane lane) {
    return lanes_[static_cast<std::size_t>(lane) - 1];
  }
  // Drops what waits to be read or is a line of a stream; single statements are still examined.
  void end_all_but_statements();
  // Drops all that waits, and waits for what runs.
  void stop();

 private:
  std::array<WorkLane, 5> lanes_;
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Lanes: the worker threads. Each kind of work has its own threads and queue, so that no kind keeps
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
  none,         // on the I/O thread: must not block or compute
  statements,   // single statements
  lines,        // of streams of statements
  reads,        // that take a few milliseconds
  heavy_reads,  // that take longer, or as long as a client wants
  downloads     // pages of downloads
};

class Lanes {
 public:
  // `workers`: the number of threads of a lane that may use the whole machine.
  Lanes(unsigned workers, const Limits& limits);

  // Of any but `none`.
  [[nodiscard]] WorkLane& operator[](Lane lane) {
    return lanes_[static_cast<std::size_t>(lane) - 1];
  }
  // Drops waiting reads and lines of streams; single statements are still examined.
  void end_all_but_statements();
  // Drops all waiting jobs, and waits for those that run.
  void stop();

 private:
  std::array<WorkLane, 5> lanes_;
};

}  // namespace pledgebook::server

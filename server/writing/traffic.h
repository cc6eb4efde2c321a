// SPDX-License-Identifier: Apache-2.0
// Traffic: counters of requests that concern the ledger, for /metrics.
//
// Threads: any.
#pragma once

#include <atomic>
#include <cstdint>

namespace pledgebook::server {

struct Traffic {
  std::atomic<std::uint64_t> statement_lines{0};  // of streams
  std::atomic<std::uint64_t> cache_hits{0};       // answers without a query
  std::atomic<std::int64_t> subscribers{0};       // connected to events now
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Traffic: what is counted of requests that concern the ledger, for /metrics.
//
// Threads: any.
#pragma once

#include <atomic>
#include <cstdint>

namespace pledgebook::server {

struct Traffic {
  std::atomic<std::uint64_t> statement_lines{0};  // of streams
  std::atomic<std::uint64_t> cache_hits{0};       // answers that cost no query
  std::atomic<std::int64_t> subscribers{0};       // to events, now
};

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// HttpLoad: a closed loop of clients over keep-alive connections on loopback, on one thread, so
// that the server keeps the other core. Each connection sends its requests one after another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pledgebook::bench {

struct LoadResult {
  double seconds = 0;
  std::uint64_t answers = 0;
  std::uint64_t failures = 0;        // answers other than 2xx, and broken connections
  std::vector<double> latencies_ms;  // ascending
  double p50_ms = 0;
  double p99_ms = 0;
  [[nodiscard]] double per_second() const {
    return seconds > 0 ? static_cast<double>(answers) / seconds : 0;
  }
};

// requests[i]: the requests of connection i, each a whole HTTP request. Ends when all are answered
// or `seconds_max` is over.
[[nodiscard]] LoadResult run_load(std::uint16_t port,
                                  const std::vector<std::vector<std::string>>& requests,
                                  double seconds_max);

// Sends one request while reading the chunked answer to its end. Empty if the connection breaks.
struct StreamResult {
  double seconds = 0;
  std::string answer;
};
[[nodiscard]] StreamResult run_stream(std::uint16_t port, const std::string& request);

}  // namespace pledgebook::bench

// SPDX-License-Identifier: Apache-2.0
// Metrics: the figures of /metrics for Prometheus (text exposition format 0.0.4). Counters start at
// 0 when the server starts.
//
// Threads: any; counters are relaxed, so one reading may be a request ahead of another.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/route.h"

namespace pledgebook::server {

// One figure with its help and type; `type` is "counter" or "gauge".
void write_metric(std::string& out, std::string_view type, std::string_view name,
                  std::string_view help, std::int64_t value);
// `text` escaped as the value of a label, without quotes.
[[nodiscard]] std::string label_text(std::string_view text);

class Metrics {
 public:
  // The routes' operations become labels; they outlive the metrics.
  explicit Metrics(std::span<const Route> routes);

  // `route` is the number of a route, or greater if there was no route.
  void count_request(std::size_t route, unsigned status, std::chrono::nanoseconds took) noexcept;

  // Counters of other events.
  struct Counters {
    std::atomic<std::uint64_t> connections_accepted{0};
    std::atomic<std::uint64_t> connections_refused{0};  // beyond the limit
    std::atomic<std::uint64_t> connections_overdue{0};  // closed after a deadline
    std::atomic<std::uint64_t> handshakes_failed{0};    // of TLS
    std::atomic<std::uint64_t> malformed_requests{0};   // not HTTP, or beyond one of its limits
    std::atomic<std::uint64_t> requests_abandoned{0};   // the peer left while they waited
    std::atomic<std::uint64_t> downloads_cut{0};        // before they were complete
    std::atomic<std::int64_t> connections{0};
    std::atomic<std::int64_t> downloads{0};
  };
  [[nodiscard]] Counters& counters() noexcept { return counters_; }
  [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::array<unsigned, 19> kStatuses{200, 201, 204, 304, 400, 403, 404,
                                                      405, 408, 409, 413, 414, 415, 417,
                                                      422, 431, 500, 503, 505};
  // Upper bounds of the histogram's buckets, in microseconds.
  static constexpr std::array<std::uint64_t, 12> kBucketsUs{
      100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 500'000, 2'500'000};

  struct PerRoute {
    std::string_view operation;
    std::array<std::atomic<std::uint64_t>, kStatuses.size()> by_status{};
    std::array<std::atomic<std::uint64_t>, kBucketsUs.size() + 1> by_duration{};
    std::atomic<std::uint64_t> total_us{0};
  };

  void write_requests(std::string& out) const;
  void write_durations(std::string& out) const;

  std::vector<PerRoute> routes_;  // the last one: no route
  Counters counters_;
};

}  // namespace pledgebook::server

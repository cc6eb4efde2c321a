// SPDX-License-Identifier: Apache-2.0
#include "server/http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace pledgebook::server {
namespace {

template <class Number>
std::int64_t reading(Number value) {
  return static_cast<std::int64_t>(value);
}

}  // namespace

void write_metric(std::string& out, std::string_view type, std::string_view name,
                  std::string_view help, std::int64_t value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help,
                 type, value);
}

std::string label_text(std::string_view text) {
  std::string label;
  for (const char c : text) {
    const bool is_control = (c >= 0 && c < ' ') || c == '\x7f';
    if (c == '"' || c == '\\') label += '\\';
    label += is_control ? '?' : c;
  }
  return label;
}

Metrics::Metrics(std::span<const Route> routes) : routes_(routes.size() + 1) {
  for (std::size_t i = 0; i < routes.size(); ++i) routes_[i].operation = routes[i].operation;
  routes_.back().operation = "none";
}

void Metrics::count_request(std::size_t route, unsigned status,
                            std::chrono::nanoseconds took) noexcept {
  PerRoute& counts = routes_[std::min(route, routes_.size() - 1)];
  const auto known = std::ranges::find(kStatuses, status);
  if (known != kStatuses.end()) {
    counts.by_status[static_cast<std::size_t>(known - kStatuses.begin())].fetch_add(
        1, std::memory_order_relaxed);
  }
  const auto us = static_cast<std::uint64_t>(std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  const auto bucket = std::ranges::lower_bound(kBucketsUs, us) - kBucketsUs.begin();
  counts.by_duration[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  counts.total_us.fetch_add(us, std::memory_order_relaxed);
}

void Metrics::write_requests(std::string& out) const {
  out +=
      "# HELP pledgebook_http_requests_total Requests answered.\n"
      "# TYPE pledgebook_http_requests_total counter\n";
  for (const PerRoute& route : routes_) {
    for (std::size_t i = 0; i < kStatuses.size(); ++i) {
      const std::uint64_t count = route.by_status[i].load(std::memory_order_relaxed);
      if (count == 0) continue;
      fmt::format_to(std::back_inserter(out),
                     "pledgebook_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n",
                     route.operation, kStatuses[i], count);
    }
  }
}

void Metrics::write_durations(std::string& out) const {
  constexpr std::string_view kName = "pledgebook_http_request_duration_seconds";
  fmt::format_to(std::back_inserter(out),
                 "# HELP {0} Seconds from a request's last byte to its answer's first byte.\n# "
                 "TYPE {0} histogram\n",
                 kName);
  for (const PerRoute& route : routes_) {
    std::uint64_t sum = 0;
    std::array<std::uint64_t, kBucketsUs.size() + 1> counts{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counts[i] = sum += route.by_duration[i].load(std::memory_order_relaxed);
    }
    if (sum == 0) continue;
    for (std::size_t i = 0; i < kBucketsUs.size(); ++i) {
      fmt::format_to(std::back_inserter(out), "{}_bucket{{route=\"{}\",le=\"{:g}\"}} {}\n", kName,
                     route.operation, static_cast<double>(kBucketsUs[i]) / 1e6, counts[i]);
    }
    fmt::format_to(std::back_inserter(out),
                   "{0}_bucket{{route=\"{1}\",le=\"+Inf\"}} {2}\n"
                   "{0}_sum{{route=\"{1}\"}} {3:.6f}\n"
                   "{0}_count{{route=\"{1}\"}} {2}\n",
                   kName, route.operation, sum,
                   static_cast<double>(route.total_us.load(std::memory_order_relaxed)) / 1e6);
  }
}

std::string Metrics::text() const {
  std::string out;
  out.reserve(16'384);
  write_requests(out);
  write_durations(out);
  const auto counter = [&](std::string_view name, std::string_view help, auto value) {
    write_metric(out, "counter", name, help, reading(value));
  };
  const auto gauge = [&](std::string_view name, std::string_view help, auto value) {
    write_metric(out, "gauge", name, help, reading(value));
  };
  counter("pledgebook_connections_accepted_total", "Connections accepted.",
          counters_.connections_accepted.load());
  counter("pledgebook_connections_refused_total", "Connections rejected: limit reached.",
          counters_.connections_refused.load());
  counter("pledgebook_connections_overdue_total", "Connections closed: deadline passed.",
          counters_.connections_overdue.load());
  counter("pledgebook_tls_handshakes_failed_total",
          "Connections closed before the TLS handshake was complete.",
          counters_.handshakes_failed.load());
  counter("pledgebook_malformed_requests_total", "Requests rejected: not HTTP, or over a limit.",
          counters_.malformed_requests.load());
  counter("pledgebook_requests_abandoned_total", "Requests dropped because the client had left.",
          counters_.requests_abandoned.load());
  counter("pledgebook_downloads_cut_total", "Downloads that ended before they were complete.",
          counters_.downloads_cut.load());
  gauge("pledgebook_connections", "Open connections.", counters_.connections.load());
  gauge("pledgebook_downloads", "Downloads in progress.", counters_.downloads.load());
  return out;
}

}  // namespace pledgebook::server

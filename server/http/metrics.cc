// SPDX-License-Identifier: Apache-2.0
#include "server/http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ledger/proof/proof_text.h"

namespace pledgebook::server {
namespace {

template <class Number>
std::int64_t reading(Number value) {
  return static_cast<std::int64_t>(value);
}

void write_witnesses(std::string& out,
                     const std::vector<ledger::WitnessQuorum::Figures>& witnesses) {
  if (witnesses.empty()) return;
  out +=
      "# HELP pledgebook_witness_failures_total Failed requests to the witness.\n# TYPE "
      "pledgebook_witness_failures_total counter\n";
  for (const auto& witness : witnesses) {
    fmt::format_to(std::back_inserter(out),
                   "pledgebook_witness_failures_total{{witness=\"{}\"}} {}\n",
                   label_text(witness.name), witness.failures);
  }
  out +=
      "# HELP pledgebook_witness_failing 1 if the last request to the witness failed.\n# TYPE "
      "pledgebook_witness_failing gauge\n";
  for (const auto& witness : witnesses) {
    fmt::format_to(std::back_inserter(out), "pledgebook_witness_failing{{witness=\"{}\"}} {}\n",
                   label_text(witness.name), witness.why.empty() ? 0 : 1);
  }
  out +=
      "# HELP pledgebook_witness_cosigned_seconds Time of the witness's last cosignature, by its "
      "clock, in Unix seconds.\n# TYPE pledgebook_witness_cosigned_seconds gauge\n";
  for (const auto& witness : witnesses) {
    if (!witness.cosigned_at) continue;
    fmt::format_to(std::back_inserter(out),
                   "pledgebook_witness_cosigned_seconds{{witness=\"{}\"}} {}\n",
                   label_text(witness.name), witness.cosigned_at->time_since_epoch().count());
  }
}

}  // namespace

void write_metric(std::string& out, std::string_view type, std::string_view name,
                  std::string_view help, std::int64_t value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help,
                 type, value);
}

std::string label_text(std::string_view text) {
  std::string label;
  for (const char c : ledger::shown(text)) {
    if (c == '"' || c == '\\') label += '\\';
    label += c;
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
  counter("pledgebook_malformed_requests_total", "Requests rejected: not HTTP, or over a limit.",
          counters_.malformed_requests.load());
  counter("pledgebook_statement_lines_total", "Statements received in NDJSON streams.",
          counters_.statement_lines.load());
  counter("pledgebook_cache_hits_total", "Answers served from the cache.",
          counters_.cache_hits.load());
  counter("pledgebook_downloads_cut_total", "Downloads that ended before they were complete.",
          counters_.downloads_cut.load());
  gauge("pledgebook_connections", "Open connections.", counters_.connections.load());
  gauge("pledgebook_downloads", "Downloads in progress.", counters_.downloads.load());
  gauge("pledgebook_subscribers", "Connected event subscribers.", counters_.subscribers.load());
  return out;
}

std::string Metrics::text(const Ledger& ledger) const {
  std::string out = text();
  const auto counter = [&](std::string_view name, std::string_view help, auto value) {
    write_metric(out, "counter", name, help, reading(value));
  };
  const auto gauge = [&](std::string_view name, std::string_view help, auto value) {
    write_metric(out, "gauge", name, help, reading(value));
  };
  const ledger::Sequencer::Counters& sequencer = ledger.sequencer;
  counter("pledgebook_statements_accepted_total", "Statements recorded.", sequencer.accepted);
  counter("pledgebook_statements_repeated_total", "Statements that were already recorded.",
          sequencer.repeated);
  counter("pledgebook_statements_conflicting_total",
          "Statements rejected: prev is not the head of the stream.", sequencer.conflicts);
  counter("pledgebook_statements_refused_total", "Statements refused by a right or a rule.",
          sequencer.refused);
  counter("pledgebook_statements_unavailable_total", "Statements rejected: queue full.",
          sequencer.unavailable);
  counter("pledgebook_commits_total", "Durable commits.", sequencer.commits);
  gauge("pledgebook_statements_queued", "Statements waiting for the sequencer.", sequencer.queued);
  gauge("pledgebook_read_only",
        "1 if a commit has failed since the start: no more statements are taken until a restart.",
        sequencer.read_only ? 1 : 0);
  gauge("pledgebook_statements_refused_by_clock", "1 while the machine's clock can't be right.",
        sequencer.refused_by_clock ? 1 : 0);
  gauge("pledgebook_size", "Records in the log.", ledger::number(ledger.size));
  gauge("pledgebook_view_size", "Records in the read models.", ledger::number(ledger.view_size));
  const std::uint64_t lag = ledger::number(ledger.size) -
                            std::min(ledger::number(ledger.size), ledger::number(ledger.view_size));
  gauge("pledgebook_view_lag", "Records not yet in the read models.", lag);
  gauge("pledgebook_views_failing", "1 while the read models cannot follow the log.",
        ledger.views_failing ? 1 : 0);
  gauge("pledgebook_published_size", "Records covered by the newest published checkpoint.",
        ledger::number(ledger.published));
  counter("pledgebook_checkpoints_released_total", "Checkpoints published.",
          ledger.publisher.released);
  counter("pledgebook_checkpoint_failures_total", "Failed attempts to publish a checkpoint.",
          ledger.publisher.failures);
  gauge("pledgebook_checkpoint_failing", "1 if the last attempt to publish a checkpoint failed.",
        ledger.publisher.is_failing ? 1 : 0);
  write_witnesses(out, ledger.witnesses);
  return out;
}

}  // namespace pledgebook::server

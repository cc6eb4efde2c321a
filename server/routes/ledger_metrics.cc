// SPDX-License-Identifier: Apache-2.0
#include "server/routes/ledger_metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "server/http/metrics.h"

namespace pledgebook::server {
namespace {

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
      "# HELP pledgebook_witness_failing 1 if the last request to the witness failed.\n"
      "# TYPE pledgebook_witness_failing gauge\n";
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

std::string ledger_metrics(const LedgerFigures& ledger) {
  std::string out;
  const auto counter = [&](std::string_view name, std::string_view help, auto value) {
    write_metric(out, "counter", name, help, static_cast<std::int64_t>(value));
  };
  const auto gauge = [&](std::string_view name, std::string_view help, auto value) {
    write_metric(out, "gauge", name, help, static_cast<std::int64_t>(value));
  };
  counter("pledgebook_statement_lines_total", "Statements received in NDJSON streams.",
          ledger.traffic.statement_lines.load());
  counter("pledgebook_cache_hits_total", "Answers served from the cache.",
          ledger.traffic.cache_hits.load());
  gauge("pledgebook_subscribers", "Connected event subscribers.",
        ledger.traffic.subscribers.load());
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
  gauge("pledgebook_statements_refused_by_clock",
        "1 while statements are refused because the machine's clock is wrong.",
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

// SPDX-License-Identifier: Apache-2.0
// pledgebook audit: checks the ledger and its views from the first record on.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/book/server_access.h"
#include "cli/check/checkpoint_file.h"
#include "cli/check/outside_audit.h"
#include "cli/check/view_check.h"
#include "cli/commands/commands.h"
#include "cli/shell/progress.h"
#include "cli/shell/table.h"
#include "ledger/log/audit.h"
#include "ledger/proof/backup/restore.h"
#include "ledger/proof/log_keys.h"
#include "ledger/proof/publish/log_signer.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  bool chain_and_tree_only = false;
  std::optional<std::string> against;
  OutsideAudit outside;
};

void print_json(const ledger::AuditReport& report, const std::optional<ViewCheck>& views) {
  json::object object{{"size", ledger::number(report.size)},
                      {"root", report.root.hex()},
                      {"statements", report.statements},
                      {"heads", report.heads},
                      {"signatures", report.signatures},
                      {"rows_compared", report.rows_compared},
                      {"finding", nullptr}};
  if (report.finding) {
    json::object finding{{"index", nullptr}, {"reason", report.finding->reason}};
    if (report.finding->index) finding["index"] = ledger::number(*report.finding->index);
    object["finding"] = std::move(finding);
  }
  if (views) object["views"] = to_json(*views);
  object["good"] = !report.finding && (!views || views->equal());
  fmt::print("{}\n", json::serialize(object));
}

// The verdict comes first.
const char* verdict_of(const ledger::AuditReport& report, const std::optional<ViewCheck>& views,
                       const Options& options) {
  if (report.finding) return "The ledger is NOT right; what is wrong stands below.";
  if (options.chain_and_tree_only) return "Chain and tree are right. The rest was NOT checked.";
  if (!views) return "The log is right. The read models were NOT checked.";
  return views->equal() ? "All is right." : "The log is right. A read model is NOT.";
}

void print_text(const ledger::AuditReport& report, const std::optional<ViewCheck>& views,
                const Options& options) {
  fmt::print("{}\n", verdict_of(report, views, options));
  if (options.chain_and_tree_only) {
    fmt::print(
        "{} records checked: chain and tree; signatures, rights, rules and views were not "
        "checked\n",
        with_separators(ledger::number(report.size)));
  } else {
    fmt::print("{} records, {} signatures checked: chain, tree, signatures, rights and rules\n",
               with_separators(ledger::number(report.size)), with_separators(report.signatures));
  }
  fmt::print("root  {}\n", report.root.hex());
  if (!report.rows_compared && !report.finding) {
    fmt::print(
        "derived rows were not compared: they are of another version, or changed during the "
        "audit\n");
  }
  if (views) fmt::print("{}", view_check_text(*views, terminal_of(stdout)));
}

Failure failure_of_finding(const ledger::AuditFinding& finding) {
  if (finding.rows_damaged) return {ExitStatus::no, finding.reason + "; then run the audit again"};
  const std::string where =
      finding.index ? fmt::format("record {}: ", ledger::number(*finding.index)) : std::string();
  return {ExitStatus::no,
          fmt::format("the ledger is damaged or was altered: {}{}; leave the directory as it is, "
                      "and compare it with a backup or with another party's copy or export",
                      where, finding.reason)};
}

// Whether the ledger extends an earlier checkpoint.
Outcome<void> check_since(const ledger::Store& store, const std::string& path) {
  LEDGER_TRY(const ledger::CheckpointNote since, read_checkpoint_file(path));
  LEDGER_TRY(const auto keys, outcome(ledger::log_keys_of(store)));
  LEDGER_TRY(const bool is_ours, outcome(ledger::is_signed_by(since, keys)));
  if (!is_ours) {
    return no(fmt::format(
        "the checkpoint in {} is not signed by the log's key {}: it belongs to another log", path,
        keys.in_force().text()));
  }
  LEDGER_TRY(const auto snapshot, outcome(store.snapshot()));
  return outcome(ledger::check_extends(snapshot, since.checkpoint));
}

Outcome<void> run_outside(const Place& place, const Options& options) {
  if (options.chain_and_tree_only) {
    return usage("--chain-only checks a ledger's directory: leave it out with --against");
  }
  if (place.ledger || place.server) {
    return usage("--against names the ledger to audit: leave out --ledger and --server");
  }
  OutsideAudit wanted = options.outside;
  wanted.against = *options.against;
  LEDGER_TRY(auto access, client_options(place));
  return run_outside_audit(wanted, std::move(access));
}

Outcome<void> run(const Place& place, const Options& options) {
  if (options.against) return run_outside(place, options);
  if (options.outside.copy || options.outside.log_key) {
    return usage("--copy and --log-key need --against: give it a URL or a directory");
  }
  LEDGER_TRY(const std::string directory, place.directory());
  LEDGER_TRY(const auto store, open_store(directory));
  ledger::AuditReport report;
  {
    Progress progress(stderr, Progress::Show::bar_or_lines, "auditing", "records",
                      ledger::number(store->size()));
    ledger::AuditOptions audit_options;
    audit_options.chain_and_tree_only = options.chain_and_tree_only;
    audit_options.on_progress = [&](ledger::Size done, ledger::Size) {
      progress.update(ledger::number(done), ledger::number(done));
    };
    LEDGER_TRY(report, outcome(ledger::audit(*store, audit_options)));
  }
  if (!report.finding && options.outside.since)
    LEDGER_CHECK(check_since(*store, *options.outside.since));
  std::optional<ViewCheck> views;
  std::optional<Failure> not_checked;  // why the views have no verdict; the log has one
  if (!report.finding && !options.chain_and_tree_only) {
    if (auto checked = check_views(*store)) {
      views = *std::move(checked);
    } else {
      not_checked = std::move(checked).error();
    }
  }
  if (options.outside.json) {
    print_json(report, views);
  } else {
    print_text(report, views, options);
  }
  if (report.finding) return std::unexpected(failure_of_finding(*report.finding));
  if (not_checked) {
    not_checked->sentence =
        "the log is sound, but the views can't be checked: " + not_checked->sentence;
    return std::unexpected(*std::move(not_checked));
  }
  if (views && !views->equal()) {
    return no("a view differs from the records: run `pledgebook rebuild`");
  }
  return {};
}

}  // namespace

void define_audit(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("audit", "check every record, signature, right, rule and view")
      .about(
          "Reads the ledger from its first record and names the first record that is wrong. Exit "
          "status 1: something is wrong.")
      .flag(options->chain_and_tree_only, "--chain-only",
            "check only the hash chain and the tree (quick)")
      .option(options->against, {.names = "--against",
                                 .value = "PLACE",
                                 .description = "audit from outside, using only public data: give "
                                                "a server's URL or a ledger's directory"})
      .option(options->outside.copy,
              {.names = "--copy",
               .value = "DIR",
               .description = "with --against: keep the copy here, so that the next audit fetches "
                              "only new records and detects a rewritten history"})
      .option(
          options->outside.since,
          {.names = "--since",
           .value = "FILE",
           .description = "an earlier checkpoint; the audit fails unless the ledger extends it"})
      .option(options->outside.log_key,
              {.names = "--log-key",
               .value = "VKEY",
               .description = "with --against: the log's verifier key, as its operator published "
                              "it (default: the key that the log itself names)"})
      .flag(options->outside.json, "--json", "print the report as JSON")
      .example("pledgebook audit --ledger ./register", "check everything")
      .example("pledgebook audit --chain-only --json",
               "check only the chain and the tree; print JSON")
      .example("pledgebook audit --against http://127.0.0.1:8080 --copy ./watched",
               "follow another operator's ledger")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

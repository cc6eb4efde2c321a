// SPDX-License-Identifier: Apache-2.0
// pledgebook audit: everything that the ledger and its views must be, checked from the first record
// on.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <utility>

#include "cli/commands.h"
#include "cli/directory_book.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "cli/view_check.h"
#include "ledger/log/audit.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  bool chain_and_tree_only = false;
  bool json = false;
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

void print_text(const ledger::AuditReport& report, const std::optional<ViewCheck>& views) {
  fmt::print("{} records, {} signatures checked: chain, tree, signatures, rights and rules\n",
             with_separators(ledger::number(report.size)), with_separators(report.signatures));
  fmt::print("root  {}\n", report.root.hex());
  if (!report.rows_compared && !report.finding) {
    fmt::print(
        "rows made from the records were not compared: they are of another version, or "
        "changed meanwhile\n");
  }
  if (views) fmt::print("{}", view_check_text(*views, terminal_of(stdout)));
}

Failure failure_of_finding(const ledger::AuditFinding& finding) {
  const std::string where =
      finding.index ? fmt::format("record {}: ", ledger::number(*finding.index)) : std::string();
  return {ExitStatus::no, fmt::format("the ledger is not what it must be: {}{}; keep the directory "
                                      "as it is and compare it with a copy or another's export",
                                      where, finding.reason)};
}

Outcome<void> run(const Place& place, const Options& options) {
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
  std::optional<ViewCheck> views;
  if (!report.finding && !options.chain_and_tree_only) {
    LEDGER_TRY(views, check_views(*store));
  }
  if (options.json) {
    print_json(report, views);
  } else {
    print_text(report, views);
  }
  if (report.finding) return std::unexpected(failure_of_finding(*report.finding));
  if (views && !views->equal()) {
    return no("a view differs from what the records give: run `pledgebook rebuild`");
  }
  return {};
}

}  // namespace

void define_audit(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("audit", "check every record, signature, right and rule, and every view")
      .about(
          "It reads the ledger from its first record on, and names the first one that is not what "
          "it must be. Status 1 says that something is wrong.")
      .flag(options->chain_and_tree_only, "--chain-only",
            "check the records' chain and tree alone, which is quick")
      .flag(options->json, "--json", "print the report as JSON")
      .example("pledgebook audit --ledger ./register", "check everything")
      .example("pledgebook audit --chain-only --json", "check the chain, for a program")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

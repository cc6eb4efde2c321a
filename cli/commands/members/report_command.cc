// SPDX-License-Identifier: Apache-2.0
// pledgebook report submit: what was done for a pledge.
#include <array>
#include <string_view>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/statement/pledge_flags.h"
#include "cli/statement/statement_command.h"

namespace pledgebook::cli {
namespace {

constexpr std::array kReport{
    BodyFlag{"--from", "period/from", Shape::text, "DAY", "first day of the period"},
    BodyFlag{"--to", "period/to", Shape::text, "DAY", "last day of the period"},
    BodyFlag{"--stage", "stage", Shape::text, "planning|in-progress|stalled|completed",
             "the pledge's stage"},
    BodyFlag{"--actual", "actuals", Shape::actual, "TARGET=VALUE",
             "the value that a target has reached"},
    BodyFlag{"--committed", "committed", Shape::money, "AMOUNT",
             "the amount committed since the pledge began, such as \"100000000 EUR\""},
    BodyFlag{"--disbursed", "disbursed", Shape::money, "AMOUNT",
             "the amount disbursed since the pledge began"},
    BodyFlag{"--narrative", "narrative", Shape::text, "TEXT", "what was done"},
    BodyFlag{"--barrier", "barriers", Shape::texts, "TEXT", "an obstacle"},
    BodyFlag{"--lessons", "lessons", Shape::text, "TEXT",
             "what others may learn from it; shown under good practice"},
    BodyFlag{"--next-steps", "next_steps", Shape::text, "TEXT", "the next steps"},
    BodyFlag{"--evidence", "evidence", Shape::evidence, "FILE",
             "an evidence file; only its hash, size, type and name are recorded"},
    BodyFlag{"--corrects", "corrects", Shape::text, "SID",
             "the report that this one replaces: its sid or the first characters of it"},
    BodyFlag{"--correction", "correction", Shape::yes, "",
             "allow figures lower than those reported before"}};

}  // namespace

void define_report(Program& program) {
  Command& report = program.root().add("report", "report on a pledge");
  StatementSpec submit = pledge_statement(
      "submit", "report progress or completion", "report.submitted", {{kReport}, {behalf_flags()}},
      {{"pledgebook report submit gha-2026-1 --from 2026-01-01 --to 2026-06-30 --stage "
        "in-progress --disbursed \"60000000 EUR\" --key gha.pem",
        "report half a year"},
       {"pledgebook report submit gha-2026-1 --body report.json --evidence audit.pdf --key "
        "gha.pem",
        "with a file as evidence"}});
  submit.completed = "corrects";
  submit.complete = [](Book& book, Draft& draft) -> Outcome<void> {
    if (!draft.body.contains("corrects")) return {};
    static constexpr auto kKind = std::to_array<std::string_view>({"report.submitted"});
    return complete_sid(book, draft, "corrects", kKind);
  };
  define_statement(program, report, std::move(submit));
}

}  // namespace pledgebook::cli

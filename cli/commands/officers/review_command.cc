// SPDX-License-Identifier: Apache-2.0
// pledgebook review report, determine, reverse; notice; lapse: what auditors and the registrar say
// of a pledge's reports, or of their absence.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "cli/book/whole_answer.h"
#include "cli/commands/commands.h"
#include "cli/statement/pledge_flags.h"
#include "cli/statement/statement_command.h"
#include "cli/text/answer_reading.h"
#include "cli/text/pledge_text.h"

namespace pledgebook::cli {
namespace {

constexpr std::array kReview{
    BodyFlag{"--report", "report", Shape::text, "SID",
             "the report: its sid or the first characters of it (default: the last one)"},
    BodyFlag{"--finding", "finding", Shape::text, "accepted|queried", "the result of the review"},
    BodyFlag{"--assurance", "assurance", Shape::text, "documented|reviewed|verified|disputed",
             "how well the figures were checked"},
    BodyFlag{"--comments", "comments", Shape::text, "TEXT", "the auditor's comments"}};
constexpr std::array kDetermination{
    BodyFlag{"--result", "result", Shape::text, "fulfilled|partly-fulfilled|unfulfilled|queried",
             "the result"},
    BodyFlag{"--achieved", "achieved", Shape::actual, "TARGET=VALUE",
             "the value that a target has reached"}};
constexpr std::array kReversal{
    BodyFlag{"--sid", "sid", Shape::text, "SID",
             "the determination: its sid or the first characters of it (default: the last one)"},
    BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};
constexpr std::array kNotice{
    BodyFlag{"--text", "text", Shape::text, "TEXT", "the text of the notice"}};
constexpr std::array kLapse{
    BodyFlag{"--notice", "notice", Shape::text, "SID",
             "the notice: its sid or the first characters of it (default: the last one)"}};

// Completes the sid in `member` from the statements of the given kinds.
void complete_by(StatementSpec& spec, std::string_view member, std::string_view kind) {
  spec.completed = member;
  spec.complete = [member, kind](Book& book, Draft& draft) {
    const std::array kinds{kind};
    return complete_sid(book, draft, member, kinds);
  };
}

// What a determination rests on.
Outcome<std::string> grounds(Book& book, const Draft& draft) {
  const std::string pledge = draft.stream.about_pledge()->text();
  LEDGER_TRY(const auto answer, ask_whole(book, "pledges/" + pledge, {}));
  std::string text;
  LEDGER_CHECK(read_answer([&] { text = grounds_text(answer); }));
  return text;
}

// The rules let a pledge lapse so long after a notice, by its own time and by the ledger's.
constexpr std::chrono::days kNoticeDays{60};

std::string after_notice(const Draft& draft, ledger::RecordedAt recorded_at) {
  const auto given = std::max(recorded_at, ledger::RecordedAt(draft.at));
  const auto first = std::chrono::ceil<std::chrono::days>(given + kNoticeDays);
  return fmt::format(
      "It is public. Nobody is mailed: send it to the member yourself. Unless the member reports, "
      "the pledge can lapse from {} on.\n",
      ledger::to_text(ledger::Date(first)));
}

}  // namespace

void define_review(Program& program) {
  Command& review = program.root().add("review", "review reports and fulfilment, as an auditor");
  StatementSpec report = pledge_statement(
      "report", "record the review of a report", "report.reviewed", {{kReview}},
      {{"pledgebook review report gha-2026-1 --finding accepted --assurance verified --key "
        "auditor.pem",
        "accept the last report"},
       {"pledgebook review report gha-2026-1 --report 3f2a90c1 --finding queried --assurance "
        "disputed --comments \"no invoices\" --key auditor.pem",
        "query a report"}});
  complete_by(report, "report", "report.submitted");
  StatementSpec determine = pledge_statement(
      "determine", "determine whether a pledge was fulfilled", "fulfilment.determined",
      {{kDetermination}},
      {{"pledgebook review determine gha-2026-1 --result fulfilled --achieved sites=2016 --key "
        "auditor.pem",
        "the pledge was fulfilled"},
       {"pledgebook review determine gha-2026-1 --result queried --key auditor.pem",
        "not yet: return it to the member"}});
  StatementSpec reverse = pledge_statement(
      "reverse", "reverse a determination (two auditors must sign)", "fulfilment.reversed",
      {{kReversal}},
      {{"pledgebook review reverse gha-2026-1 --reason \"new evidence\" --key auditor-1.pem --key "
        "auditor-2.pem",
        "the last determination"},
       {"pledgebook review reverse gha-2026-1 --sid 77ab01cd --reason \"new evidence\" --key "
        "auditor.pem --key auditor-2.pem",
        "a determination chosen by its sid"}});
  determine.change = [](Book& book, const Draft& draft) { return grounds(book, draft); };
  determine.change_title = "it rests on";
  complete_by(reverse, "sid", "fulfilment.determined");
  define_statement(program, review, std::move(report));
  define_statement(program, review, std::move(determine));
  define_statement(program, review, std::move(reverse));
}

void define_notice(Program& program) {
  StatementSpec notice = pledge_statement(
      "notice", "remind a member that has stopped reporting", "notice.given", {{kNotice}},
      {{"pledgebook notice gha-2026-1 --text \"please report by 31 May\" --key registrar.pem",
        "ask for a report"},
       {"pledgebook notice gha-2026-1 --body notice.json --key registrar.pem",
        "with the text in a file"}});
  notice.afterwards = after_notice;
  define_statement(program, program.root(), std::move(notice));
}

void define_lapse(Program& program) {
  StatementSpec lapse = pledge_statement(
      "lapse", "mark a pledge as lapsed, after a notice", "pledge.lapsed", {{kLapse}},
      {{"pledgebook lapse gha-2026-1 --key registrar.pem", "after the last notice"},
       {"pledgebook lapse gha-2026-1 --notice 77ab01cd --key registrar.pem",
        "after a notice chosen by its sid"}});
  complete_by(lapse, "notice", "notice.given");
  define_statement(program, program.root(), std::move(lapse));
}

}  // namespace pledgebook::cli

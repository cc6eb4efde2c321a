// SPDX-License-Identifier: Apache-2.0
// pledgebook pledge …: statements by members, reviewers and registrars about pledges. The commands
// that read pledges are in pledge_reading_command.cc.
#include <array>
#include <string_view>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/statement/current_body.h"
#include "cli/statement/list_changes.h"
#include "cli/statement/pledge_flags.h"
#include "cli/statement/statement_command.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view kStream = "pledge/";
constexpr std::string_view kSubject = "PLEDGE";

constexpr std::array kReason{BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};
constexpr std::array kOptionalReason{
    BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why, if there is more to say"}};
constexpr std::array kAmendment{
    BodyFlag{"--amendment", "amendment", Shape::text, "SID",
             "the proposed correction: its sid or the first characters of it (default: the last)"}};
constexpr std::array kChange{
    BodyFlag{"--category", "category", Shape::text, "correction|increase|reduction|extension|scope",
             "the kind of change"},
    BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};
constexpr std::array kRemoval{
    BodyFlag{"--remove", "", Shape::remove, "MEMBER", "a field to remove from the pledge"}};
constexpr std::array kNumber{
    BodyFlag{"--number", "number", Shape::text, "TEXT", "the public number"}};
constexpr std::array kComments{BodyFlag{"--comment", "comments", Shape::comment, "FIELD=COMMENT",
                                        "what to change, and in which field"}};
constexpr std::array kSid{BodyFlag{"--sid", "sid", Shape::text, "SID",
                                   "the statement to endorse: its sid or the first characters of "
                                   "it (default: the pledge as last entered)"}};
constexpr std::array kSuccessor{
    BodyFlag{"--successor", "successor", Shape::text, "PLEDGE", "the pledge that replaces it"},
    BodyFlag{"--reason", "reason", Shape::text, "merge|duplicate", "why"}};

// What the amendment that the draft names would change in the pledge.
Outcome<std::string> proposal_words(Book& book, const Draft& draft) {
  const json::value* sid = draft.body.if_contains("amendment");
  LEDGER_TRY(const auto entries, book.stream(draft.stream));
  for (const BookEntry& entry : entries) {
    if (sid == nullptr || !sid->is_string() || entry.sid.hex() != sid->get_string()) continue;
    const auto statement = ledger::decode_statement(entry.signed_statement.payload);
    const auto* amended =
        statement ? std::get_if<ledger::PledgeAmended>(&statement->body) : nullptr;
    if (amended == nullptr) break;
    LEDGER_TRY(const json::object current, current_body(book, draft.stream));
    return difference_words(current, merged(current, amended->changes));
  }
  return std::string();
}

StatementSpec spec(std::string_view command, std::string_view purpose, std::string_view kind,
                   std::vector<FlagGroup> flags, std::vector<Example> examples) {
  return {.command = command,
          .purpose = purpose,
          .kind = kind,
          .stream = kStream,
          .subject = kSubject,
          .flags = std::move(flags),
          .examples = std::move(examples)};
}

void define_submitting(Program& program, Command& pledge) {
  StatementSpec submit =
      spec("submit", "submit a pledge for review", "pledge.submitted",
           {{pledge_flags()}, {behalf_flags()}},
           {{"pledgebook pledge submit gha-2026-1 --body pledge.json --key gha.pem",
             "submit the pledge in a file"},
            {"pledgebook pledge submit p-1 --title \"100 schools\" --type policy --focus-area "
             "access --scope global --start 2026-01-01 --key gha.pem",
             "submit one with options"}});
  submit.about =
      "Everything in a statement is public, at once and for ever, and must not name a natural "
      "person. Options make a pledge with \"public\": true; a body file must contain it.";
  submit.defaults = json::object{{"public", true}};
  StatementSpec revise =
      spec("revise", "correct a pledge that is under review, or was returned", "pledge.revised",
           {{pledge_flags()}, {kRemoval}, {behalf_flags()}},
           {{"pledgebook pledge revise gha-2026-1 --end 2028-12-31 --key gha.pem",
             "another end date; all else stays"},
            {"pledgebook pledge revise gha-2026-1 --body pledge.json --key gha.pem",
             "with the whole body again"}});
  revise.about =
      "Starts from the pledge as it stands, and shows what changes. A list that you give replaces "
      "the whole list.";
  revise.starts_from_current = true;
  define_statement(program, pledge, std::move(submit));
  define_statement(program, pledge, std::move(revise));
}

// A judgement names the text that it is about, and shows it before anybody signs.
void judge_submission(StatementSpec& spec) {
  spec.completed = "submission";
  spec.complete = [](Book& book, Draft& draft) {
    static constexpr auto kWhole =
        std::to_array<std::string_view>({"pledge.submitted", "pledge.revised"});
    return complete_sid(book, draft, "submission", kWhole);
  };
  spec.change = [](Book& book, const Draft& draft) -> Outcome<std::string> {
    LEDGER_TRY(const json::object body, current_body(book, draft.stream));
    return body_words(body);
  };
  spec.change_title = "the pledge that is judged";
}

void define_reviewing(Program& program, Command& pledge) {
  StatementSpec publish =
      spec("publish", "publish a submitted pledge", "pledge.published", {{kNumber}},
           {{"pledgebook pledge publish gha-2026-1 --key reviewer.pem", "publish it"},
            {"pledgebook pledge publish gha-2026-1 --number P2C-583 --key reviewer.pem",
             "with its public number"}});
  StatementSpec give_back =
      spec("return", "return a submitted pledge with comments", "pledge.returned", {{kComments}},
           {{"pledgebook pledge return gha-2026-1 --comment \"end=the day is missing\" --key "
             "reviewer.pem",
             "ask for a missing day"},
            {"pledgebook pledge return gha-2026-1 --body comments.json --key reviewer.pem",
             "with the comments in a file"}});
  StatementSpec reject =
      spec("reject", "reject a submitted pledge", "pledge.rejected", {{kReason}},
           {{"pledgebook pledge reject gha-2026-1 --reason \"entered twice\" --key reviewer.pem",
             "say why"},
            {"pledgebook pledge reject gha-2026-1 --body reason.json --key reviewer.pem",
             "with the reason in a file"}});
  for (StatementSpec* judgement : {&publish, &give_back, &reject}) {
    judge_submission(*judgement);
    define_statement(program, pledge, std::move(*judgement));
  }
}

// An amendment's lists are made whole, and what it changes in the pledge is shown.
void show_amendment(StatementSpec& amend) {
  amend.complete = [](Book& book, Draft& draft) -> Outcome<void> {
    json::value& changes = draft.body["changes"];
    if (!changes.is_object()) return {};
    LEDGER_TRY(const json::object current, current_body(book, draft.stream));
    return make_whole_lists(changes.get_object(), current);
  };
  amend.change = [](Book& book, const Draft& draft) -> Outcome<std::string> {
    const json::value* changes = draft.body.if_contains("changes");
    if (changes == nullptr || !changes->is_object()) return std::string();
    LEDGER_TRY(const json::object current, current_body(book, draft.stream));
    return difference_words(current, merged(current, changes->get_object()));
  };
}

// A reviewer's answer to the last correction of a value that was proposed.
void answer_correction(StatementSpec& answer) {
  answer.completed = "amendment";
  answer.complete = [](Book& book, Draft& draft) {
    static constexpr auto kAmended = std::to_array<std::string_view>({"pledge.amended"});
    return complete_sid(book, draft, "amendment", kAmended);
  };
  answer.change = [](Book& book, const Draft& draft) -> Outcome<std::string> {
    return proposal_words(book, draft);
  };
  answer.change_title = "the correction that is judged";
}

void define_correcting(Program& program, Command& pledge) {
  StatementSpec accept =
      spec("accept-correction", "accept a proposed correction of the value", "correction.accepted",
           {{kAmendment}, {kOptionalReason}},
           {{"pledgebook pledge accept-correction gha-2026-1 --key reviewer.pem",
             "the last correction that was proposed"},
            {"pledgebook pledge accept-correction gha-2026-1 --amendment 3f2a90c1 --key "
             "reviewer.pem",
             "one chosen by its sid"}});
  StatementSpec decline =
      spec("decline-correction", "decline a proposed correction of the value",
           "correction.declined", {{kAmendment}, {kReason}},
           {{"pledgebook pledge decline-correction gha-2026-1 --reason \"no evidence\" --key "
             "reviewer.pem",
             "the last correction that was proposed"},
            {"pledgebook pledge decline-correction gha-2026-1 --amendment 3f2a90c1 --reason \"no "
             "evidence\" --key reviewer.pem",
             "one chosen by its sid"}});
  for (StatementSpec* answer : {&accept, &decline}) {
    answer_correction(*answer);
    define_statement(program, pledge, std::move(*answer));
  }
}

void define_changing(Program& program, Command& pledge) {
  StatementSpec amend =
      spec("amend", "amend a published pledge", "pledge.amended",
           {{kChange},
            {pledge_flags(), "changes"},
            {list_flags(), "changes"},
            {kRemoval, "changes"},
            {behalf_flags()}},
           {{"pledgebook pledge amend gha-2026-1 --category increase --value \"160000000 EUR\" "
             "--reason \"budget of 2027\" --key gha.pem",
             "raise the amount"},
            {"pledgebook pledge amend gha-2026-1 --category scope --add-country TGO --reason "
             "\"Togo joined\" --key gha.pem",
             "add a country"}});
  amend.about =
      "--add-country and --remove-country, and the like of other lists, change a list; --country "
      "replaces it whole. What changes is shown before you sign. A correction of the value is a "
      "proposal until a reviewer accepts it.";
  show_amendment(amend);
  define_statement(program, pledge, std::move(amend));
  define_correcting(program, pledge);
  define_statement(
      program, pledge,
      spec("withdraw", "withdraw a pledge", "pledge.withdrawn", {{kReason}, {behalf_flags()}},
           {{"pledgebook pledge withdraw gha-2026-1 --reason \"budget cut\" --key gha.pem",
             "say why"},
            {"pledgebook pledge withdraw p-7 --on-behalf-of acme --source \"letter of 3 May\" "
             "--reason \"closed\" --key registrar.pem",
             "for a member without keys"}}));
  define_statement(
      program, pledge,
      spec("reinstate", "reverse a withdrawal", "pledge.reinstated", {{kReason}, {behalf_flags()}},
           {{"pledgebook pledge reinstate gha-2026-1 --reason \"budget restored\" --key gha.pem",
             "say why"},
            {"pledgebook pledge reinstate p-7 --on-behalf-of acme --source \"letter of 9 May\" "
             "--reason \"reopened\" --key registrar.pem",
             "for a member without keys"}}));
}

void define_standing(Program& program, Command& pledge) {
  StatementSpec endorse = spec(
      "endorse", "endorse what was entered on the member's behalf", "pledge.endorsed", {{kSid}},
      {{"pledgebook pledge endorse gha-2026-1 --key gha.pem", "the pledge as last entered"},
       {"pledgebook pledge endorse gha-2026-1 --sid 3f2a90c1 --key gha.pem",
        "one statement of its stream"}});
  endorse.completed = "sid";
  endorse.complete = [](Book& book, Draft& draft) {
    static constexpr auto kEntered = std::to_array<std::string_view>(
        {"pledge.submitted", "pledge.revised", "pledge.amended", "pledge.withdrawn",
         "pledge.reinstated", "report.submitted"});
    static constexpr auto kWhole =
        std::to_array<std::string_view>({"pledge.submitted", "pledge.revised"});
    if (draft.body.contains("sid")) return complete_sid(book, draft, "sid", kEntered);
    return complete_sid(book, draft, "sid", kWhole);
  };
  define_statement(program, pledge, std::move(endorse));
  define_statement(
      program, pledge,
      spec("supersede", "mark a pledge as replaced by another", "pledge.superseded", {{kSuccessor}},
           {{"pledgebook pledge supersede p-7 --successor p-9 --reason duplicate --key "
             "registrar.pem",
             "it was entered twice"},
            {"pledgebook pledge supersede p-7 --successor p-9 --reason merge --key registrar.pem",
             "it is now part of the other"}}));
}

}  // namespace

void define_pledge(Program& program) {
  Command& pledge = program.root().add("pledge", "submit, review, amend and read pledges");
  define_submitting(program, pledge);
  define_reviewing(program, pledge);
  define_changing(program, pledge);
  define_standing(program, pledge);
  define_pledge_reading(program, pledge);
}

}  // namespace pledgebook::cli

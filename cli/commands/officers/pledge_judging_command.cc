// SPDX-License-Identifier: Apache-2.0
// pledgebook pledge publish, return, reject, accept-correction, decline-correction, supersede: what
// officers decide on a pledge.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "cli/commands/commands.h"
#include "cli/statement/current_body.h"
#include "cli/statement/pledge_flags.h"
#include "cli/statement/statement_command.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::array kReason{BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};
constexpr std::array kOptionalReason{
    BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why, if there is more to say"}};
constexpr std::array kAmendment{
    BodyFlag{"--amendment", "amendment", Shape::text, "SID",
             "the proposed correction: its sid or the first characters of it (default: the last)"}};
constexpr std::array kNumber{
    BodyFlag{"--number", "number", Shape::text, "TEXT", "the public number"}};
constexpr std::array kComments{BodyFlag{"--comment", "comments", Shape::comment, "FIELD=COMMENT",
                                        "what to change, and in which field"}};
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
      pledge_statement("publish", "publish a submitted pledge", "pledge.published", {{kNumber}},
                       {{"pledgebook pledge publish gha-2026-1 --key reviewer.pem", "publish it"},
                        {"pledgebook pledge publish gha-2026-1 --number P2C-583 --key reviewer.pem",
                         "with its public number"}});
  StatementSpec give_back = pledge_statement(
      "return", "return a submitted pledge with comments", "pledge.returned", {{kComments}},
      {{"pledgebook pledge return gha-2026-1 --comment \"end=the day is missing\" --key "
        "reviewer.pem",
        "ask for a missing day"},
       {"pledgebook pledge return gha-2026-1 --body comments.json --key reviewer.pem",
        "with the comments in a file"}});
  StatementSpec reject = pledge_statement(
      "reject", "reject a submitted pledge", "pledge.rejected", {{kReason}},
      {{"pledgebook pledge reject gha-2026-1 --reason \"entered twice\" --key reviewer.pem",
        "say why"},
       {"pledgebook pledge reject gha-2026-1 --body reason.json --key reviewer.pem",
        "with the reason in a file"}});
  for (StatementSpec* judgement : {&publish, &give_back, &reject}) {
    judge_submission(*judgement);
    define_statement(program, pledge, std::move(*judgement));
  }
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
  StatementSpec accept = pledge_statement(
      "accept-correction", "accept a proposed correction of the value", "correction.accepted",
      {{kAmendment}, {kOptionalReason}},
      {{"pledgebook pledge accept-correction gha-2026-1 --key reviewer.pem",
        "the last correction that was proposed"},
       {"pledgebook pledge accept-correction gha-2026-1 --amendment 3f2a90c1 --key "
        "reviewer.pem",
        "one chosen by its sid"}});
  StatementSpec decline = pledge_statement(
      "decline-correction", "decline a proposed correction of the value", "correction.declined",
      {{kAmendment}, {kReason}},
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

// A pledge's title and member, for the person who decides on it.
struct Named {
  std::string member;
  std::string title;
};
Outcome<Named> named(Book& book, const std::string& pledge) {
  LEDGER_TRY(const json::object answer, book.ask("pledges/" + pledge, {}));
  Named found;
  LEDGER_CHECK(read_answer([&] {
    const json::object& row = answer.at("pledge").as_object();
    found = {text_of(row, "member"), text_of(row, "title")};
  }));
  return found;
}

// Which pledge replaces which, and whose they are.
Outcome<std::string> succession_words(Book& book, const Draft& draft) {
  const std::string ended = draft.stream.about_pledge()->text();
  const std::string successor = text_of(draft.body, "successor");
  LEDGER_TRY(const Named before, named(book, ended));
  LEDGER_TRY(const Named after, named(book, successor));
  std::string text =
      fmt::format("  {:<16}{} of {}, {}\n  {:<16}{} of {}, {}\n", "ends", ended, before.member,
                  before.title, "counts instead", successor, after.member, after.title);
  if (before.member != after.member) {
    text += fmt::format("  {:<16}the two pledges are of different members: {} and {}\n", "NOTE",
                        before.member, after.member);
  }
  return text;
}

void define_superseding(Program& program, Command& pledge) {
  StatementSpec supersede = pledge_statement(
      "supersede", "mark a pledge as replaced by another", "pledge.superseded", {{kSuccessor}},
      {{"pledgebook pledge supersede p-7 --successor p-9 --reason duplicate --key "
        "registrar.pem",
        "it was entered twice"},
       {"pledgebook pledge supersede p-7 --successor p-9 --reason merge --key registrar.pem",
        "it is now part of the other"}});
  supersede.about = "It is final: a superseded pledge never counts again.";
  supersede.change = [](Book& book, const Draft& draft) { return succession_words(book, draft); };
  supersede.change_title = "this is final";
  define_statement(program, pledge, std::move(supersede));
}

}  // namespace

void define_pledge_judging(Program& program, Command& pledge) {
  define_reviewing(program, pledge);
  define_correcting(program, pledge);
  define_superseding(program, pledge);
}

}  // namespace pledgebook::cli

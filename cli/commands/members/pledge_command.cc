// SPDX-License-Identifier: Apache-2.0
// pledgebook pledge submit, revise, amend, withdraw, reinstate, endorse: what a member says of its
// own pledge, or a registrar on its behalf. The other commands of this family: what officers judge
// is in officers/pledge_judging_command.cc, what everybody reads in
// readers/pledge_reading_command.cc.
#include <array>
#include <string_view>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/statement/current_body.h"
#include "cli/statement/list_changes.h"
#include "cli/statement/pledge_flags.h"
#include "cli/statement/statement_command.h"
#include "cli/text/statement_words.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::array kReason{BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};
constexpr std::array kChange{
    BodyFlag{"--category", "category", Shape::text, "correction|increase|reduction|extension|scope",
             "the kind of change"},
    BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};
constexpr std::array kRemoval{
    BodyFlag{"--remove", "", Shape::remove, "MEMBER", "a field to remove from the pledge"}};
constexpr std::array kSid{BodyFlag{"--sid", "sid", Shape::text, "SID",
                                   "the statement to endorse: its sid or the first characters of "
                                   "it (default: the pledge as last entered)"}};

void define_submitting(Program& program, Command& pledge) {
  StatementSpec submit = pledge_statement(
      "submit", "submit a pledge for review", "pledge.submitted",
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
      pledge_statement("revise", "correct a pledge that is under review, or was returned",
                       "pledge.revised", {{pledge_flags()}, {kRemoval}, {behalf_flags()}},
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

void define_changing(Program& program, Command& pledge) {
  StatementSpec amend = pledge_statement(
      "amend", "amend a published pledge", "pledge.amended",
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
  define_statement(
      program, pledge,
      pledge_statement(
          "withdraw", "withdraw a pledge", "pledge.withdrawn", {{kReason}, {behalf_flags()}},
          {{"pledgebook pledge withdraw gha-2026-1 --reason \"budget cut\" --key gha.pem",
            "say why"},
           {"pledgebook pledge withdraw p-7 --on-behalf-of acme --source \"letter of 3 May\" "
            "--reason \"closed\" --key registrar.pem",
            "for a member without keys"}}));
  define_statement(
      program, pledge,
      pledge_statement(
          "reinstate", "reverse a withdrawal", "pledge.reinstated", {{kReason}, {behalf_flags()}},
          {{"pledgebook pledge reinstate gha-2026-1 --reason \"budget restored\" --key gha.pem",
            "say why"},
           {"pledgebook pledge reinstate p-7 --on-behalf-of acme --source \"letter of 9 May\" "
            "--reason \"reopened\" --key registrar.pem",
            "for a member without keys"}}));
}

void define_standing(Program& program, Command& pledge) {
  StatementSpec endorse = pledge_statement(
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
}

}  // namespace

void define_pledge(Program& program) {
  Command& pledge = program.root().add("pledge", "submit, review, amend and read pledges");
  define_submitting(program, pledge);
  define_changing(program, pledge);
  define_pledge_edit(program, pledge);
  define_standing(program, pledge);
  define_pledge_judging(program, pledge);
  define_pledge_reading(program, pledge);
}

}  // namespace pledgebook::cli

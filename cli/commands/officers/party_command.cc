// SPDX-License-Identifier: Apache-2.0
// pledgebook party register, update, suspend, resume, show, list
#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string_view>
#include <utility>

#include "cli/book/book.h"
#include "cli/book/filters.h"
#include "cli/book/whole_answer.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/shell/table.h"
#include "cli/statement/statement_command.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::array kParty{
    BodyFlag{"--name", "name", Shape::text, "TEXT", "the organisation's name"},
    BodyFlag{"--sector", "sector", Shape::text,
             "government|private-sector|civil-society|academia|un-agency|"
             "international-organization|regional-organization|youth|foundation|"
             "financial-institution|donor-agency|other",
             "the kind of organisation"},
    BodyFlag{"--country", "country", Shape::text, "ISO3", "its country, such as GHA"},
    BodyFlag{"--itu-membership", "itu_membership", Shape::text,
             "member-state|sector-member|associate|academia", "its membership of the ITU"},
    BodyFlag{"--role", "roles", Shape::texts, "member|verifier|registrar|reviewer|auditor",
             "its role in the ledger; an officer's role takes the root keys' signatures too"}};
constexpr std::array kRemoval{BodyFlag{"--remove", "", Shape::remove, "country|itu_membership",
                                       "a field to remove from the registration"}};
constexpr std::array kReason{BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};

struct ShowOptions {
  std::string id;
  Filters filters;
  bool json = false;
};

struct ListOptions {
  Filters filters;
  Format format;
};

std::string roles_text(const json::object& key) {
  if (key.at("root").as_bool()) return "root";
  std::string roles;
  for (const json::value& role : key.at("roles").as_array()) {
    if (!roles.empty()) roles += ' ';
    roles += std::string_view(role.as_string());
  }
  return roles.empty() ? "all" : roles;
}

// Warnings that a reader needs before trusting a key.
std::string note_text(const json::object& key) {
  std::string note = key.at("recovered").as_bool() ? "recovered" : "";
  if (const std::string since = text_of(key, "disputed_since"); !since.empty()) {
    note += (note.empty() ? "" : ", ") + ("disputed from record " + since);
  }
  return note;
}

void print_keys(const json::object& party) {
  Table keys({{"key"},
              {"label", Align::left, Fit::cut},
              {"roles"},
              {"added", Align::right},
              {"revoked", Align::right},
              {"note"}});
  for (const json::value& value : party.at("keys").as_array()) {
    const json::object& key = value.as_object();
    keys.add({text_of(key, "key").substr(0, 16), text_of(key, "label"), roles_text(key),
              text_of(key, "added"), text_of(key, "revoked"), note_text(key)});
  }
  if (!keys.empty()) fmt::print("\n{}", keys.text(terminal_of(stdout)));
}

void print_party(const json::object& answer) {
  const json::object& party = answer.at("member").as_object();
  fmt::print("{}  {}\n", text_of(party, "member"), one_line(text_of(party, "name")));
  fmt::print("  sector     {}\n", text_of(party, "sector"));
  if (const std::string country = text_of(party, "country"); !country.empty()) {
    fmt::print("  country    {}\n", country);
  }
  fmt::print("  pledges    {}  {}\n", text_of(party, "pledges"), counts_text(party, "by_state"));
  fmt::print("  announced  {}\n", amounts_text(party, "announced"));
  fmt::print("  committed  {}\n", amounts_text(party, "committed"));
  fmt::print("  disbursed  {}\n", amounts_text(party, "disbursed"));
  print_keys(party);
}

Outcome<void> show(const Place& place, const ShowOptions& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer,
             ask_whole(*book, "members/" + options.id, options.filters.parameters()));
  if (options.json) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] { print_party(answer); });
}

std::string roles_of(const json::object& row) {
  std::string roles;
  for (const json::value& role : row.at("roles").as_array())
    roles += (roles.empty() ? "" : ", ") + std::string(std::string_view(role.as_string()));
  return roles;
}

void print_parties(const json::object& answer, const Format& format) {
  Table table({{"party", Align::left, Fit::cut},
               {"name", Align::left, Fit::cut},
               {"roles", Align::left, Fit::cut},
               {"sector", Align::left, Fit::leave},
               {"country", Align::left, Fit::leave},
               {"pledges", Align::right}});
  for (const json::value& value : answer.at("rows").as_array()) {
    const json::object& row = value.as_object();
    table.add({text_of(row, "party"), text_of(row, "name"), roles_of(row), text_of(row, "sector"),
               text_of(row, "country"), with_separators(text_of(row, "pledges"))});
  }
  print_table(table, format);
}

Outcome<void> list(const Place& place, const ListOptions& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer, ask_whole(*book, "parties", options.filters.parameters()));
  if (options.format.is_json()) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] { print_parties(answer, options.format); });
}

StatementSpec spec(std::string_view command, std::string_view purpose, std::string_view kind,
                   std::vector<Example> examples) {
  return {.command = command,
          .purpose = purpose,
          .kind = kind,
          .stream = "party/",
          .subject = "PARTY",
          .flags = {{kParty}},
          .examples = std::move(examples)};
}

}  // namespace

void define_party(Program& program) {
  Command& party = program.root().add("party", "register, update and read parties");
  StatementSpec reg =
      spec("register", "register a party", "party.registered",
           {{"pledgebook party register gha-gov --name \"Government of Ghana\" --sector government "
             "--country GHA --role member --key registrar.pem",
             "register a member"},
            {"pledgebook party register gha-gov --body gha.json --key registrar.pem",
             "with all fields in a file"}});
  reg.about = "Without --role the party is a member.";
  reg.defaults = json::object{{"roles", json::array{json::value("member")}}};
  define_statement(program, party, std::move(reg));
  StatementSpec update = spec(
      "update", "change a party's registration", "party.updated",
      {{"pledgebook party update gha-gov --name \"Republic of Ghana\" --key registrar.pem",
        "a new name; all else stays"},
       {"pledgebook party update bdt-audit --role auditor --key registrar.pem --key root-1.pem "
        "--key root-2.pem",
        "an officer's role, with the root keys"}});
  update.about =
      "Starts from what is registered, and shows what changes. --role replaces all roles.";
  update.flags.push_back({kRemoval});
  update.starts_from_current = true;
  define_statement(program, party, std::move(update));
  StatementSpec suspend =
      spec("suspend", "refuse whatever a party signs, until it is resumed", "party.suspended",
           {{"pledgebook party suspend acme --reason \"its keys are in doubt\" --key registrar.pem",
             "a member"},
            {"pledgebook party suspend firm --reason \"under inquiry\" --key root-1.pem --key "
             "root-2.pem",
             "a party with officers, by the root keys"}});
  suspend.flags = {{kReason}};
  define_statement(program, party, std::move(suspend));
  StatementSpec resume =
      spec("resume", "accept a suspended party's statements again", "party.resumed",
           {{"pledgebook party resume acme --reason \"new keys are in place\" --key registrar.pem",
             "a member"},
            {"pledgebook party resume firm --reason \"inquiry closed\" --key root-1.pem --key "
             "root-2.pem",
             "a party with officers, by the root keys"}});
  resume.flags = {{kReason}};
  define_statement(program, party, std::move(resume));
  // Shared by the parser, which fills the options in, and the runners.
  auto showing = std::make_shared<ShowOptions>();
  Command& show_command = party.add("show", "show a party, its keys and its figures");
  show_command.option(showing->id, {.names = "id",
                                    .value = "PARTY",
                                    .description = "the party's id",
                                    .need = OptionInfo::Need::required});
  add_as_of(show_command, showing->filters);
  show_command.flag(showing->json, "--json", "print the whole answer as JSON")
      .example("pledgebook party show gha-gov", "the current state")
      .example("pledgebook party show gha-gov --as-of 2025-12-31",
               "as the ledger had it on that day")
      .runs([&place = program.place(), showing] { return show(place, *showing); });
  auto listing = std::make_shared<ListOptions>();
  Command& list_command = party.add("list", "list all parties, with or without pledges");
  add_filters(list_command, listing->filters);
  add_format_options(list_command, listing->format);
  list_command.example("pledgebook party list", "members, officers' parties and verifiers")
      .example("pledgebook party list --sector government --search republic",
               "governments with this word in their name")
      .runs([&place = program.place(), listing] { return list(place, *listing); });
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/statement_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/shell/input_file.h"
#include "cli/shell/output_file.h"
#include "cli/statement/consent.h"
#include "cli/statement/current_body.h"
#include "cli/statement/key_in_hand.h"
#include "cli/statement/statement_maker.h"
#include "cli/statement/value_hints.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/error.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string id;
  std::optional<std::string> at;
  std::optional<std::string> body;
  SigningOptions signing;
  Delivery delivery;
  BodyFlags flags;
};

Outcome<json::object> read_body_file(const std::string& path) {
  LEDGER_TRY(const std::string text, read_whole(path, ledger::kEnvelopeBytesMax));
  const auto value = ledger::parse_json(text);
  if (!value) return usage(fmt::format("{}: {}", path, sentence_of(value.error())));
  if (!value->is_object()) return usage(fmt::format("{}: the body must be a JSON object", path));
  return value->get_object();
}

Outcome<Draft> empty_draft(const StatementSpec& spec, const Options& options) {
  const std::string name = std::string(spec.stream) + options.id;
  auto stream = ledger::StreamId::parse(name);
  if (!stream) {
    return usage(fmt::format("invalid id `{}`: use 1 to 64 of a to z, 0 to 9 and -", options.id));
  }
  LEDGER_TRY(const ledger::Instant at, read_at(options.at));
  return Draft{.kind = std::string(spec.kind),
               .stream = *std::move(stream),
               .at = at,
               .body = spec.defaults,
               .signers = {}};
}

// The options over the body that is there. A member that an option removes is not there at all.
Outcome<void> apply_options(const Options& options, json::object& body) {
  LEDGER_CHECK(options.flags.apply(body));
  for (auto member = body.begin(); member != body.end();)
    member = member->value().is_null() ? body.erase(member) : std::next(member);
  return {};
}

// The option of a member, or the first option of the fields inside it.
const BodyFlag* flag_of(const StatementSpec& spec, std::string_view pointer) {
  for (const FlagGroup& group : spec.flags) {
    const std::string below = group.below.empty() ? "/" : fmt::format("/{}/", group.below);
    for (const BodyFlag& flag : group.flags) {
      const std::string place = below + std::string(flag.member);
      if (place == pointer || place.starts_with(std::string(pointer) + "/")) return &flag;
    }
  }
  return nullptr;
}

// The option of a member that has the value at the pointer, at any depth.
const BodyFlag* flag_around(const StatementSpec& spec, std::string_view pointer) {
  while (!pointer.empty()) {
    if (const BodyFlag* flag = flag_of(spec, pointer)) return flag;
    pointer = pointer.substr(0, pointer.rfind('/'));
  }
  return nullptr;
}

std::string text_at(const json::object& body, std::string_view pointer) {
  boost::system::error_code error;
  const json::value value(body);
  const json::value* found = value.find_pointer(pointer, error);
  const json::string* text = error || found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

// "--country SN: write three letters: SEN (Senegal)".
std::string explain(Book& book, const StatementSpec& spec, const Draft& draft,
                    const ledger::Refusal& refusal) {
  constexpr std::string_view kBody = "/body";
  if (!refusal.pointer.starts_with(kBody)) return {};
  const std::string_view pointer = std::string_view(refusal.pointer).substr(kBody.size());
  const BodyFlag* flag = flag_around(spec, pointer);
  const std::string given = flag == nullptr ? std::string() : text_at(draft.body, pointer);
  if (given.empty()) return {};
  std::string hint;
  if (refusal.code.starts_with("country_")) {
    hint = country_hint(given);
  } else if (refusal.code == "date_invalid") {
    hint = day_hint(given);
  } else if (!flag->lists.empty() &&
             (refusal.code == "id_invalid" || refusal.code == "item_unknown")) {
    const auto governance = read_governance(book);
    if (governance) hint = item_hint(given, flag->lists, *governance);
  }
  return hint.empty() ? std::string() : fmt::format("{} {}: {}", flag->name, given, hint);
}

// Whether an option that the body needs is missing; the ledger finds all other mistakes in the
// body.
Outcome<void> check_given(const StatementSpec& spec, json::object body) {
  constexpr std::string_view kBody = "/body";
  // The member may be missing, or hold the beginning of a sid.
  if (!spec.completed.empty()) body[spec.completed] = std::string(2 * crypto::Hash::kSize, '0');
  const auto read = ledger::read_body(spec.kind, body);
  if (read || read.error().code != "member_missing") return {};
  const std::string_view pointer = std::string_view(read.error().pointer).substr(kBody.size());
  const BodyFlag* flag = flag_of(spec, pointer);
  if (flag == nullptr) return {};
  std::string option(flag->name.starts_with('-') ? flag->name : "");
  if (!flag->value.empty()) option += (option.empty() ? "" : " ") + std::string(flag->value);
  return usage(fmt::format("{} is missing: give it, or the field \"{}\" in --body FILE", option,
                           pointer.substr(1)));
}

// What a member said long ago counts from that day, and `at` never goes back: so a registrar who
// enters it says when it was said.
Outcome<void> check_time_on_behalf(const Options& options, Draft& draft) {
  if (options.at || !draft.body.contains("on_behalf_of")) return {};
  const auto answer = ask(
      "when did the member say so? a day such as 2026-03-03, or now, from which it then counts:");
  if (!answer || answer->empty()) {
    return usage(
        "--at is missing: give the day on which the member said so, from which it then counts, or "
        "--at now");
  }
  LEDGER_TRY(draft.at, read_at(answer));
  return {};
}

// In a pledge's stream `at` never decreases, and another machine's clock may be ahead of ours.
Outcome<void> keep_order(Book& book, Draft& draft) {
  if (draft.stream.kind() != ledger::StreamKind::pledge) return {};
  LEDGER_TRY(const auto entries, book.stream(draft.stream));
  if (entries.empty()) return {};
  const auto last = ledger::decode_statement(entries.back().signed_statement.payload);
  if (last) draft.at = std::max(draft.at, last->at);
  return {};
}

std::string subject_text(std::string_view subject) {
  if (subject == "PARTY") return "the party's id";
  if (subject == "OBJECTIVE") return "the objective's id";
  return "the pledge's id";
}

Outcome<void> run(const Place& place, const StatementSpec& spec, const Options& options) {
  LEDGER_TRY(Draft draft, empty_draft(spec, options));
  if (options.body) {
    LEDGER_TRY(draft.body, read_body_file(*options.body));
  }
  // Without the current body, what is missing can be said before the ledger is asked.
  if (!spec.starts_from_current) {
    LEDGER_CHECK(apply_options(options, draft.body));
    LEDGER_CHECK(check_given(spec, draft.body));
  }
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  std::string change;
  if (spec.starts_from_current) {
    LEDGER_TRY(const json::object before, current_body(*book, draft.stream));
    if (!options.body) draft.body = before;
    LEDGER_CHECK(apply_options(options, draft.body));
    change = difference_words(before, draft.body);
    if (change.empty()) return no("nothing was signed: nothing would change");
  }
  LEDGER_CHECK(check_time_on_behalf(options, draft));
  if (!options.at) LEDGER_CHECK(keep_order(*book, draft));
  if (spec.complete) LEDGER_CHECK(spec.complete(*book, draft));
  if (spec.change) {
    LEDGER_TRY(change, spec.change(*book, draft));
  }
  if (!change.empty()) change = fmt::format("{}:\n{}", spec.change_title, change);
  const Remarks remarks{
      .change = change,
      .explain =
          [&](const ledger::Refusal& refusal) { return explain(*book, spec, draft, refusal); },
      .afterwards =
          [&](ledger::RecordedAt recorded_at) {
            return spec.afterwards ? spec.afterwards(draft, recorded_at) : std::string();
          }};
  return deliver(*book, draft, options.signing, options.delivery, remarks);
}

}  // namespace

StatementSpec pledge_statement(std::string_view command, std::string_view purpose,
                               std::string_view kind, std::vector<FlagGroup> flags,
                               std::vector<Example> examples) {
  return {.command = command,
          .purpose = purpose,
          .kind = kind,
          .stream = "pledge/",
          .subject = "PLEDGE",
          .flags = std::move(flags),
          .examples = std::move(examples)};
}

StatementSpec governance_statement(std::string_view command, std::string_view purpose,
                                   std::string_view kind, std::vector<FlagGroup> flags,
                                   std::vector<Example> examples) {
  return {.command = command,
          .purpose = purpose,
          .kind = kind,
          .stream = "governance",
          .subject = {},
          .flags = std::move(flags),
          .examples = std::move(examples)};
}

Outcome<void> complete_sid(Book& book, Draft& draft, std::string_view member,
                           std::span<const std::string_view> kinds) {
  json::value& value = draft.body[member];
  const std::string given = value.is_string() ? std::string(value.get_string()) : std::string();
  if (given.size() == 2 * crypto::Hash::kSize) return {};
  LEDGER_TRY(const auto entries, book.stream(draft.stream));
  std::vector<std::string> found;
  for (const BookEntry& entry : entries) {
    const auto statement = ledger::decode_statement(entry.signed_statement.payload);
    if (!statement || std::ranges::find(kinds, statement->kind()) == kinds.end()) continue;
    if (entry.sid.hex().starts_with(given)) found.push_back(entry.sid.hex());
  }
  if (found.empty()) {
    const std::string what = given.empty() ? std::string() : fmt::format(" with the sid {}", given);
    return not_found(
        fmt::format("{} has no {}{}: `pledgebook log --stream {}` lists its statements",
                    draft.stream.text(), kinds.front(), what, draft.stream.text()));
  }
  if (!given.empty() && found.size() > 1) {
    return usage(fmt::format("several sids begin with {}: give more characters", given));
  }
  value = found.back();
  return {};
}

void define_statement(Program& program, Command& parent, StatementSpec spec) {
  Command& command = parent.add(spec.command, std::string(spec.purpose));
  if (!spec.about.empty()) command.about(std::string(spec.about));
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  if (!spec.subject.empty()) {
    command.option(options->id, {.names = "id",
                                 .value = std::string(spec.subject),
                                 .description = subject_text(spec.subject),
                                 .need = OptionInfo::Need::required});
  }
  for (const FlagGroup& group : spec.flags) {
    options->flags.add(command, group.flags, group.below);
  }
  command.option(
      options->body,
      {.names = "--body",
       .value = "FILE",
       .description = "the whole body as JSON, - for standard input; options override the file"});
  command.option(
      options->at,
      {.names = "--at",
       .value = "TIME",
       .description =
           "when this is said: a day such as 2026-11-21, or a time such as "
           "2026-11-21T10:00:00Z (default: now; on behalf of a member it is asked for)"});
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  for (Example& example : spec.examples) {
    command.example(std::move(example.line), std::move(example.what));
  }
  spec.examples.clear();
  command.runs([&place = program.place(), spec = std::move(spec), options]() -> Outcome<void> {
    return run(place, spec, *options);
  });
}

}  // namespace pledgebook::cli

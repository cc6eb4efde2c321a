// SPDX-License-Identifier: Apache-2.0
// pledgebook pledge edit: a pledge in an editor; what was changed becomes a revision or an
// amendment.
#include <fmt/format.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/shell/editor.h"
#include "cli/shell/output_file.h"
#include "cli/shell/terminal.h"
#include "cli/statement/consent.h"
#include "cli/statement/current_body.h"
#include "cli/statement/delivery.h"
#include "cli/statement/key_change.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/json_text.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/money.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string id;
  std::optional<std::string> category;
  std::optional<std::string> reason;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};

// A pledge as it is before it is edited.
struct Before {
  ledger::StreamId stream;
  json::object body = {};
  bool is_published = false;  // then it is amended, not revised
};

// Of these an amendment may say nothing.
constexpr std::array<std::string_view, 3> kFixed{"on_behalf_of", "source", "public"};

Outcome<Before> read_before(const Place& place, const std::string& id) {
  const auto pledge = ledger::PledgeId::parse(id);
  if (!pledge)
    return usage(fmt::format("invalid id `{}`: use 1 to 64 of a to z, 0 to 9 and -", id));
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer, book->ask("pledges/" + id, {}));
  std::string state;
  LEDGER_CHECK(read_answer([&] { state = text_of(answer.at("pledge").as_object(), "state"); }));
  Before before{.stream = ledger::StreamId::pledge(*pledge)};
  before.is_published = state != "SUBMITTED" && state != "RETURNED";
  LEDGER_TRY(before.body, current_body(*book, before.stream));
  if (before.is_published) {
    for (const std::string_view member : kFixed) before.body.erase(member);
  }
  return before;
}

// The body as edited. What can't be read is kept, so that no work is lost.
Outcome<json::object> edited(const Before& before, const std::string& id) {
  const std::string name = id + ".json";
  LEDGER_TRY(const std::string text,
             edit_text(laid_out(before.body), name, ledger::kStatementBytesMax));
  const auto value = ledger::parse_json(text);
  if (value && value->is_object()) return value->get_object();
  LEDGER_CHECK(write_new(name, text));
  return usage(fmt::format(
      "{}: nothing was signed; your text is kept in {}: mend it, and hand it in with --body",
      value ? "the text must be one JSON object" : sentence_of(value.error()), name));
}

// The merge patch (RFC 7396) that makes `after` of `before`.
json::object patch_of(const json::object& before, const json::object& after) {
  json::object patch;
  for (const auto& member : before) {
    if (!after.contains(member.key())) patch[member.key()] = nullptr;
  }
  for (const auto& member : after) {
    const json::value* old = before.if_contains(member.key());
    if (old != nullptr && *old == member.value()) continue;
    const bool both_objects = old != nullptr && old->is_object() && member.value().is_object();
    patch[member.key()] =
        both_objects ? json::value(patch_of(old->get_object(), member.value().get_object()))
                     : member.value();
  }
  return patch;
}

const json::object* value_in(const json::object& body) {
  const json::value* value = body.if_contains("value");
  return value == nullptr ? nullptr : value->if_object();
}

// The kind of change, where the change itself shows it; the ledger checks it.
std::string category_of(const json::object& before, const json::object& after) {
  const json::object* old = value_in(before);
  const json::object* now = value_in(after);
  const auto amount = [](const json::object* money) {
    return money == nullptr ? std::nullopt : ledger::Decimal::parse(text_of(*money, "amount"));
  };
  const auto was = amount(old);
  const auto is = amount(now);
  if (is && (!was || *is > *was)) return "increase";
  if (was && (!is || *is < *was)) return "reduction";
  return text_of(before, "end") != text_of(after, "end") ? "extension" : "scope";
}

Outcome<std::string> reason_of(const Options& options) {
  if (options.reason) return *options.reason;
  const auto answer = ask("why? (one sentence, public for ever)");
  if (!answer || answer->empty()) return usage("--reason TEXT is missing: say why");
  return *answer;
}

Outcome<Draft> draft_of(const Before& before, json::object after, const Options& options) {
  LEDGER_TRY(const ledger::Instant at, read_at(options.at));
  Draft draft{.kind = before.is_published ? "pledge.amended" : "pledge.revised",
              .stream = before.stream,
              .at = at,
              .body = {},
              .signers = {}};
  if (!before.is_published) {
    draft.body = std::move(after);
    return draft;
  }
  LEDGER_TRY(const std::string reason, reason_of(options));
  draft.body = {{"category", options.category.value_or(category_of(before.body, after))},
                {"changes", patch_of(before.body, after)},
                {"reason", reason}};
  return draft;
}

// The ledger is not held while a person edits.
Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const Before before, read_before(place, options.id));
  LEDGER_TRY(json::object after, edited(before, options.id));
  const std::string change = difference_words(before.body, after);
  if (change.empty()) return no("nothing was signed: nothing would change");
  LEDGER_TRY(Draft draft, draft_of(before, std::move(after), options));
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  LEDGER_TRY(const json::object now, current_body(*book, before.stream));
  json::object was = before.body;
  for (const std::string_view member : kFixed) {
    if (before.is_published && now.contains(member)) was[member] = now.at(member);
  }
  if (now != was) return no("nothing was signed: the pledge has changed while you edited it");
  return deliver(*book, std::move(draft), options.signing, options.delivery,
                 {.change = "this changes:\n" + change});
}

}  // namespace

void define_pledge_edit(Program& program, Command& pledge) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command = pledge.add("edit", "change a pledge in your editor");
  command
      .about(
          "Opens the pledge as JSON in $VISUAL or $EDITOR. What you change is shown, and signed as "
          "a "
          "revision while the pledge is under review or returned, else as an amendment.")
      .option(options->id, {.names = "id",
                            .value = "PLEDGE",
                            .description = "the pledge's id",
                            .need = OptionInfo::Need::required})
      .option(options->category,
              {.names = "--category",
               .value = "correction|increase|reduction|extension|scope",
               .description = "of an amendment: the kind of change (default: as the change shows)"})
      .option(options->reason, {.names = "--reason",
                                .value = "TEXT",
                                .description = "of an amendment: why (default: ask)"});
  add_signed_options(command, options->at, options->signing, options->delivery);
  command.example("pledgebook pledge edit gha-2026-1 --key gha.pem", "change what you like")
      .example(
          "pledgebook pledge edit gha-2026-1 --category correction --reason \"a slip\" --key "
          "gha.pem",
          "propose a correction of a published pledge")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

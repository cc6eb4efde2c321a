// SPDX-License-Identifier: Apache-2.0
// StatementCommand: a command that makes a statement: it makes a draft from its options, has it
// signed and submits it. Each kind of statement is one table; all else is shared.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/command.h"
#include "cli/shell/program.h"
#include "cli/statement/body_flags.h"
#include "cli/statement/delivery.h"
#include "cli/statement/draft.h"

namespace pledgebook::cli {

// Options for the members inside one member of the body, or of the body itself.
struct FlagGroup {
  std::span<const BodyFlag> flags;
  std::string_view below = {};
};

struct StatementSpec {
  std::string_view command;  // "submit"
  std::string_view purpose;
  std::string_view kind;     // "pledge.submitted"
  std::string_view stream;   // "pledge/": what the id is appended to; "governance": there is no id
  std::string_view subject;  // what the id names: "PLEDGE"; empty: there is no id
  std::vector<FlagGroup> flags = {};
  std::string_view about = {};  // a longer description, for --help
  std::vector<Example> examples;
  // Members that every body of this kind has unless an option says otherwise.
  boost::json::object defaults = {};
  // The body starts from what the ledger has now, without --body; what changes is shown.
  bool starts_from_current = false;
  // Completes the draft with data from the ledger. The ledger is asked only once the rest of the
  // body is there; `completed` is the member, a sid, that may be missing or short until then.
  std::function<Outcome<void>(Book&, Draft&)> complete = {};
  std::string_view completed = {};
  // What the statement changes, in words, if that is more than it says.
  std::function<Outcome<std::string>(Book&, const Draft&)> change = {};
  std::string_view change_title = "this changes";
  // What to do next, printed once the statement is recorded.
  std::function<std::string(const Draft&, ledger::RecordedAt)> afterwards = {};
};

// A statement in a pledge's stream, of the pledge that the command names.
[[nodiscard]] StatementSpec pledge_statement(std::string_view command, std::string_view purpose,
                                             std::string_view kind, std::vector<FlagGroup> flags,
                                             std::vector<Example> examples);
// A statement in the stream governance, which needs no id.
[[nodiscard]] StatementSpec governance_statement(std::string_view command, std::string_view purpose,
                                                 std::string_view kind,
                                                 std::vector<FlagGroup> flags,
                                                 std::vector<Example> examples);

void define_statement(Program& program, Command& parent, StatementSpec spec);

// In the draft's body, `member` is the sid of a statement of its stream: the beginning of a sid is
// completed; if it is absent, the last statement of one of `kinds` is taken.
[[nodiscard]] Outcome<void> complete_sid(Book& book, Draft& draft, std::string_view member,
                                         std::span<const std::string_view> kinds);

}  // namespace pledgebook::cli

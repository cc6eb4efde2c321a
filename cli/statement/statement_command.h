// SPDX-License-Identifier: Apache-2.0
// StatementCommand: a command that states something: it makes a draft of its options, has it signed
// and hands it in. Each kind of statement is one table; everything else is common to all.
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
#include "cli/statement/draft.h"

namespace pledgebook::cli {

// Options for members that stand below one member of the body, or in the body itself.
struct FlagGroup {
  std::span<const BodyFlag> flags;
  std::string_view below = {};
};

struct StatementSpec {
  std::string_view command;  // "submit"
  std::string_view purpose;
  std::string_view kind;     // "pledge.submitted"
  std::string_view stream;   // "pledge/": what the id is appended to
  std::string_view subject;  // what the id names: "PLEDGE"
  std::vector<FlagGroup> flags = {};
  std::string_view about = {};  // a longer word, for --help
  std::vector<Example> examples;
  // Members that every such body has unless the command says otherwise.
  boost::json::object defaults = {};
  // Completes the draft by what the ledger knows. Nothing is asked of the ledger before the rest of
  // the body is there; `completed` is the member, a sid, that may be missing or short until then.
  std::function<Outcome<void>(Book&, Draft&)> complete = {};
  std::string_view completed = {};
};

void define_statement(Program& program, Command& parent, StatementSpec spec);

// The options by which any command signs.
struct SigningOptions {
  std::vector<std::string> keys;
  std::optional<std::string> passphrase_file;
};
void add_signing_options(Command& command, SigningOptions& options);

// What is to be done with a statement once it is made.
struct Delivery {
  bool dry_run = false;               // print the statement, unsigned
  std::optional<std::string> output;  // write the envelope instead of handing it in
  bool json = false;
};
void add_delivery_options(Command& command, Delivery& delivery);

// Signs the draft, with its place in its stream, and hands it in, writes or prints it.
[[nodiscard]] Outcome<void> deliver(Book& book, Draft draft, const SigningOptions& options,
                                    const Delivery& delivery);
// Whether the delivery writes to the ledger.
[[nodiscard]] Purpose purpose_of(const Delivery& delivery);

// `text`, or now.
[[nodiscard]] Outcome<ledger::Instant> read_at(const std::optional<std::string>& text);

// In the draft's body, `member` names a statement of its stream: made the whole sid where it is the
// beginning of one; where it is absent, the last statement of one of `kinds`.
[[nodiscard]] Outcome<void> complete_sid(Book& book, Draft& draft, std::string_view member,
                                         std::span<const std::string_view> kinds);

}  // namespace pledgebook::cli

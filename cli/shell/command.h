// SPDX-License-Identifier: Apache-2.0
// Command: the definition of one command: its options, purpose, examples and runner. The parser
// (CLI11), --help, the man page and the completion script all come from the one tree of commands.
//
// A command file has one `define_…(…)` that adds its commands. The variables that options are read
// into are in a struct that the runner shares with the parser; both live as long as the program.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/outcome.h"

namespace CLI {
class App;
}

namespace pledgebook::cli {

// An option ("-o,--output") or, without dashes ("file"), a positional argument.
struct OptionInfo {
  std::string names;
  // The placeholder of its value: FILE and DIR complete to paths, "recorded|stated" lists the only
  // words allowed, anything else is free text; empty for a flag.
  std::string value;
  std::string description;
  enum class Need : std::uint8_t { optional, required } need = Need::optional;
  bool repeated = false;         // set by Command::list
  std::string environment = {};  // the variable that gives it if the option does not

  [[nodiscard]] bool is_positional() const { return !names.starts_with('-'); }
  // Each name, without blanks: "-o", "--output".
  [[nodiscard]] std::vector<std::string> each_name() const;
  // The allowed words, if the value takes only some; else empty.
  [[nodiscard]] std::vector<std::string> words() const;
};

struct Example {
  std::string line;
  std::string what;  // what the command line does
};

using Run = std::function<Outcome<void>()>;

class Command {
 public:
  Command(std::string path, std::string purpose, CLI::App& parser);
  ~Command();
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  // Adds a command below this one. `purpose` starts with a verb and has no period.
  Command& add(std::string_view name, std::string purpose);
  // A longer description, one paragraph an item; and an example.
  Command& about(std::string paragraph);
  Command& example(std::string line, std::string what);
  Command& runs(Run run);
  // The command works without a ledger: --ledger and --server have no effect.
  Command& needs_no_ledger();

  // Options. The variables they are read into outlive the parser.
  Command& option(std::string& into, OptionInfo info);
  Command& option(std::optional<std::string>& into, OptionInfo info);
  Command& option(std::optional<std::uint64_t>& into, OptionInfo info);
  Command& list(std::vector<std::string>& into, OptionInfo info);
  Command& flag(bool& into, std::string names, std::string description);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }  // "pledge submit"
  [[nodiscard]] std::string_view name() const noexcept;                     // "submit"
  [[nodiscard]] const std::string& purpose() const noexcept { return purpose_; }
  [[nodiscard]] const std::vector<std::string>& paragraphs() const noexcept { return about_; }
  [[nodiscard]] const std::vector<Example>& examples() const noexcept { return examples_; }
  [[nodiscard]] const std::vector<OptionInfo>& options() const noexcept { return options_; }
  [[nodiscard]] const std::vector<std::unique_ptr<Command>>& children() const noexcept {
    return children_;
  }
  // Null if there is no such child.
  [[nodiscard]] const Command* child(std::string_view name) const noexcept;
  // Null if no option has exactly this name.
  [[nodiscard]] const OptionInfo* find_option(std::string_view name) const;
  [[nodiscard]] const Run& run() const noexcept { return run_; }
  [[nodiscard]] bool has_ledger() const noexcept { return has_ledger_; }
  // After parsing: the deepest command that was named.
  [[nodiscard]] const Command& chosen() const;

 private:
  std::string path_;
  std::string purpose_;
  CLI::App& parser_;
  std::vector<std::string> about_;
  std::vector<Example> examples_;
  std::vector<OptionInfo> options_;
  std::vector<std::unique_ptr<Command>> children_;
  Run run_;
  bool has_ledger_ = true;
};

}  // namespace pledgebook::cli

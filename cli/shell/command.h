// SPDX-License-Identifier: Apache-2.0
// Command: one command as it is defined: its options, purpose and examples, and what runs it. From
// the one tree of commands come the parser (CLI11), --help, the man page and the completion script.
//
// A command file has one `define_…(…)` that adds its commands. The variables that options are read
// into live in a struct that the runner shares with the parser; both last as long as the program.
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

// An option ("-o,--output") or, without dashes ("file"), an argument by its position.
struct OptionInfo {
  std::string names;
  // What to write for it: FILE and DIR complete to paths, "recorded|stated" are the only words
  // taken, anything else is free text; empty for a flag.
  std::string value;
  std::string description;
  enum class Need : std::uint8_t { optional, required } need = Need::optional;
  bool repeated = false;  // set by Command::list

  [[nodiscard]] bool is_positional() const { return !names.starts_with('-'); }
  // The names one by one, without blanks: "-o", "--output".
  [[nodiscard]] std::vector<std::string> each_name() const;
  // The words of a value that takes only some, else nothing.
  [[nodiscard]] std::vector<std::string> words() const;
};

struct Example {
  std::string line;
  std::string what;  // it does
};

using Run = std::function<Outcome<void>()>;

class Command {
 public:
  Command(std::string path, std::string purpose, CLI::App& parser);
  ~Command();
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  // A command below this one. `purpose` starts with a verb and has no period.
  Command& add(std::string_view name, std::string purpose);
  // A longer word on it, one paragraph an item; and how it is used.
  Command& about(std::string paragraph);
  Command& example(std::string line, std::string what);
  Command& runs(Run run);

  // Options. What they are read into outlives the parser.
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
  // Null unless there is such a child.
  [[nodiscard]] const Command* child(std::string_view name) const noexcept;
  // Null unless an option has exactly this name.
  [[nodiscard]] const OptionInfo* find_option(std::string_view name) const;
  [[nodiscard]] const Run& run() const noexcept { return run_; }
  // After parsing: the command furthest down that was named.
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
};

}  // namespace pledgebook::cli

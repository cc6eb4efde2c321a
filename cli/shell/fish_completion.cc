// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/shell/completion.h"

namespace pledgebook::cli {
namespace {

// Where the words typed so far lead to in the tree of commands.
constexpr std::string_view kFunctions = R"fish(
function __pledgebook_place
    set -l place
    for word in (commandline -opc)[2..]
        if contains -- (string join ' ' $place $word) $__pledgebook_places
            set place $place $word
        end
    end
    string join ' ' $place
end
function __pledgebook_at
    set -l place (__pledgebook_place)
    test "$place" = "$argv[1]"
end
complete -c pledgebook -f
)fish";

// In single quotes, in which fish reads \' and \\.
std::string in_quotes(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') word += '\\';
    word += c;
  }
  return word + "'";
}

// How fish completes the value of an option or an argument.
std::string value_of(const OptionInfo& option) {
  if (option.value == "FILE") return " -r -F";
  if (option.value == "DIR") return " -x -a '(__fish_complete_directories)'";
  if (option.value.empty()) return "";
  std::string words = option.words().empty() ? std::string() : option.value;
  std::ranges::replace(words, '|', ' ');
  return words.empty() ? " -x" : " -x -a " + in_quotes(words);
}

std::string option_line(const std::string& condition, const OptionInfo& option) {
  if (option.is_positional()) {
    if (option.value != "FILE" && option.value != "DIR") return {};
    return fmt::format("complete -c pledgebook{} -F\n", condition);
  }
  std::string line = "complete -c pledgebook" + condition;
  for (const std::string& name : option.each_name())
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return line + value_of(option) + " -d " + in_quotes(option.description) + "\n";
}

void add_places(const Command& command, std::string& places) {
  for (const auto& child : command.children()) {
    places += " " + in_quotes(child->path());
    add_places(*child, places);
  }
}

void add_command(const Command& command, std::string& script) {
  const bool is_root = command.path().empty();
  const std::string condition =
      fmt::format(" -n {}", in_quotes(fmt::format("__pledgebook_at \"{}\"", command.path())));
  for (const auto& child : command.children()) {
    script += fmt::format("complete -c pledgebook{} -a {} -d {}\n", condition, child->name(),
                          in_quotes(child->purpose()));
  }
  for (const OptionInfo& option : command.options())
    script += option_line(is_root ? std::string() : condition, option);
  for (const auto& child : command.children()) add_command(*child, script);
}

}  // namespace

std::string fish_completion(const Command& root) {
  std::string places;
  add_places(root, places);
  std::string script = fmt::format(
      "# fish completion for pledgebook\nset -g __pledgebook_places{}\n{}", places, kFunctions);
  add_command(root, script);
  return script;
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "cli/shell/completion.h"

namespace pledgebook::cli {
namespace {

constexpr std::string_view kProgram = "pledgebook";
// The walk along the words typed so far is the same for every program; the tables before it say
// what may follow. `path` is a variable of zsh itself.
constexpr std::string_view kFunction = R"zsh(
_pledgebook() {
  local place=pledgebook option='' word value='' i
  local -a lines
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == -*=* ]]; then
      continue
    elif [[ $word == -* ]]; then
      if (( ${+_pledgebook_values[$place $word]} || ${+_pledgebook_values[pledgebook $word]} )); then
        option=$word
      fi
    elif (( ${+_pledgebook_words[$place $word]} )); then
      place="$place $word"
    fi
  done
  if [[ -z $option && $words[CURRENT] == -*=* ]]; then
    option=${words[CURRENT]%%=*}
    compset -P '*='
  fi
  if [[ -n $option ]]; then
    value=${_pledgebook_values[$place $option]-${_pledgebook_values[pledgebook $option]-}}
  elif [[ $words[CURRENT] == -* ]]; then
    lines=("${(@f)_pledgebook_options[$place]}" "${(@f)_pledgebook_options[pledgebook]}")
    _describe -o option lines
    return
  elif [[ -n ${_pledgebook_words[$place]} ]]; then
    lines=("${(@f)_pledgebook_words[$place]}")
    _describe command lines
    return
  else
    value=${_pledgebook_arguments[$place]-}
  fi
  case $value in
    FILE) _files ;;
    DIR) _files -/ ;;
    *'|'*) compadd -- ${(s:|:)value} ;;
  esac
}
if [[ ${funcstack[1]-} == _pledgebook ]]; then
  _pledgebook "$@"
else
  compdef _pledgebook pledgebook
fi
)zsh";

struct Tables {
  std::string words;
  std::string options;
  std::string values;
  std::string arguments;
};

// In single quotes.
std::string in_quotes(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// "name:what it does", as _describe reads it.
void add_line(std::string& lines, std::string_view name, std::string_view what) {
  if (!lines.empty()) lines += '\n';
  lines += fmt::format("{}:{}", name, what);
}

void add_command(const Command& command, const std::string& path, Tables& tables) {
  std::string words;
  for (const auto& child : command.children()) add_line(words, child->name(), child->purpose());
  std::string options;
  for (const OptionInfo& option : command.options()) {
    if (option.is_positional()) {
      tables.arguments += fmt::format("  {} {}\n", in_quotes(path), in_quotes(option.value));
      continue;
    }
    for (const std::string& name : option.each_name()) {
      add_line(options, name, option.description);
      if (option.value.empty()) continue;
      tables.values +=
          fmt::format("  {} {}\n", in_quotes(path + " " + name), in_quotes(option.value));
    }
  }
  tables.words += fmt::format("  {} {}\n", in_quotes(path), in_quotes(words));
  tables.options += fmt::format("  {} {}\n", in_quotes(path), in_quotes(options));
  for (const auto& child : command.children())
    add_command(*child, fmt::format("{} {}", path, child->name()), tables);
}

}  // namespace

std::string zsh_completion(const Command& root) {
  Tables tables;
  add_command(root, std::string(kProgram), tables);
  return fmt::format(
      "#compdef pledgebook\n# zsh completion for pledgebook\n"
      "typeset -gA _pledgebook_words _pledgebook_options _pledgebook_values "
      "_pledgebook_arguments\n"
      "_pledgebook_words=(\n{})\n_pledgebook_options=(\n{})\n_pledgebook_values=(\n{})\n"
      "_pledgebook_arguments=(\n{})\n{}",
      tables.words, tables.options, tables.values, tables.arguments, kFunction);
}

}  // namespace pledgebook::cli

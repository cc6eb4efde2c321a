// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "cli/shell/completion.h"

namespace pledgebook::cli {
namespace {

// The walk along the words typed so far is the same for every program. The tables before it say
// which words may follow a command or one of its options. Their keys begin with the program's name,
// because bash refuses an empty key.
constexpr std::string_view kProgram = "pledgebook";
constexpr std::string_view kFunction = R"bash(
_pledgebook_complete() {
  local current=${COMP_WORDS[COMP_CWORD]} path='pledgebook' option='' word next i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    [[ $word == '=' ]] && continue
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == -* ]]; then
      [[ -n ${_pledgebook_values["$path $word"]+x} ]] && option=$word
      [[ -n ${_pledgebook_values["pledgebook $word"]+x} ]] && option=$word
    else
      next="$path $word"
      [[ -n ${_pledgebook_words["$next"]+x} ]] && path=$next
    fi
  done
  [[ $current == '=' ]] && current=''
  COMPREPLY=()
  local words=${_pledgebook_words["$path"]} value=''
  if [[ -n $option ]]; then
    value=${_pledgebook_values["$path $option"]-${_pledgebook_values["pledgebook $option"]-}}
  elif [[ $current == -* ]]; then
    words="${_pledgebook_options["$path"]} ${_pledgebook_options[pledgebook]}"
  elif [[ -z $words ]]; then
    value=${_pledgebook_arguments["$path"]-}
  fi
  case $value in
    FILE) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    DIR) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    *'|'*) mapfile -t COMPREPLY < <(compgen -W "${value//|/ }" -- "$current") ;;
    '') [[ -n $option ]] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
  esac
}
complete -F _pledgebook_complete pledgebook
)bash";

struct Tables {
  std::string words;
  std::string options;
  std::string values;
  std::string arguments;
};

void add_command(const Command& command, const std::string& path, Tables& tables) {
  std::string words;
  for (const auto& child : command.children()) words += std::string(child->name()) + " ";
  std::string options;
  for (const OptionInfo& option : command.options()) {
    if (option.is_positional()) {
      tables.arguments += fmt::format("  ['{}']='{}'\n", path, option.value);
      continue;
    }
    for (const std::string& name : option.each_name()) {
      options += name + " ";
      if (option.value.empty()) continue;
      tables.values += fmt::format("  ['{} {}']='{}'\n", path, name, option.value);
    }
  }
  tables.words += fmt::format("  ['{}']='{}'\n", path, words);
  tables.options += fmt::format("  ['{}']='{}'\n", path, options);
  for (const auto& child : command.children()) {
    add_command(*child, fmt::format("{} {}", path, child->name()), tables);
  }
}

}  // namespace

std::string bash_completion(const Command& root) {
  Tables tables;
  add_command(root, std::string(kProgram), tables);
  return fmt::format(
      "# bash completion for pledgebook; load it with: source <(pledgebook completion bash)\n"
      "declare -gA _pledgebook_words=(\n{})\ndeclare -gA _pledgebook_options=(\n{})\n"
      "declare -gA _pledgebook_values=(\n{})\ndeclare -gA _pledgebook_arguments=(\n{})\n{}",
      tables.words, tables.options, tables.values, tables.arguments, kFunction);
}

}  // namespace pledgebook::cli

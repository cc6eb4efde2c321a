// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/help.h"

#include <algorithm>
#include <cctype>

#include "cli/shell/terminal.h"

namespace pledgebook::cli {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kTermColumns = 26;  // of an option or a command, before its description

std::string capitalised(std::string text) {
  if (!text.empty()) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  }
  return text;
}

std::string indented(const std::vector<std::string>& lines, std::size_t columns) {
  std::string text;
  for (const std::string& line : lines) text += std::string(columns, ' ') + line + "\n";
  return text;
}

// A term and its description, side by side; below each other if the term is long.
std::string entry(const std::string& term, const std::string& meaning) {
  const std::size_t column = kIndent + kTermColumns;
  const std::string text = indented(wrapped(meaning, kHelpColumns - column), column);
  const std::string head = std::string(kIndent, ' ') + term;
  const std::size_t used = display_columns(head);
  if (used + 2 > column) return head + "\n" + text;
  return head + text.substr(used);
}

// True if the list of words would fill a line of its own.
bool has_long_value(const OptionInfo& option) {
  return !option.words().empty() && option.value.size() > kHelpColumns / 2;
}

std::string options_text(const Command& command) {
  std::string text;
  for (const OptionInfo& option : command.options()) {
    text += entry(option_heading(option), option_meaning(option));
  }
  return text;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && display_columns(line) + 1 + display_columns(word) > columns) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> wrapped_command(std::string_view line, std::size_t columns) {
  constexpr std::string_view kContinued = "    ";
  std::vector<std::string> lines;
  std::string current;
  while (!line.empty()) {
    std::size_t end = 0;
    for (bool quoted = false; end < line.size() && (quoted || line[end] != ' '); ++end) {
      if (line[end] == '"') quoted = !quoted;
    }
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    // Keeps room for the continuation mark.
    const std::size_t room = columns - (line.empty() ? 0 : 2);
    if (!current.empty() && display_columns(current) + 1 + display_columns(word) > room) {
      lines.push_back(std::move(current) + " \\");
      current = std::string(kContinued) + std::string(word);
    } else {
      if (!current.empty()) current += ' ';
      current += word;
    }
  }
  if (!current.empty()) lines.push_back(std::move(current));
  return lines;
}

std::string option_meaning(const OptionInfo& option) {
  std::string meaning = option.description;
  if (has_long_value(option)) {
    std::string words;
    for (const std::string& word : option.words()) words += (words.empty() ? "" : ", ") + word;
    meaning += ": one of " + words;
  }
  if (option.repeated) meaning += "; may be repeated";
  if (!option.environment.empty()) {
    meaning += " (default: $" + option.environment + ")";
  } else if (option.need == OptionInfo::Need::required) {
    meaning += " (required)";
  }
  return meaning;
}

std::string option_heading(const OptionInfo& option) {
  std::string heading;
  if (option.is_positional()) {
    heading = option.value.empty() ? option.names : option.value;
  } else {
    for (const std::string& name : option.each_name()) {
      if (!heading.empty()) heading += ", ";
      heading += name;
    }
    if (!option.value.empty()) heading += " " + (has_long_value(option) ? "WORD" : option.value);
  }
  return heading;
}

std::string usage_line(const Command& command) {
  std::string line = "pledgebook";
  if (!command.path().empty()) line += " " + command.path();
  if (!command.children().empty()) return line + " COMMAND [options]";
  std::string arguments;
  bool has_options = false;
  for (const OptionInfo& option : command.options()) {
    const bool required = option.need == OptionInfo::Need::required;
    if (option.is_positional()) {
      const std::string heading = option_heading(option) + (option.repeated ? "..." : "");
      arguments += required ? " " + heading : " [" + heading + "]";
    } else if (required) {
      arguments += " " + option.each_name().back() + " " + option.value;
    } else {
      has_options = true;
    }
  }
  return line + (has_options ? " [options]" : "") + arguments;
}

std::string help_text(const Command& command, const Command& root) {
  const bool is_root = &command == &root;
  std::string text = indented(
      wrapped((is_root ? "Pledgebook: " : "") + capitalised(command.purpose()) + ".", kHelpColumns),
      0);
  for (const std::string& paragraph : command.paragraphs()) {
    text += "\n" + indented(wrapped(paragraph, kHelpColumns), 0);
  }
  text += "\nUsage:\n" + indented(wrapped(usage_line(command), kHelpColumns - kIndent), kIndent);
  if (!command.children().empty()) {
    text += "\nCommands:\n";
    for (const auto& child : command.children()) {
      text += entry(std::string(child->name()), child->purpose());
    }
  }
  if (const std::string options = options_text(command); !is_root && !options.empty()) {
    text += "\nOptions:\n" + options;
  }
  text += "\nOptions of every command:\n" + options_text(root);
  if (!command.examples().empty()) text += "\nExamples:\n";
  for (const Example& example : command.examples()) {
    text += indented(wrapped("# " + example.what, kHelpColumns - kIndent), kIndent);
    text += indented(wrapped_command(example.line, kHelpColumns - kIndent), kIndent);
  }
  return text;
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <utility>

#include "ledger/nearest.h"

namespace pledgebook::cli {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// "In progress", "in_progress" and "IN-PROGRESS" are one word.
std::string folded(std::string_view word) {
  std::string text(word);
  std::ranges::transform(text, text.begin(), [](unsigned char c) {
    return c == '_' || c == ' ' ? '-' : static_cast<char>(std::tolower(c));
  });
  return text;
}

// Puts the word of the list in the place of what was given; a sentence if it is none.
std::string take_word(std::string& given, const std::vector<std::string>& words) {
  const auto found = std::ranges::find(words, folded(given), folded);
  if (found != words.end()) {
    given = *found;
    return {};
  }
  const std::string_view near = ledger::nearest(folded(given), words);
  std::string sentence = given + " is not one of ";
  for (std::size_t i = 0; i < words.size(); ++i)
    sentence += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  if (!near.empty()) sentence += "; did you mean " + std::string(near) + "?";
  return sentence;
}

void apply(CLI::Option& option, const OptionInfo& info) {
  option.type_name(info.value);
  option.required(info.need == OptionInfo::Need::required);
  if (!info.environment.empty()) option.envname(info.environment);
  if (auto words = info.words(); !words.empty()) {
    option.transform(CLI::Validator(
        [words = std::move(words)](std::string& given) { return take_word(given, words); },
        info.value));
  }
}

}  // namespace

std::vector<std::string> OptionInfo::each_name() const { return split(names, ','); }

std::vector<std::string> OptionInfo::words() const {
  if (value.find('|') == std::string::npos) return {};
  return split(value, '|');
}

Command::Command(std::string path, std::string purpose, CLI::App& parser)
    : path_(std::move(path)), purpose_(std::move(purpose)), parser_(parser) {}

Command::~Command() = default;

Command& Command::add(std::string_view name, std::string purpose) {
  std::string path = path_.empty() ? std::string(name) : path_ + " " + std::string(name);
  CLI::App* parser = parser_.add_subcommand(std::string(name), purpose);
  parser->fallthrough();
  parser_.require_subcommand(1);
  children_.push_back(std::make_unique<Command>(std::move(path), std::move(purpose), *parser));
  return *children_.back();
}

Command& Command::about(std::string paragraph) {
  about_.push_back(std::move(paragraph));
  return *this;
}

Command& Command::example(std::string line, std::string what) {
  examples_.push_back({std::move(line), std::move(what)});
  return *this;
}

Command& Command::runs(Run run) {
  run_ = std::move(run);
  return *this;
}

Command& Command::needs_no_ledger() {
  has_ledger_ = false;
  return *this;
}

Command& Command::option(std::string& into, OptionInfo info) {
  apply(*parser_.add_option(info.names, into, info.description), info);
  options_.push_back(std::move(info));
  return *this;
}

Command& Command::option(std::optional<std::string>& into, OptionInfo info) {
  apply(*parser_.add_option(info.names, into, info.description), info);
  options_.push_back(std::move(info));
  return *this;
}

Command& Command::option(std::optional<std::uint64_t>& into, OptionInfo info) {
  apply(*parser_.add_option(info.names, into, info.description), info);
  options_.push_back(std::move(info));
  return *this;
}

Command& Command::list(std::vector<std::string>& into, OptionInfo info) {
  info.repeated = true;
  CLI::Option* option = parser_.add_option(info.names, into, info.description);
  apply(*option, info);
  // An option takes one value at a time, so that it never takes the word after it.
  if (!info.is_positional()) option->allow_extra_args(false);
  options_.push_back(std::move(info));
  return *this;
}

Command& Command::flag(bool& into, std::string names, std::string description) {
  parser_.add_flag(names, into, description);
  options_.push_back(
      {.names = std::move(names), .value = {}, .description = std::move(description)});
  return *this;
}

std::string_view Command::name() const noexcept {
  const std::size_t blank = path_.rfind(' ');
  return blank == std::string::npos ? std::string_view(path_)
                                    : std::string_view(path_).substr(blank + 1);
}

const Command* Command::child(std::string_view name) const noexcept {
  const auto found = std::ranges::find(children_, name, [](const auto& c) { return c->name(); });
  return found == children_.end() ? nullptr : found->get();
}

const OptionInfo* Command::find_option(std::string_view name) const {
  for (const OptionInfo& option : options_) {
    const auto names = option.each_name();
    if (std::ranges::find(names, name) != names.end()) return &option;
  }
  return nullptr;
}

const Command& Command::chosen() const {
  for (const auto& child : children_) {
    if (child->parser_.parsed()) return child->chosen();
  }
  return *this;
}

}  // namespace pledgebook::cli

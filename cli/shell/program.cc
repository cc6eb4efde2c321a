// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "cli/shell/help.h"
#include "cli/shell/version.h"
#include "ledger/nearest.h"

namespace pledgebook::cli {
namespace {

std::vector<std::string> option_names(const Command& command, const Command& root) {
  std::vector<std::string> names{"--help"};
  for (const Command* each : {&command, &root}) {
    for (const OptionInfo& option : each->options()) {
      if (option.is_positional()) continue;
      for (std::string& name : option.each_name()) names.push_back(std::move(name));
    }
  }
  return names;
}

std::string help_hint(const Command& command) {
  const std::string blank = command.path().empty() ? "" : " ";
  return fmt::format("see `pledgebook{}{} --help`", blank, command.path());
}

std::string did_you_mean(std::string_view near) {
  return near.empty() ? std::string() : fmt::format(", did you mean `{}`?", near);
}

Failure unknown_command(const Command& parent, const std::string& word) {
  std::vector<std::string> names;
  for (const auto& child : parent.children()) names.emplace_back(child->name());
  const std::string blank = parent.path().empty() ? "" : " ";
  return {ExitStatus::usage,
          fmt::format("unknown command `pledgebook {}{}{}`{}; {}", parent.path(), blank, word,
                      did_you_mean(ledger::nearest(word, names)), help_hint(parent))};
}

// CLI11's sentences start with capitals or names, and may have several lines.
std::string as_clause(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  if (text.size() > 1 && std::isupper(static_cast<unsigned char>(text[0])) != 0 &&
      std::islower(static_cast<unsigned char>(text[1])) != 0) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  return text;
}

// CLI11's "Could not convert: --after = x"; only numbers are converted.
std::string conversion_problem(const Command& command, std::string_view what) {
  constexpr std::string_view kOpening = "Could not convert: ";
  if (!what.starts_with(kOpening)) return std::string(what);
  const std::string_view option = what.substr(kOpening.size());
  const std::size_t sign = option.find(" = ");
  if (sign == std::string_view::npos) return std::string(what);
  const std::string name(option.substr(0, sign));
  const OptionInfo* info = command.find_option(name);
  const bool is_flag = info == nullptr ? name.starts_with('-') : info->value.empty();
  return fmt::format("{} {}: {}", name, option.substr(sign + 3),
                     is_flag ? "this option takes no value" : "not a whole number");
}

// CLI11 uses an argument's inner name, "id is required"; the usage line says PLEDGE.
std::string with_usage_name(const Command& command, std::string problem) {
  for (const OptionInfo& option : command.options()) {
    if (!option.is_positional() || option.value.empty()) continue;
    if (problem.starts_with(option.names + " ")) {
      return problem.replace(0, option.names.size(), option.value);
    }
  }
  return problem;
}

// `pledgebook help pledge submit` is `pledgebook pledge submit --help`.
std::vector<std::string> with_help_command(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

}  // namespace

Outcome<std::string> Place::directory() const {
  if (server) {
    return usage("this command needs a ledger's directory: give --ledger DIR, not --server");
  }
  if (ledger) return *ledger;
  const char* variable = std::getenv(kLedgerVariable.data());
  if (variable != nullptr && *variable != '\0') return std::string(variable);
  return std::string(kLedgerDefault);
}

std::optional<std::string> Place::server_address() const {
  if (server || ledger || std::getenv(kLedgerVariable.data()) != nullptr) return server;
  const char* variable = std::getenv(kServerVariable.data());
  return variable == nullptr || *variable == '\0' ? std::nullopt
                                                  : std::optional(std::string(variable));
}

std::string Place::ca_file() const {
  if (ca) return *ca;
  const char* variable = std::getenv(kCaVariable.data());
  return variable == nullptr ? std::string() : std::string(variable);
}

Program::Program()
    : parser_(std::make_unique<CLI::App>("", "pledgebook")),
      root_(std::make_unique<Command>("", "keep and check a ledger of pledges", *parser_)) {
  parser_->set_help_flag();
  root_->option(place_.ledger,
                {.names = "--ledger",
                 .value = "DIR",
                 .description = "the ledger's directory (default: $PLEDGEBOOK_LEDGER, "
                                "else ./pledgebook-data)"});
  root_->option(place_.server, {.names = "--server",
                                .value = "URL",
                                .description = "use a server instead, such as "
                                               "https://pledges.example.org or "
                                               "http://127.0.0.1:8080 (default: "
                                               "$PLEDGEBOOK_SERVER, if no directory is named)"});
  root_->option(place_.ca,
                {.names = "--ca",
                 .value = "FILE",
                 .description = "trust the certificate authorities in this PEM file for https "
                                "(default: $PLEDGEBOOK_CA, else those of the system)"});
  root_->flag(place_.accept_clock, "--accept-clock",
              "write even though the last record is over 30 days old (check the machine's clock "
              "first)");
  root_->flag(wants_help_, "-h,--help", "show a command's help");
  root_->flag(wants_version_, "-V,--version", "print the version");
}

Program::~Program() = default;

Outcome<Program::Plan> Program::parse(const std::vector<std::string>& given) {
  const std::vector<std::string> arguments = with_help_command(given);
  std::string problem;
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    parser_->parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    problem = error.what();
  }
  // People ask for help when they do not know what is required, so other mistakes do not matter.
  const auto asked = [&](std::string_view word) {
    return std::ranges::find(arguments, word) != arguments.end();
  };
  const Command& command = root_->chosen();
  const bool helping = wants_help_ || (!problem.empty() && (asked("--help") || asked("-h")));
  if (helping) {
    if (auto unknown = find_unknown_command(arguments)) return std::unexpected(*std::move(unknown));
    return Plan{nullptr, help_text(command, *root_), {}};
  }
  if (wants_version_ ||
      (!problem.empty() && (asked("--version") || asked("-V")) && arguments.size() == 1)) {
    return Plan{nullptr, fmt::format("pledgebook {}\n", kVersion), {}};
  }
  if (!problem.empty()) return std::unexpected(explain(arguments, problem));
  if (place_.ledger && place_.server) {
    return usage("give --ledger or --server, not both");
  }
  Plan plan{&command, {}, {}};
  if (!command.has_ledger() && (place_.ledger || place_.server)) {
    plan.note = fmt::format("{} is not used: `pledgebook {}` works without a ledger",
                            place_.server ? "--server" : "--ledger", command.path());
  }
  return plan;
}

// The first word that should be a command below the one before it, and is not.
std::optional<Failure> Program::find_unknown_command(
    const std::vector<std::string>& arguments) const {
  const Command* command = root_.get();
  for (std::size_t i = 0; i < arguments.size() && !command->children().empty(); ++i) {
    const std::string& word = arguments[i];
    if (word.starts_with('-')) {
      const OptionInfo* option = command->find_option(word);
      if (option == nullptr) option = root_->find_option(word);
      if (option != nullptr && !option->value.empty()) ++i;
      continue;
    }
    const Command* child = command->child(word);
    if (child == nullptr) return unknown_command(*command, word);
    command = child;
  }
  return std::nullopt;
}

Failure Program::explain(const std::vector<std::string>& arguments,
                         const std::string& problem) const {
  const Command* command = root_.get();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string word = arguments[i].substr(0, arguments[i].find('='));
    if (word == "--") break;
    if (word.size() > 1 && word.starts_with('-')) {
      const OptionInfo* option = command->find_option(word);
      if (option == nullptr) option = root_->find_option(word);
      if (option == nullptr && word != "-h" && word != "--help") {
        return {ExitStatus::usage,
                fmt::format("unknown option `{}`{}; {}", word,
                            did_you_mean(ledger::nearest(word, option_names(*command, *root_))),
                            help_hint(*command))};
      }
      const bool takes_next = option != nullptr && !option->value.empty() &&
                              arguments[i].find('=') == std::string::npos;
      if (takes_next) ++i;
      continue;
    }
    if (command->children().empty()) continue;
    if (const Command* child = command->child(word)) {
      command = child;
      continue;
    }
    return unknown_command(*command, word);
  }
  if (!command->children().empty()) {
    return {ExitStatus::usage, fmt::format("no command given; {}", help_hint(*command))};
  }
  const std::string clause =
      as_clause(with_usage_name(*command, conversion_problem(*command, problem)));
  return {ExitStatus::usage, fmt::format("{}; {}", clause, help_hint(*command))};
}

}  // namespace pledgebook::cli

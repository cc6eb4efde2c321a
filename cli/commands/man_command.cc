// SPDX-License-Identifier: Apache-2.0
// pledgebook man
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/shell/man_page.h"
#include "cli/shell/output_file.h"

namespace pledgebook::cli {
namespace {

struct Options {
  std::vector<std::string> command;
  std::optional<std::string> directory;
};

// Pages of another version of the program are replaced.
Outcome<void> write_pages(const Command& root, const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return unavailable(
        fmt::format("{}: the directory can't be made: {}", directory, error.message()));
  }
  for (const ManPage& page : man_pages(root)) {
    const std::filesystem::path path = std::filesystem::path(directory) / page.file;
    std::filesystem::remove(path, error);
    LEDGER_CHECK(write_new(path.string(), page.text));
  }
  return {};
}

Outcome<const Command*> find(const Command& root, const std::vector<std::string>& words) {
  const Command* command = &root;
  for (const std::string& word : words) {
    const Command* child = command->child(word);
    if (child == nullptr) {
      return usage(fmt::format("unknown command `{}`: `pledgebook --help` lists all",
                               fmt::format("pledgebook{}{} {}", command->path().empty() ? "" : " ",
                                           command->path(), word)));
    }
    command = child;
  }
  return command;
}

Outcome<void> run(const Program& program, const Options& options) {
  const Command& root = program.root();
  if (options.directory) {
    if (!options.command.empty()) return usage("give a command or --directory, not both");
    return write_pages(root, *options.directory);
  }
  LEDGER_TRY(const Command* command, find(root, options.command));
  fmt::print("{}", command == &root ? man_page(root) : man_page(*command, root));
  return {};
}

}  // namespace

void define_man(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("man", "print manual pages")
      .list(options->command, {.names = "command",
                               .value = "COMMAND",
                               .description = "a command, such as pledge submit (default: the page "
                                              "with all)"})
      .option(options->directory, {.names = "--directory",
                                   .value = "DIR",
                                   .description = "write every page to this directory"})
      .needs_no_ledger()
      .example("pledgebook man pledge submit | man -l -", "read about one command")
      .example("pledgebook man --directory /usr/local/share/man/man1", "install all pages")
      .runs([&program, options] { return run(program, *options); });
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// Program: the tree of commands with the options of every command, and the parsing of an
// invocation: a mistake gives one sentence that names the nearest correct word.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/command.h"

namespace pledgebook::cli {

// Where the ledger is: --ledger and --server, as given, and the environment.
struct Place {
  std::optional<std::string> ledger;
  std::optional<std::string> server;
  std::optional<std::string> ca;
  bool accept_clock = false;  // write although the last record is more than 30 days old

  // The directory: --ledger, else PLEDGEBOOK_LEDGER, else ./pledgebook-data. A usage failure if
  // --server is given, for commands that work on a directory only.
  [[nodiscard]] Outcome<std::string> directory() const;
  // The server: --server, else PLEDGEBOOK_SERVER where no directory is named. None: a directory.
  [[nodiscard]] std::optional<std::string> server_address() const;
  // The file of the authorities to trust for TLS: --ca, else PLEDGEBOOK_CA, else "": the system's
  // authorities.
  [[nodiscard]] std::string ca_file() const;
};

inline constexpr std::string_view kLedgerVariable = "PLEDGEBOOK_LEDGER";
inline constexpr std::string_view kServerVariable = "PLEDGEBOOK_SERVER";
inline constexpr std::string_view kCaVariable = "PLEDGEBOOK_CA";
inline constexpr std::string_view kLedgerDefault = "./pledgebook-data";

class Program {
 public:
  Program();
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] Command& root() noexcept { return *root_; }
  [[nodiscard]] const Command& root() const noexcept { return *root_; }
  // Filled in by parse; commands keep a reference.
  [[nodiscard]] const Place& place() const noexcept { return place_; }

  // The result of parsing: a command to run, or text to print.
  struct Plan {
    const Command* command = nullptr;  // null: print `text` and end
    std::string text;
    std::string note;  // for standard error, before the command runs
  };
  // `given`: the arguments without the program's name. Call it once.
  [[nodiscard]] Outcome<Plan> parse(const std::vector<std::string>& given);

 private:
  [[nodiscard]] std::optional<Failure> find_unknown_command(
      const std::vector<std::string>& arguments) const;
  [[nodiscard]] Failure explain(const std::vector<std::string>& arguments,
                                const std::string& problem) const;

  Place place_;
  bool wants_help_ = false;
  bool wants_version_ = false;
  std::unique_ptr<CLI::App> parser_;
  std::unique_ptr<Command> root_;
};

// Every command, in the order of --help.
void define_all(Program& program);

}  // namespace pledgebook::cli

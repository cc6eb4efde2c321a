// SPDX-License-Identifier: Apache-2.0
// Format: how a command prints its answer: a table for people; tab-separated values or JSON for
// programs. Only an option chooses: a pipe gets the same table as a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/shell/command.h"
#include "cli/shell/table.h"

namespace pledgebook::cli {

struct Format {
  std::optional<std::string> word;
  bool json = false;

  [[nodiscard]] bool is_json() const { return json || word == "json"; }
  [[nodiscard]] bool is_tsv() const { return !is_json() && word == "tsv"; }
};

// Adds --format and --json. `what` says what the JSON is: "the whole answer".
void add_format_options(Command& command, Format& format,
                        std::string_view what = "the whole answer");

// Prints to standard output.
void print_table(const Table& table, const Format& format);
// Prints what stands beside a table: to standard error with tab-separated values, so that these
// have nothing else among them.
void print_note(std::string_view text, const Format& format);

}  // namespace pledgebook::cli

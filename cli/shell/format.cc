// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/format.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/shell/terminal.h"

namespace pledgebook::cli {

void add_format_options(Command& command, Format& format, std::string_view what) {
  command
      .option(format.word, {.names = "--format",
                            .value = "table|tsv|json",
                            .description = "table (default), values between tabs, or JSON"})
      .flag(format.json, "--json", fmt::format("print {} as JSON", what));
}

void print_table(const Table& table, const Format& format) {
  fmt::print("{}", format.is_tsv() ? table.tsv() : table.text(terminal_of(stdout)));
}

void print_note(std::string_view text, const Format& format) {
  fmt::print(format.is_tsv() ? stderr : stdout, "{}", text);
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/man_page.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "cli/shell/help.h"
#include "cli/shell/terminal.h"
#include "cli/shell/version.h"

namespace pledgebook::cli {
namespace {

constexpr std::string_view kEnd = R"roff(.SH ENVIRONMENT
.TP
.B PLEDGEBOOK_LEDGER
The ledger's directory, where
.B \-\-ledger
is not given.
.TP
.B PLEDGEBOOK_PASSPHRASE_FILE
A file whose first line is the passphrase of encrypted key files.
.TP
.B NO_COLOR
If set, nothing is coloured.
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
The answer is no: a statement was refused, a check failed.
.TP
.B 2
The command line is wrong.
.TP
.B 3
There is no such ledger, member, pledge or file.
.TP
.B 4
The ledger is busy, the server can't be reached, or the operating system says no.
)roff";

// Text as roff: hyphens that can be copied, ASCII only, no request at the start of a line.
std::string roff(std::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.bytes > 1) {
      escaped += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(point.value));
    } else if (text.front() == '\\') {
      escaped += "\\e";
    } else if (text.front() == '-') {
      escaped += "\\-";
    } else {
      escaped += text.front();
    }
    text.remove_prefix(point.bytes);
  }
  if (escaped.starts_with('.') || escaped.starts_with('\'')) escaped.insert(0, "\\&");
  return escaped;
}

// A command in lines that fit between a page's margins.
std::string roff_lines(std::string_view command) {
  constexpr std::size_t kColumns = 62;
  std::string text;
  for (const std::string& line : wrapped_command(command, kColumns)) {
    if (!text.empty()) text += '\n';
    text += roff(line);
  }
  return text;
}

std::string options_of(const Command& command) {
  std::string text;
  for (const OptionInfo& option : command.options()) {
    text += fmt::format(".TP\n.B {}\n{}.\n", roff(option_heading(option)),
                        roff(option_meaning(option)));
  }
  return text;
}

void add_commands(const Command& command, std::string& text) {
  for (const auto& child : command.children()) {
    if (!child->children().empty()) {
      add_commands(*child, text);
      continue;
    }
    text += fmt::format(".SS {}\n{}.\n.PP\n.nf\n{}\n.fi\n", roff(child->path()),
                        roff(child->purpose()), roff_lines(usage_line(*child)));
    for (const std::string& paragraph : child->paragraphs()) {
      text += fmt::format(".PP\n{}\n", roff(paragraph));
    }
    text += options_of(*child);
    for (const Example& example : child->examples()) {
      text += fmt::format(".PP\n{}:\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", roff(example.what),
                          roff_lines(example.line));
    }
  }
}

}  // namespace

std::string man_page(const Command& root) {
  std::string text = fmt::format(
      ".TH PLEDGEBOOK 1 \"\" \"pledgebook {}\" \"Pledgebook\"\n.SH NAME\npledgebook \\- {}\n"
      ".SH SYNOPSIS\n.B pledgebook\nCOMMAND [options]\n.SH DESCRIPTION\n",
      kVersion, roff(root.purpose()));
  for (const std::string& paragraph : root.paragraphs()) {
    text += roff(paragraph) + "\n.PP\n";
  }
  text += ".SH OPTIONS OF EVERY COMMAND\n" + options_of(root) + ".SH COMMANDS\n";
  add_commands(root, text);
  return text.append(kEnd);
}

}  // namespace pledgebook::cli

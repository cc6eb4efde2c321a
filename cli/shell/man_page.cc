// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/man_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
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
.B PLEDGEBOOK_SERVER
The server's address, where neither a directory nor
.B \-\-server
is given.
.TP
.B PLEDGEBOOK_CA
A PEM file with the certificate authorities to trust, where
.B \-\-ca
is not given.
.TP
.B PLEDGEBOOK_KEY
A secret key to sign with, where
.B \-\-key
is not given.
.TP
.B PLEDGEBOOK_PASSPHRASE_FILE
A file whose first line is the passphrase of encrypted key files.
.TP
.B PLEDGEBOOK_PASSPHRASE_COMMAND
A command that prints the passphrase, where no file is named.
.TP
.BR VISUAL ", " EDITOR
The editor of
.BR "pledgebook pledge edit" .
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

// Usage, description, options and examples of one command.
std::string description_of(const Command& command) {
  std::string text = fmt::format(".PP\n.nf\n{}\n.fi\n", roff_lines(usage_line(command)));
  for (const std::string& paragraph : command.paragraphs())
    text += fmt::format(".PP\n{}\n", roff(paragraph));
  return text + options_of(command);
}

std::string examples_of(const Command& command) {
  std::string text;
  for (const Example& example : command.examples()) {
    text += fmt::format(".PP\n{}:\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", roff(example.what),
                        roff_lines(example.line));
  }
  return text;
}

void add_commands(const Command& command, std::string& text) {
  for (const auto& child : command.children()) {
    if (!child->children().empty()) {
      add_commands(*child, text);
      continue;
    }
    text += fmt::format(".SS {}\n{}.\n", roff(child->path()), roff(child->purpose()));
    text += description_of(*child) + examples_of(*child);
  }
}

// "pledgebook-pledge-submit".
std::string page_name(const Command& command) {
  std::string name = "pledgebook";
  if (!command.path().empty()) name += " " + command.path();
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string title_of(const Command& command) {
  std::string title = page_name(command);
  std::ranges::transform(title, title.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return fmt::format(".TH {} 1 \"\" \"pledgebook {}\" \"Pledgebook\"\n.SH NAME\n{} \\- {}\n",
                     roff(title), kVersion, roff(page_name(command)), roff(command.purpose()));
}

void add_pages(const Command& command, const Command& root, std::vector<ManPage>& pages) {
  for (const auto& child : command.children()) {
    pages.push_back({page_name(*child) + ".1", man_page(*child, root)});
    add_pages(*child, root, pages);
  }
}

}  // namespace

std::string man_page(const Command& root) {
  std::string text =
      title_of(root) + ".SH SYNOPSIS\n.B pledgebook\nCOMMAND [options]\n.SH DESCRIPTION\n";
  for (const std::string& paragraph : root.paragraphs()) {
    text += roff(paragraph) + "\n.PP\n";
  }
  text += ".SH OPTIONS OF EVERY COMMAND\n" + options_of(root) + ".SH COMMANDS\n";
  add_commands(root, text);
  return text.append(kEnd);
}

std::string man_page(const Command& command, const Command& root) {
  std::string text = title_of(command) + ".SH SYNOPSIS\n";
  if (command.children().empty()) {
    text += description_of(command) + ".SH EXAMPLES\n" + examples_of(command);
  } else {
    text += description_of(command) + ".SH COMMANDS\n";
    for (const auto& child : command.children()) {
      text +=
          fmt::format(".TP\n.BR {} (1)\n{}.\n", roff(page_name(*child)), roff(child->purpose()));
    }
  }
  text += ".SH OPTIONS OF EVERY COMMAND\n" + options_of(root) + std::string(kEnd);
  return text + ".SH SEE ALSO\n.BR pledgebook (1)\n";
}

std::vector<ManPage> man_pages(const Command& root) {
  std::vector<ManPage> pages{{"pledgebook.1", man_page(root)}};
  add_pages(root, root, pages);
  return pages;
}

}  // namespace pledgebook::cli

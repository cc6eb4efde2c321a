// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <sstream>

#include "cli/shell/completion.h"
#include "cli/shell/help.h"
#include "cli/shell/man_page.h"
#include "cli/shell/terminal.h"
#include "ledger/nearest.h"

namespace pledgebook::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// The sentence with which the program refuses an invocation.
std::string mistake(const std::vector<std::string>& arguments) {
  Program program;
  define_all(program);
  const auto plan = program.parse(arguments);
  if (plan) return "understood";
  EXPECT_EQ(plan.error().status, ExitStatus::usage);
  return plan.error().sentence;
}

void for_each_command(const Command& command, const std::function<void(const Command&)>& visit) {
  visit(command);
  for (const auto& child : command.children()) for_each_command(*child, visit);
}

TEST(Program, NamesTheNearestCommand) {
  EXPECT_EQ(mistake({"comitments"}),
            "unknown command `pledgebook comitments`, did you mean `commitments`?; see "
            "`pledgebook --help`");
  EXPECT_THAT(mistake({"pledge", "sumbit"}),
              StartsWith("unknown command `pledgebook pledge sumbit`, did you mean `submit`?"));
  EXPECT_EQ(mistake({"xyzzy"}), "unknown command `pledgebook xyzzy`; see `pledgebook --help`");
}

TEST(Program, NamesTheNearestOption) {
  EXPECT_THAT(mistake({"status", "--mmeber", "x"}),
              StartsWith("unknown option `--mmeber`, did you mean `--member`?"));
  EXPECT_THAT(mistake({"commitments", "--leger=D"}),
              StartsWith("unknown option `--leger`, did you mean `--ledger`?"));
}

TEST(Program, SaysWhatIsMissing) {
  EXPECT_THAT(mistake({}), StartsWith("no command given"));
  EXPECT_THAT(mistake({"pledge"}), StartsWith("no command given; see `pledgebook pledge"));
  EXPECT_THAT(mistake({"init"}), StartsWith("--origin is required"));
  EXPECT_THAT(mistake({"sign", "F"}), StartsWith("--key is required"));
  EXPECT_THAT(mistake({"commitments", "--as-of"}), HasSubstr("--as-of"));
}

TEST(Program, TakesOnlyTheWordsOfAChoice) {
  EXPECT_THAT(mistake({"commitments", "--axis", "said"}),
              HasSubstr("said is not one of recorded and stated"));
  EXPECT_THAT(mistake({"commitments", "--axis", "statd"}), HasSubstr("did you mean stated?"));
  EXPECT_EQ(mistake({"pledge", "list", "--status", "in-progress"}), "understood");
  EXPECT_EQ(mistake({"commitments", "--axis", "stated"}), "understood");
}

TEST(Program, TakesLedgerOrServerBeforeAndAfterTheCommand) {
  Program before;
  define_all(before);
  Program after;
  define_all(after);

  ASSERT_TRUE(before.parse({"--ledger", "D", "commitments"}));
  ASSERT_TRUE(after.parse({"commitments", "--ledger", "D"}));

  EXPECT_EQ(before.place().ledger, "D");
  EXPECT_EQ(after.place().ledger, "D");
  EXPECT_THAT(mistake({"log", "--ledger", "D", "--server", "http://x"}), HasSubstr("not both"));
}

TEST(Program, TakesACommandsNameAsAnIdWhereOneIsExpected) {
  Program program;
  define_all(program);

  const auto plan = program.parse({"pledge", "show", "import"});

  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->command->path(), "pledge show");
}

TEST(Program, KeepsWhatFollowsARepeatedOption) {
  EXPECT_EQ(mistake({"import", "--key", "a.pem", "--key", "b.pem", "F"}), "understood");
  EXPECT_EQ(mistake({"import", "--key", "a.pem", "-"}), "understood");
}

TEST(Program, HelpsInWhateverWayItIsAsked) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"help", "pledge", "amend"}, {"pledge", "amend", "--help"}, {"pledge", "amend", "-h"}}) {
    Program program;
    define_all(program);
    const auto plan = program.parse(arguments);
    ASSERT_TRUE(plan);
    EXPECT_THAT(plan->text, StartsWith("Amend a published pledge."));
  }
}

TEST(Program, HelpsWithKnownCommandsOnly) {
  EXPECT_THAT(mistake({"help", "foo"}), StartsWith("unknown command `pledgebook foo`"));
  EXPECT_THAT(mistake({"help", "pledge", "lst"}),
              StartsWith("unknown command `pledgebook pledge lst`, did you mean `list`?"));
  EXPECT_THAT(mistake({"pledge", "match", "--help"}),
              StartsWith("unknown command `pledgebook pledge match`"));
  EXPECT_EQ(mistake({"--ledger", "D", "pledge", "--help"}), "understood");
}

TEST(Program, SaysThatAnOptionHasNoEffect) {
  Program program;
  define_all(program);

  const auto plan = program.parse({"key", "show", "k.pem", "--server", "http://x"});

  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->note, "--server is not used: `pledgebook key show` works without a ledger");
}

TEST(Program, DescribesEveryCommandInEightyColumns) {
  Program program;
  define_all(program);

  for_each_command(program.root(), [&](const Command& command) {
    std::istringstream help(help_text(command, program.root()));
    for (std::string line; std::getline(help, line);) {
      EXPECT_LE(display_columns(line), kHelpColumns) << command.path() << ": " << line;
    }
  });
}

TEST(Program, GivesEveryCommandPurposeAndExamples) {
  Program program;
  define_all(program);

  for_each_command(program.root(), [](const Command& command) {
    EXPECT_FALSE(command.purpose().empty()) << command.path();
    EXPECT_FALSE(command.purpose().ends_with('.')) << command.path();
    if (!command.children().empty()) return;
    EXPECT_TRUE(command.run()) << command.path();
    EXPECT_GE(command.examples().size(), 2U) << command.path();
  });
}

// An example with a wrong command line would be worse than none.
TEST(Program, UnderstandsItsOwnExamples) {
  Program program;
  define_all(program);
  std::vector<std::string> lines;
  for_each_command(program.root(), [&](const Command& command) {
    for (const Example& example : command.examples()) {
      if (example.line.starts_with("pledgebook ")) lines.push_back(example.line);
    }
  });

  for (const std::string& line : lines) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    bool ended = false;
    for (const char c : line + " ") {
      if (!quoted && (c == '|' || c == '<' || c == '>')) ended = true;
      if (c == '"') quoted = !quoted;
      if (c == '"' || ended) continue;
      if (c != ' ' || quoted) {
        word += c;
      } else if (!word.empty()) {
        words.push_back(std::exchange(word, {}));
      }
    }
    words.erase(words.begin());
    EXPECT_EQ(mistake(words), "understood") << line;
  }
}

TEST(Program, OffersNearWordsOnly) {
  const std::vector<std::string> words{"commitments", "completion", "status"};

  EXPECT_EQ(ledger::nearest("stats", words), "status");
  EXPECT_EQ(ledger::nearest("comm", words), "commitments");
  EXPECT_EQ(ledger::nearest("zzzzzz", words), "");
  EXPECT_EQ(ledger::nearest("", words), "");
}

TEST(Completion, NamesEveryCommandAndOption) {
  Program program;
  define_all(program);

  const std::string script = bash_completion(program.root());

  for_each_command(program.root(), [&](const Command& command) {
    const std::string blank = command.path().empty() ? "" : " ";
    EXPECT_THAT(script, HasSubstr("['pledgebook" + blank + command.path() + "']='"));
    for (const OptionInfo& option : command.options()) {
      if (option.is_positional()) continue;
      EXPECT_THAT(script, HasSubstr(option.each_name().back()));
    }
  });
  EXPECT_THAT(script, HasSubstr("['pledgebook commitments --axis']='recorded|stated'"));
}

// A script names each command, and each option by its long name without dashes, as fish has it.
TEST(Completion, NamesEveryCommandAndOptionForEachShell) {
  Program program;
  define_all(program);
  for (const auto& script : {zsh_completion(program.root()), fish_completion(program.root())}) {
    for_each_command(program.root(), [&](const Command& command) {
      EXPECT_THAT(script, HasSubstr(command.path()));
      for (const OptionInfo& option : command.options()) {
        if (option.is_positional()) continue;
        EXPECT_THAT(script, HasSubstr(option.each_name().back().substr(2)));
      }
    });
  }
}

TEST(ManPage, HasAPageForEachCommand) {
  Program program;
  define_all(program);
  std::set<std::string> files;
  for (const ManPage& page : man_pages(program.root())) {
    EXPECT_TRUE(files.insert(page.file).second) << page.file;
    EXPECT_THAT(page.text, StartsWith(".TH PLEDGEBOOK"));
  }
  std::size_t commands = 0;
  for_each_command(program.root(), [&](const Command&) { ++commands; });
  EXPECT_EQ(files.size(), commands);
  EXPECT_TRUE(files.contains("pledgebook-pledge-submit.1"));
}

TEST(ManPage, NamesEveryCommandOnce) {
  Program program;
  define_all(program);

  const std::string page = man_page(program.root());

  for_each_command(program.root(), [&](const Command& command) {
    if (!command.children().empty()) return;
    std::string heading;
    for (const char c : command.path())
      heading += c == '-' ? std::string("\\-") : std::string(1, c);
    const std::size_t first = page.find(".SS " + heading + "\n");
    ASSERT_NE(first, std::string::npos) << command.path();
    EXPECT_EQ(page.find(".SS " + heading + "\n", first + 1), std::string::npos);
  });
}

TEST(Help, WrapsBetweenWords) {
  EXPECT_EQ(wrapped("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrapped("overlong", 3), std::vector<std::string>{"overlong"});
  EXPECT_TRUE(wrapped("", 3).empty());
}

TEST(Help, WrapsCommandsOutsideQuotesOnly) {
  EXPECT_EQ(wrapped_command("one --two \"three four\" five", 16),
            (std::vector<std::string>{"one --two \\", "    \"three four\" \\", "    five"}));
  EXPECT_EQ(wrapped_command("one two", 7), std::vector<std::string>{"one two"});
}

}  // namespace
}  // namespace pledgebook::cli

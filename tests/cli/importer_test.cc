// SPDX-License-Identifier: Apache-2.0
// Imports into a real ledger in a directory of its own.
#include "cli/import/importer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli/book/directory_book.h"
#include "cli/import/import_check.h"
#include "cli/import/refused_file.h"
#include "cli/serve/new_ledger.h"
#include "cli/statement/statement_maker.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::cli {
namespace {

constexpr std::string_view kAt = "2022-06-01T00:00:00Z";

std::string line(std::string_view kind, std::string_view stream, std::string_view body,
                 std::string_view at = kAt) {
  return R"({"kind":")" + std::string(kind) + R"(","stream":")" + std::string(stream) +
         R"(","at":")" + std::string(at) + R"(","body":)" + std::string(body) + "}\n";
}
std::string party(std::string_view id) {
  return line("party.registered", "party/" + std::string(id),
              R"({"name":"N","sector":"other","roles":["member"]})");
}
std::string pledge(std::string_view id, std::string_view member) {
  return line("pledge.submitted", "pledge/" + std::string(id),
              R"({"on_behalf_of":")" + std::string(member) +
                  R"(","source":"s","title":"t","type":"policy","focus_area":"access",)" +
                  R"("scope":"global","start":"2022-01-01","public":true})");
}
std::string published(std::string_view id) {
  return line("pledge.published", "pledge/" + std::string(id), "{}");
}
std::string report(std::string_view id, std::string_view from, std::string_view to,
                   std::string_view at = kAt) {
  return line("report.submitted", "pledge/" + std::string(id),
              R"({"on_behalf_of":"m","source":"s","stage":"in-progress","period":{"from":")" +
                  std::string(from) + R"(","to":")" + std::string(to) + R"("}})",
              at);
}

class Imports : public testing::Test {
 protected:
  Imports() {
    NewLedger wanted;
    wanted.directory = path("ledger");
    wanted.origin = "example.org/imports";
    wanted.title = "Imports";
    wanted.operator_name = "Operator";
    wanted.keys_directory = path("keys");
    wanted.is_plain = true;
    wanted.at = *ledger::parse_instant("2021-01-01T00:00:00Z");
    EXPECT_TRUE(make_ledger(wanted));
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (directory_.path() / name).string();
  }

  // The result: "accepted/repeated/line numbers refused", and the codes.
  std::string import(const std::string& text, ImportOptions options = {}) {
    std::ofstream(path("register.jsonl"), std::ios::binary) << text;
    auto book =
        DirectoryBook::open(path("ledger"), Purpose::write, DirectoryBook::ClockCheck::accept);
    EXPECT_TRUE(book);
    auto keys = read_keys(
        **book, {path("keys/registrar/registrar.pem"), path("keys/reviewer/reviewer.pem")}, {});
    EXPECT_TRUE(keys);
    auto source = ImportSource::open(path("register.jsonl"));
    EXPECT_TRUE(source);
    refusals_.clear();
    options.on_refused = [this](const SourceLine& refused, const ledger::Refusal& refusal,
                                std::optional<std::uint64_t> depends_on) {
      refusals_.push_back(std::to_string(refused.number) + " " + refusal.code);
      if (depends_on) refusals_.back() += " after " + std::to_string(*depends_on);
      return Outcome<void>();
    };
    summary_ = {};
    const auto done = judge(**book, *keys, *source, options, summary_);
    if (!done) return done.error().sentence;
    std::string text_of =
        std::to_string(summary_.accepted) + "/" + std::to_string(summary_.repeated) + "/";
    for (const auto number : summary_.refused) text_of += std::to_string(number) + " ";
    return text_of;
  }

  support::TemporaryDirectory directory_;
  std::vector<std::string> refusals_;
  ImportSummary summary_;
  decltype(&import_lines) judge = &import_lines;
};

using Refusals = std::vector<std::string>;

TEST_F(Imports, AcceptEachLineOnce) {
  const std::string text = party("m") + pledge("p", "m") + published("p");

  EXPECT_EQ(import(text), "3/0/");
  EXPECT_EQ(import(text), "0/3/");
  EXPECT_EQ(import(text + report("p", "2022-01-01", "2022-02-01")), "1/3/");
  EXPECT_TRUE(summary_.complete);
  EXPECT_EQ(summary_.kinds.at("pledge.submitted"), 1U);
}

TEST_F(Imports, RefuseALineAloneAndThenWhatDependsOnIt) {
  EXPECT_EQ(import("nonsense\n" + party("m") + pledge("p", "nobody") + published("p") +
                   pledge("q", "m") + "\n" + published("q")),
            "3/0/1 3 4 ");
  EXPECT_EQ(refusals_, (Refusals{"1 not_json", "3 party_unknown", "4 pledge_unknown after 3"}));
}

// The corrected line must come before the report that was taken, and `at` never decreases.
TEST_F(Imports, HoldBackWhatComesAfterARefusedLineOfItsStream) {
  const std::string wrong = report("p", "2022-01-01", "2021-01-01", "2022-07-01T00:00:00Z");
  const std::string right = report("p", "2022-01-01", "2022-06-30", "2022-07-01T00:00:00Z");
  const std::string later = report("p", "2022-07-01", "2022-12-31", "2023-01-01T00:00:00Z");
  const std::string before = party("m") + pledge("p", "m") + published("p");

  EXPECT_EQ(import(before + wrong + later + pledge("q", "m"), {.hold = true}), "4/0/4 5 ");
  EXPECT_EQ(refusals_.back(), "5 held_back after 4");
  EXPECT_EQ(import(before + right + later + pledge("q", "m"), {.hold = true}), "2/4/");
}

TEST_F(Imports, CheckAWholeFileAndWriteNothing) {
  const std::string text = party("m") + pledge("p", "m") + published("p") + pledge("r", "nobody") +
                           report("p", "2022-01-01", "2022-02-01");
  judge = &check_lines;

  EXPECT_EQ(import(text), "4/0/4 ");
  EXPECT_EQ(import(text), "4/0/4 ");
  judge = &import_lines;
  EXPECT_EQ(import(text), "4/0/4 ");
  judge = &check_lines;
  EXPECT_EQ(import(text), "0/4/4 ");
}

TEST_F(Imports, NameTheFormatOfAFileThatHasNoLinesOfJson) {
  const auto said = [&](std::string_view bytes) {
    std::ofstream(path("foreign"), std::ios::binary) << bytes;
    auto source = ImportSource::open(path("foreign"));
    const auto format = source->check_format();
    return format ? std::string() : format.error().sentence.substr(path("foreign").size() + 1);
  };
  using namespace std::string_view_literals;

  EXPECT_EQ(said("\x1F\x8B\x08"sv), "is compressed: unpack it with gunzip first");
  EXPECT_TRUE(said("\xFF\xFE{\0"sv).starts_with("is UTF-16"));
  EXPECT_TRUE(said("{\0\"\0"sv).starts_with("is UTF-16"));
  EXPECT_TRUE(said("PK\x03\x04"sv).starts_with("is a spreadsheet"));
  EXPECT_TRUE(said("[{\"kind\":1}]"sv).starts_with("is one JSON array"));
  EXPECT_TRUE(said("id;name;amount\n1;x;2\n"sv).starts_with("looks like CSV"));
  EXPECT_EQ(said("\xEF\xBB\xBF\n {\"kind\":1}\n"sv), "");
  EXPECT_EQ(said(""sv), "");
}

TEST(RefusedFiles, FollowNoLinkAndEmptyNoOtherFile) {
  const support::TemporaryDirectory directory;
  const auto path = [&](const char* name) { return (directory.path() / name).string(); };
  std::ofstream(path("victim")) << "precious";
  std::filesystem::create_symlink(path("victim"), path("in.refused.jsonl"));

  EXPECT_FALSE(RefusedFile::create(path("in.refused.jsonl")));
  EXPECT_FALSE(RefusedFile::create(path("victim")));
  EXPECT_EQ(std::filesystem::file_size(path("victim")), 8U);
  std::ofstream(path("old.refused.jsonl")) << R"({"line":1,"code":"not_json"})" << "\n";
  auto again = RefusedFile::create(path("old.refused.jsonl"));
  ASSERT_TRUE(again) << again.error().sentence;
  EXPECT_EQ(std::filesystem::file_size(path("old.refused.jsonl")), 0U);
}

TEST_F(Imports, AnswerAsIfOneLineCameAfterTheOther) {
  // Each is refused because a line that it needs comes later, however fast the lines are sent.
  std::string text;
  for (int i = 0; i < 50; ++i) {
    const std::string id = "x" + std::to_string(i);
    text += pledge("p" + id, id) + party(id) + pledge("q" + id, id);
  }

  EXPECT_EQ(import(text).substr(0, 6), "100/0/");
  EXPECT_EQ(summary_.refused.size(), 50U);
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(summary_.refused[i], 3 * i + 1);
}

// In the second run the stream has more statements, and each line still gets its first answer.
TEST_F(Imports, RefuseALineAgainForTheSameReasonAlthoughItsStreamWentOn) {
  const std::string text = party("m") + pledge("p", "m") + report("p", "2022-01-01", "2022-01-31") +
                           published("p") + report("p", "2022-02-01", "2022-02-28") +
                           report("p", "2022-02-15", "2022-03-31");
  EXPECT_EQ(import(text), "4/0/3 6 ");
  const Refusals first = refusals_;

  EXPECT_EQ(import(text), "0/4/3 6 ");

  EXPECT_EQ(refusals_, first);
  EXPECT_EQ(first, (Refusals{"3 state_not_allowed", "6 periods_overlap after 3"}));
}

TEST_F(Imports, GoOnFromAnyPointOfInterruption) {
  const std::vector<std::string> lines{party("m"),
                                       pledge("p", "m"),
                                       report("p", "2022-01-01", "2022-01-31"),
                                       published("p"),
                                       pledge("q", "m"),
                                       report("p", "2022-02-01", "2022-02-28"),
                                       published("q"),
                                       published("q"),
                                       report("q", "2022-01-01", "2022-01-31"),
                                       report("q", "2022-01-20", "2022-02-01")};
  std::string whole;
  for (const std::string& each : lines) whole += each;
  std::string part;
  for (const std::string& each : lines) {
    part += each;
    import(part);
  }

  EXPECT_EQ(import(whole), "0/7/3 8 10 ");
}

TEST_F(Imports, RecogniseNothingThatOnlyLooksAlike) {
  EXPECT_EQ(import(party("m") + pledge("p", "m")), "2/0/");

  EXPECT_EQ(import(line("pledge.submitted", "pledge/p",
                        R"({"on_behalf_of":"m","source":"s","title":"another","type":"policy",)"
                        R"("focus_area":"access","scope":"global","start":"2022-01-01",)"
                        R"("public":true})")),
            "0/0/1 ");
}

TEST_F(Imports, GoOnWithAStreamThatOthersBegan) {
  EXPECT_EQ(import(party("m") + pledge("p", "m") + published("p")), "3/0/");

  EXPECT_EQ(import(report("p", "2022-01-01", "2022-02-01")), "1/0/");
  EXPECT_EQ(import(report("p", "2022-01-01", "2022-02-01")), "0/1/");
}

TEST_F(Imports, StopAtTheFirstRefusalWhereTheyAreStrict) {
  ImportOptions strict;
  strict.strict = true;
  std::string text = party("m") + pledge("p", "nobody");
  for (int i = 0; i < 1'000; ++i) text += report("p", "2022-01-01", "2022-02-01");

  EXPECT_EQ(import(text, strict), "1/0/2 ");
  EXPECT_FALSE(summary_.complete);
}

TEST_F(Imports, BeginNothingOnceAskedToStop) {
  const std::atomic<bool> stop = true;
  ImportOptions options;
  options.stop = &stop;

  EXPECT_EQ(import(party("m"), options), "0/0/");
  EXPECT_FALSE(summary_.complete);
}

TEST_F(Imports, EndWhereRefusalsCannotBeWrittenDown) {
  std::ofstream(path("register.jsonl")) << "nonsense\n" + party("m");
  auto book =
      DirectoryBook::open(path("ledger"), Purpose::write, DirectoryBook::ClockCheck::accept);
  ASSERT_TRUE(book);
  auto keys = read_keys(**book, {path("keys/registrar/registrar.pem")}, {});
  ASSERT_TRUE(keys);
  auto source = ImportSource::open(path("register.jsonl"));
  ASSERT_TRUE(source);
  ImportOptions options;
  options.on_refused = [](const SourceLine&, const ledger::Refusal&,
                          std::optional<std::uint64_t>) -> Outcome<void> {
    return unavailable("the disk is full");
  };
  ImportSummary summary;

  const auto done = import_lines(**book, *keys, *source, options, summary);

  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().sentence, "the disk is full");
}

TEST_F(Imports, SayWhichKeyIsMissing) {
  EXPECT_EQ(import(line("report.reviewed", "pledge/p", "{}")), "0/0/1 ");
  EXPECT_EQ(refusals_, Refusals{"1 key_missing"});
}

// While a snapshot is held, each append needs new pages: the file had 2,990 bytes per record when
// the import held a snapshot for its whole run.
TEST_F(Imports, LeaveAFileOfTheSizeOfWhatIsInIt) {
  constexpr std::uint64_t kBytesARecord = 2'000;
  std::string text = party("m");
  for (int i = 0; i < 3'333; ++i) {
    const std::string id = "p" + std::to_string(i);
    text += pledge(id, "m") + published(id) + report(id, "2022-01-01", "2022-02-01");
  }

  EXPECT_EQ(import(text), "10000/0/");

  const auto store = open_store(path("ledger"));
  ASSERT_TRUE(store);
  EXPECT_LT((*store)->bytes(), kBytesARecord * ledger::number((*store)->size()));
}

}  // namespace
}  // namespace pledgebook::cli

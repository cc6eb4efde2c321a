// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_source.h"

#include <gtest/gtest.h>

#include <fstream>

#include "cli/import/refused_file.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::cli {
namespace {

class ImportSources : public testing::Test {
 protected:
  std::string write(std::string_view text) {
    const std::string path = (directory_.path() / "f.jsonl").string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  // "number:text" of each line; a line that is too long as "number:!bytes".
  static std::vector<std::string> lines_of(ImportSource& source) {
    std::vector<std::string> lines;
    while (true) {
      const auto line = source.next();
      if (!line || !*line) break;
      const std::string text =
          (*line)->too_long ? "!" + std::to_string((*line)->bytes) : (*line)->text;
      lines.push_back(std::to_string((*line)->number) + ":" + text);
    }
    return lines;
  }
  std::vector<std::string> lines(std::string_view text) {
    auto source = ImportSource::open(write(text));
    return source ? lines_of(*source) : std::vector<std::string>{source.error().sentence};
  }

  support::TemporaryDirectory directory_;
};

using Lines = std::vector<std::string>;

TEST_F(ImportSources, NumberLinesAndSkipBlankOnes) {
  EXPECT_EQ(lines(""), Lines{});
  EXPECT_EQ(lines("\n\n"), Lines{});
  EXPECT_EQ(lines("a"), Lines{"1:a"});
  EXPECT_EQ(lines("a\n"), Lines{"1:a"});
  EXPECT_EQ(lines("a\n\n \t\nb"), (Lines{"1:a", "4:b"}));
}

TEST_F(ImportSources, LeaveOutByteOrderMarkAndCarriageReturns) {
  EXPECT_EQ(lines("\xEF\xBB\xBF{}\r\n\r\nb\r\n"), (Lines{"1:{}", "3:b"}));
  EXPECT_EQ(lines("a\n\xEF\xBB\xBFz"), (Lines{"1:a", "2:\xEF\xBB\xBFz"}));
}

TEST_F(ImportSources, KeepNothingOfALineThatIsTooLong) {
  const std::string limit(kImportLineBytesMax, 'x');
  const std::string big(3 * kImportLineBytesMax + 17, 'y');

  EXPECT_EQ(lines(limit + "\nb"), (Lines{"1:" + limit, "2:b"}));
  EXPECT_EQ(lines(limit + "x\nb"), (Lines{"1:!" + std::to_string(kImportLineBytesMax + 1), "2:b"}));
  EXPECT_EQ(lines("a\n" + big + "\nb\n"),
            (Lines{"1:a", "2:!" + std::to_string(big.size()), "3:b"}));
  EXPECT_EQ(lines(big), Lines{"1:!" + std::to_string(big.size())});
}

TEST_F(ImportSources, CountTheirPosition) {
  auto source = ImportSource::open(write("ab\r\n\ncde"));
  ASSERT_TRUE(source);

  EXPECT_EQ(source->size(), 8U);
  ASSERT_TRUE(source->next());
  EXPECT_EQ(source->position(), 4U);
  ASSERT_TRUE(source->next());
  EXPECT_EQ(source->position(), 8U);
}

TEST_F(ImportSources, CanBeReadAgain) {
  auto source = ImportSource::open(write("a\nb\n"));
  ASSERT_TRUE(source);
  ASSERT_TRUE(source->make_rereadable());

  EXPECT_EQ(lines_of(*source), (Lines{"1:a", "2:b"}));
  ASSERT_TRUE(source->rewind());
  EXPECT_EQ(lines_of(*source), (Lines{"1:a", "2:b"}));
}

TEST_F(ImportSources, SayWhatCannotBeRead) {
  EXPECT_EQ(ImportSource::open((directory_.path() / "x").string()).error().status,
            ExitStatus::not_found);
  EXPECT_EQ(ImportSource::open(directory_.path().string()).error().status, ExitStatus::usage);
}

TEST(RefusedLine, HoldsReasonAndText) {
  const ledger::Refusal refusal{"code", "/body/x", "a rule", "this"};
  SourceLine line;
  line.number = 7;
  line.text = "{\"a\":\"é\"}";

  EXPECT_EQ(refused_line(line, refusal),
            R"({"line":7,"code":"code","pointer":"/body/x","rule":"a rule","accepted":"this",)"
            R"("text":"{\"a\":\"é\"}"})");
}

TEST(RefusedLine, LosesNoByteOfWhatIsNotText) {
  SourceLine line;
  line.number = 1;
  for (const char* text : {"\xFF", "a\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    line.text = text;
    EXPECT_NE(refused_line(line, {}).find("bytes_base64"), std::string::npos);
  }
  line.text = "\xF4\x8F\xBF\xBF";
  EXPECT_EQ(refused_line(line, {}).find("bytes_base64"), std::string::npos);
}

TEST(RefusedLine, SaysOnlyTheLengthOfALineThatIsTooLong) {
  SourceLine line;
  line.number = 1;
  line.bytes = 300'000;
  line.too_long = true;

  EXPECT_NE(refused_line(line, {}).find(R"("bytes":300000})"), std::string::npos);
}

TEST(RefusedFile, IsNamedAfterItsInput) {
  const support::TemporaryDirectory directory;
  const std::string here = directory.path().string();

  EXPECT_EQ(default_refused_place(here + "/a.jsonl").path, here + "/a.refused.jsonl");
  EXPECT_EQ(default_refused_place(here + "/a.txt").path, here + "/a.txt.refused.jsonl");
  EXPECT_EQ(default_refused_place("a.jsonl").path, "a.refused.jsonl");
  EXPECT_EQ(default_refused_place("-").path, "stdin.refused.jsonl");
}

TEST(RefusedFile, GoesElsewhereWhereItsInputIsReadOnly) {
  const support::TemporaryDirectory directory;
  const auto sealed = directory.path() / "sealed";
  std::filesystem::create_directory(sealed);
  std::filesystem::permissions(
      sealed, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);

  const RefusedPlace place = default_refused_place((sealed / "a.jsonl").string());

  EXPECT_TRUE(place.elsewhere);
  EXPECT_EQ(place.path, "a.refused.jsonl");
}

TEST(RefusedFile, IsGoneWhereNothingWasRefused) {
  const support::TemporaryDirectory directory;
  const std::string path = (directory.path() / "r.jsonl").string();
  auto empty = RefusedFile::create(path);
  ASSERT_TRUE(empty);
  const auto nothing = empty->close();
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(nothing->has_value());
  EXPECT_FALSE(std::filesystem::exists(path));

  auto filled = RefusedFile::create(path);
  ASSERT_TRUE(filled);
  ASSERT_TRUE(filled->add(SourceLine{}, {}, {}));
  const auto something = filled->close();
  ASSERT_TRUE(something);
  EXPECT_EQ(*something, path);
  EXPECT_TRUE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// null_fields.jsonl, an import whose amendments write null for what an activity does not have, as
// registers do: thirteen lines are taken, four are refused by name.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::Draft;
using support::LedgerBuilder;

struct Judged {
  LedgerBuilder ledger;
  std::map<int, std::string> refused;  // "code pointer" by line, from 1
  int lines = 0;
};

Draft draft_of(const boost::json::object& line) {
  const std::string kind(line.at("kind").as_string());
  const auto by = kind == "pledge.published" ? support::by_reviewer : support::by_registrar;
  return by(kind, std::string(line.at("stream").as_string()), line.at("body").as_object())
      .dated(std::string(line.at("at").as_string()));
}

void judge(Judged& judged) {
  judged.ledger.publish_profile("p2c");
  std::ifstream lines(PLEDGEBOOK_SOURCE_DIR "/tests/ledger/domain/null_fields.jsonl");
  for (std::string line; std::getline(lines, line);) {
    ++judged.lines;
    const auto sid = judged.ledger.submit(draft_of(support::object_of(line)));
    if (!sid) judged.refused[judged.lines] = sid.error().code + " " + sid.error().pointer;
  }
}

TEST(NullFields, AreTakenWhereTheyRemoveOrChangeNothingElse) {
  Judged judged;

  judge(judged);

  EXPECT_EQ(judged.lines, 17);
  EXPECT_EQ(judged.refused,
            (std::map<int, std::string>{{11, "change_without_effect /body/changes"},
                                        {14, "member_unknown /body/changes/no_such_field"},
                                        {15, "wrong_type /body/changes/countries"},
                                        {17, "change_without_effect /body/changes"}}));
}

TEST(NullFields, LeaveThePledgesAsTheOtherChangesSay) {
  Judged judged;

  judge(judged);

  EXPECT_EQ(judged.ledger.pledge("null-1").body.title, "Pledge one");
  EXPECT_EQ(judged.ledger.pledge("null-1").body.focus_area.text(), "adoption");
  EXPECT_TRUE(judged.ledger.pledge("null-2").body.secondary_focus_areas.empty());
  EXPECT_EQ(judged.ledger.pledge("null-3").body.value->amount, Decimal::parse("1500"));
  EXPECT_EQ(judged.ledger.pledge("null-3").body.end, parse_date("2026-12-31"));
  EXPECT_EQ(judged.ledger.pledge("null-3").body.title, "Pledge three");
}

}  // namespace
}  // namespace pledgebook::ledger

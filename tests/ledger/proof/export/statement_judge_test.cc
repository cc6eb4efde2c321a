// SPDX-License-Identifier: Apache-2.0
// How an export's statements are judged if the operator has admitted forbidden ones.
#include "ledger/proof/verify/statement_judge.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "ledger/log/record/record.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

std::shared_ptr<const ExaminedRecord> examined(const Record& record) {
  const std::string bytes = encode_record(record);
  return std::make_shared<const ExaminedRecord>(examine_record({record.index, bytes, {}}).value());
}

// A ledger with a member, and what a judge says of the draft as its next record.
std::optional<std::string> judged(const support::Draft& draft, StatementJudge::Extent extent) {
  support::LedgerBuilder builder = support::furnished_ledger();
  StatementJudge judge(extent, 1);
  for (const support::AcceptedStatement& each : builder.statements()) {
    const auto wrong =
        judge.take(examined({each.index, each.recorded_at, {}, each.signed_statement}));
    EXPECT_EQ(wrong, std::nullopt);
  }
  const Index next{builder.statements().size()};
  return judge.take(examined({next, builder.now(), {}, builder.sign(draft)}));
}

support::Draft submission() {
  return support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body());
}

TEST(StatementJudge, TakesWhatTheMemberSaidInThisLedger) {
  for (const auto extent : {StatementJudge::Extent::part, StatementJudge::Extent::whole})
    EXPECT_EQ(judged(submission(), extent), std::nullopt);
}

// A signed statement is invalid in any other ledger.
TEST(StatementJudge, FindsWhatWasSaidInAnotherLedger) {
  support::Draft draft = submission();
  draft.ledger = "trial.example/pledges#0123456789abcdef0123456789abcdef";

  for (const auto extent : {StatementJudge::Extent::part, StatementJudge::Extent::whole}) {
    const auto wrong = judged(draft, extent);
    ASSERT_TRUE(wrong.has_value());
    EXPECT_NE(wrong->find("another ledger"), std::string::npos) << *wrong;
  }
}

TEST(StatementJudge, FindsAPledgesTimeThatRunsAheadOfTheLedgers) {
  const support::Draft draft = submission().dated("2036-01-01T00:00:00Z");

  for (const auto extent : {StatementJudge::Extent::part, StatementJudge::Extent::whole})
    EXPECT_TRUE(judged(draft, extent).has_value());
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/statement_outline.h"

#include <gtest/gtest.h>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/statement_examples.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

void expect_outline_of(const std::string& payload) {
  const auto statement = decode_statement(payload);
  ASSERT_TRUE(statement) << payload;
  const auto seen = outline(payload);
  ASSERT_TRUE(seen) << payload;
  EXPECT_EQ(seen->kind, statement->kind());
  EXPECT_EQ(seen->stream, statement->stream.text());
  EXPECT_EQ(seen->at, to_text(statement->at));
  EXPECT_EQ(seen->body, canonical_json(support::object_of(payload).at("body")));
  std::string signers = "[";
  for (const auto& signer : statement->signers) {
    if (signers.size() > 1) signers += ',';
    signers += '"' + signer.text() + '"';
  }
  EXPECT_EQ(seen->signers, signers + "]");
}

TEST(StatementOutline, SaysWhatTheDecoderSays) {
  const support::LedgerBuilder ledger = support::small_ledger(3);

  for (const auto& accepted : ledger.statements()) {
    expect_outline_of(accepted.signed_statement.payload);
  }
}

TEST(StatementOutline, IsFoundInEveryKind) {
  for (const auto& example : support::statement_examples()) expect_outline_of(example.payload);
}

TEST(StatementOutline, IsNotMisledByTexts) {
  support::LedgerBuilder ledger;
  ledger.publish_profile("p2c");
  ledger.add_member("gha-gov");
  boost::json::object body = support::pledge_body();
  body["title"] = R"(","kind":"x.y","stream":"pledge/other","at":"2001-01-01T00:00:00Z)";
  support::Draft draft = support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", body);
  draft.members = support::object_of(
      R"({"anchor":{"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","size":3}})");
  const SignedStatement statement = ledger.sign(draft);

  expect_outline_of(statement.payload);
}

TEST(StatementOutline, FindsNothingInOtherBytes) {
  for (const char* bytes :
       {"", "{}", "[1]", R"({"kind":"a"})", R"("at":")", R"(,"kind":"a)", R"({"at":"x"})",
        R"({"at":"x","body":{},"kind":"k"})", R"({"anchor":{"root":"","size":1}})"}) {
    EXPECT_FALSE(outline(bytes)) << bytes;
  }
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Examining an invalid statement is cheap: signatures are verified only after all other checks.
#include "ledger/log/admission.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <string>

#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::LedgerBuilder;

constexpr std::string_view kOtherLedger = "other.example/pledges#00000000000000000000000000000000";

struct Examined {
  LedgerBuilder ledger;
  KeyRing ring;

  Examined() {
    ring.name_ledger(ledger.registry().governance().ledger);
    for (const char* name : {"registrar", "reviewer", "auditor", "auditor-2", "root"})
      ring.add(support::test_key_id(name), support::test_key(name).public_key());
  }
  // The statement with invalid signatures, so that it is refused if one is verified.
  [[nodiscard]] SignedStatement spoilt(const support::Draft& draft) {
    SignedStatement statement = ledger.sign(draft);
    for (auto& each : statement.signatures) each.signature.bytes[40] ^= std::byte{1};
    return statement;
  }
  [[nodiscard]] std::string code(const SignedStatement& statement) const {
    const auto candidate = examine(statement, ring);
    return candidate ? "" : candidate.error().code;
  }
};

support::Draft rules() {
  return support::by_registrar("rules.adopted", "governance", {{"rules", 2}});
}

TEST(Admission, LooksAtTheSignaturesOfWhatMayBeAdmitted) {
  Examined examined;

  EXPECT_EQ(examined.code(examined.ledger.sign(rules())), "");
  EXPECT_EQ(examined.code(examined.spoilt(rules())), "signature_invalid");
}

TEST(Admission, RefusesAnotherLedgersStatementBeforeItLooksAtSignatures) {
  Examined examined;
  support::Draft draft = rules();
  draft.ledger = kOtherLedger;

  EXPECT_EQ(examined.code(examined.spoilt(draft)), "ledger_wrong");
}

TEST(Admission, RefusesASecondBeginningBeforeItLooksAtSignatures) {
  Examined examined;
  support::Draft draft = support::ledger_created();
  draft.body["title"] = "Another ledger";

  EXPECT_EQ(examined.code(examined.spoilt(draft)), "ledger_exists");
}

TEST(Admission, KnowsTheStatementThatBeganTheLedger) {
  Examined examined;

  EXPECT_EQ(examined.code(examined.ledger.statements().front().signed_statement), "");
}

TEST(Admission, LooksAtNoSignatureWhileAKeyIsNotKnown) {
  Examined examined;
  SignedStatement statement = examined.spoilt(rules().signed_by({"registrar", "stranger"}));

  const auto candidate = examine(statement, examined.ring);

  ASSERT_TRUE(candidate) << candidate.error().code;
  EXPECT_FALSE(candidate->verified);
}

TEST(Admission, TakesTheFirstStatementOfALedgerThatHasNotBegun) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  const KeyRing ring;
  support::Draft early = rules();
  early.ledger = "example.org/x";

  EXPECT_TRUE(examine(ledger.sign(support::ledger_created()), ring));
  // An earlier statement of the same batch may be the beginning.
  EXPECT_TRUE(examine(ledger.sign(early), ring));
}

}  // namespace
}  // namespace pledgebook::ledger

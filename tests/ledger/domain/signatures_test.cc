// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/signatures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "crypto/base64.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::LedgerBuilder;
using support::public_key_text;
using support::test_key;
using support::test_key_id;

FindKey keys_named(const std::vector<std::string>& names) {
  std::map<KeyId, crypto::PublicKey> keys;
  for (const std::string& name : names)
    keys.emplace(test_key_id(name), test_key(name).public_key());
  return [keys](const KeyId& id) -> std::optional<crypto::PublicKey> {
    const auto found = keys.find(id);
    if (found == keys.end()) return std::nullopt;
    return found->second;
  };
}

SignedStatement signed_by(const std::vector<std::string>& keys) {
  LedgerBuilder ledger;
  return ledger.sign(
      support::by_registrar("rules.adopted", "governance", {{"rules", 2}}).signed_by(keys));
}

Statement statement_of(const SignedStatement& signed_statement) {
  return *decode_statement(signed_statement.payload);
}

void spoil(SignedStatement& statement, std::size_t signature) {
  auto& byte = statement.signatures.at(signature).signature.bytes[40];
  byte ^= std::byte{1};
}

TEST(Signatures, Verify) {
  const SignedStatement statement = signed_by({"a", "b"});

  EXPECT_TRUE(check_signatures(statement_of(statement), statement, keys_named({"a", "b"})));
  EXPECT_EQ(try_signatures(statement_of(statement), statement, keys_named({"a", "b"})),
            SignatureCheck::verified);
}

TEST(Signatures, AreRefusedWhereOneDoesNotVerify) {
  for (const std::size_t bad : {0U, 1U}) {
    SignedStatement statement = signed_by({"a", "b"});
    spoil(statement, bad);

    const auto verdict =
        check_signatures(statement_of(statement), statement, keys_named({"a", "b"}));

    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().code, "signature_invalid");
    EXPECT_EQ(verdict.error().pointer, "/signatures/" + std::to_string(bad) + "/sig");
    EXPECT_EQ(try_signatures(statement_of(statement), statement, keys_named({"a", "b"})).error(),
              verdict.error());
  }
}

TEST(Signatures, AreRefusedOverOtherBytes) {
  SignedStatement statement = signed_by({"a"});
  const Statement decoded = statement_of(statement);
  statement.payload += ' ';

  EXPECT_EQ(check_signatures(decoded, statement, keys_named({"a"})).error().code,
            "signature_invalid");
}

TEST(Signatures, OfAnotherKeyAreRefused) {
  SignedStatement statement = signed_by({"a"});
  statement.signatures[0].key = test_key_id("b");

  EXPECT_EQ(
      check_signatures(statement_of(statement), statement, keys_named({"a", "b"})).error().code,
      "signature_invalid");
}

TEST(Signatures, ByAnUnknownKeyWaitOrAreRefused) {
  const SignedStatement statement = signed_by({"a"});

  EXPECT_EQ(try_signatures(statement_of(statement), statement, keys_named({})),
            SignatureCheck::key_not_known_yet);
  const auto verdict = check_signatures(statement_of(statement), statement, keys_named({}));
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, "key_unknown");
  EXPECT_EQ(verdict.error().pointer, "/signatures/0/keyid");
}

TEST(Signatures, AreNotLookedAtBeforeEveryKeyIsKnown) {
  SignedStatement statement = signed_by({"a", "b"});
  const std::string known = statement.signatures[1].key == test_key_id("a") ? "a" : "b";
  spoil(statement, 1);

  EXPECT_EQ(try_signatures(statement_of(statement), statement, keys_named({known})),
            SignatureCheck::key_not_known_yet);
  EXPECT_EQ(check_signatures(statement_of(statement), statement, keys_named({known})).error().code,
            "key_unknown");
}

TEST(Signatures, FindTheKeyThatKeyAddedBrings) {
  LedgerBuilder ledger;
  const SignedStatement statement =
      ledger.sign(support::by_registrar("key.added", "keys/gha-gov",
                                        {{"public_key", public_key_text("new")}, {"label", "new"}})
                      .signed_by({"registrar", "new"}));

  EXPECT_TRUE(check_signatures(statement_of(statement), statement, keys_named({"registrar"})));
  EXPECT_EQ(check_signatures(statement_of(statement), statement, keys_named({})).error().code,
            "key_unknown");
}

// 32 bytes that encode the neutral element, in whose name anybody could sign.
TEST(Signatures, AreRefusedByAKeyThatIsNoPointToSignWith) {
  LedgerBuilder ledger;
  PublicKeyBytes neutral;
  neutral.bytes[0] = std::byte{1};
  SignedStatement statement = ledger.sign(
      support::by_registrar("key.added", "keys/gha-gov",
                            {{"public_key", crypto::to_base64(neutral.bytes)}, {"label", "new"}}));
  statement.signatures.push_back({key_id(neutral), {}});
  std::ranges::sort(statement.signatures, {}, &KeySignature::key);

  for (const auto& refusal :
       {check_signatures(statement_of(statement), statement, keys_named({"registrar"})).error(),
        try_signatures(statement_of(statement), statement, keys_named({"registrar"})).error()}) {
    EXPECT_EQ(refusal.code, "key_invalid");
    EXPECT_TRUE(refusal.pointer.ends_with("/keyid")) << refusal.pointer;
  }
}

TEST(Signatures, FindTheKeysThatLedgerCreatedBrings) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  const SignedStatement statement = ledger.sign(support::ledger_created());

  EXPECT_TRUE(check_signatures(statement_of(statement), statement, keys_named({})));
  EXPECT_EQ(embedded_keys(statement_of(statement)).size(), 7U);
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Which of the given keys sign a statement; and the log's own key.
#include <gtest/gtest.h>

#include "cli/statement/choose_keys.h"
#include "ledger/domain/json/statement.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::cli {
namespace {

using ledger::Role;

class ChosenKeys : public testing::Test {
 protected:
  ChosenKeys() {
    add("registrar", "bdt", {Role::registrar});
    add("reviewer", "bdt", {Role::reviewer});
    add("auditor", "bdt", {Role::auditor});
    add("auditor-2", "bdt", {Role::auditor});
    add("gha", "gha-gov", {Role::member});
    add("acme", "acme", {Role::member});
    for (const char* name : {"root-1", "root-2", "root-3"}) add_root(name);
    add("old", "acme", {Role::member}).holder->active = false;
    add("new", "", {}).holder.reset();
  }

  KeyInHand& add(std::string_view name, std::string_view party, std::vector<Role> roles) {
    auto key = support::test_key(name);
    const ledger::KeyId id{key.public_key().id()};
    const auto holder = ledger::PartyId::parse(party).value_or(ledger::PartyId());
    return all_.emplace_back(KeyInHand{std::string(name), std::move(key), id,
                                       KeyHolder{.party = holder, .roles = std::move(roles)}});
  }

  void add_root(std::string_view name) {
    KeyHolder& holder = *add(name, "bdt", {}).holder;
    holder.root = true;
    holder.root_quorum = 2;
  }

  static Draft draft(std::string_view kind, std::string_view stream,
                     boost::json::object body = {}) {
    return {.kind = std::string(kind),
            .stream = *ledger::StreamId::parse(stream),
            .at = {},
            .body = std::move(body),
            .signers = {}};
  }

  // The chosen keys, "a b: parties"; or a refusal's code.
  std::string chosen(const Draft& draft, const std::vector<std::string>& names) {
    std::vector<KeyInHand> hand;
    for (const std::string& name : names) {
      for (const KeyInHand& key : all_) {
        if (key.path != name) continue;
        hand.push_back(
            {key.path, crypto::SecretKey::from_seed(key.key.seed()), key.id, key.holder});
      }
    }
    const auto signing = choose_keys(draft, hand);
    if (!signing) return signing.error().code;
    std::string text;
    for (const KeyInHand* key : signing->keys) text += key->path + " ";
    text += "for";
    for (const auto& signer : signing->signers) text += " " + signer.text();
    for (const auto& signer : signing->missing) text += " without " + signer.text();
    if (signing->lacks_new_key) text += " lacking the new key";
    if (signing->root_keys_missing > 0)
      text += " lacking " + std::to_string(signing->root_keys_missing) + " root keys";
    return text;
  }

  std::vector<KeyInHand> all_;
};

TEST_F(ChosenKeys, FollowTheRolesThatAKindAsksFor) {
  const std::vector<std::string> officers{"auditor", "reviewer", "registrar"};

  EXPECT_EQ(chosen(draft("list.published", "governance"), officers), "registrar for bdt");
  EXPECT_EQ(chosen(draft("pledge.published", "pledge/p"), officers), "reviewer for bdt");
  EXPECT_EQ(chosen(draft("report.reviewed", "pledge/p"), officers), "auditor for bdt");
  EXPECT_EQ(chosen(draft("pledge.published", "pledge/p"), {"registrar"}), "key_missing");
}

TEST_F(ChosenKeys, AreARegistrarsOnBehalfAndElseTheMembers) {
  const std::vector<std::string> both{"gha", "registrar"};
  const boost::json::object behalf{{"on_behalf_of", "acme"}};

  EXPECT_EQ(chosen(draft("pledge.submitted", "pledge/p", behalf), both), "registrar for bdt");
  EXPECT_EQ(chosen(draft("pledge.submitted", "pledge/p"), both), "gha for gha-gov");
  EXPECT_EQ(chosen(draft("report.submitted", "pledge/p"), both), "gha for gha-gov");
  EXPECT_EQ(chosen(draft("report.submitted", "pledge/p"), {"registrar"}), "key_missing");
}

TEST_F(ChosenKeys, OfSeveralMembersSignAJointPledgeTogether) {
  const std::vector<std::string> two{"gha", "acme"};

  EXPECT_EQ(chosen(draft("pledge.submitted", "pledge/p"), two), "acme gha for acme gha-gov");
  EXPECT_EQ(chosen(draft("report.submitted", "pledge/p"), two), "key_ambiguous");
}

TEST_F(ChosenKeys, AreThoseOfTheSignersThatALineNames) {
  Draft report = draft("report.submitted", "pledge/p");
  report.signers = {*ledger::PartyId::parse("acme")};

  EXPECT_EQ(chosen(report, {"gha", "acme"}), "acme for acme");
  EXPECT_EQ(chosen(report, {"gha"}), "for acme without acme");
}

TEST_F(ChosenKeys, AreTwoOfAuditorsToReverse) {
  EXPECT_EQ(chosen(draft("fulfilment.reversed", "pledge/p"), {"auditor", "auditor-2"}),
            "auditor auditor-2 for bdt");
  EXPECT_EQ(chosen(draft("fulfilment.reversed", "pledge/p"), {"auditor"}), "key_missing");
}

TEST_F(ChosenKeys, NeverIncludeRevokedOnes) {
  EXPECT_EQ(chosen(draft("pledge.submitted", "pledge/p"), {"old"}), "key_missing");
}

TEST_F(ChosenKeys, AreRootKeysOnlyWhereTheKindTakesThem) {
  const std::vector<std::string> all{"registrar", "root-1", "root-2", "root-3"};

  EXPECT_EQ(chosen(draft("list.published", "governance"), {"root-1"}), "key_missing");
  EXPECT_EQ(chosen(draft("rules.adopted", "governance"), {"registrar"}), "key_missing");
  EXPECT_EQ(chosen(draft("rules.adopted", "governance"), all), "root-1 root-2 for bdt");
  EXPECT_EQ(chosen(draft("key.revoked", "governance"), all), "root-1 root-2 for bdt");
  EXPECT_EQ(chosen(draft("party.suspended", "party/acme"), all), "root-1 root-2 for bdt");
  EXPECT_EQ(chosen(draft("party.updated", "party/acme"), all), "registrar root-1 root-2 for bdt");
  EXPECT_EQ(chosen(draft("party.updated", "party/acme"), {"registrar"}), "registrar for bdt");
}

TEST_F(ChosenKeys, SayHowManyRootKeysAreMissing) {
  EXPECT_EQ(chosen(draft("rules.adopted", "governance"), {"root-3"}),
            "root-3 for bdt lacking 1 root keys");
}

TEST_F(ChosenKeys, OfKeyAddedAreTheAddersAndTheNewOne) {
  const auto added = support::public_key_text("new");
  const boost::json::object body{{"public_key", added}};

  EXPECT_EQ(chosen(draft("key.added", "keys/gha-gov", body), {"registrar", "new"}),
            "registrar new for bdt");
  EXPECT_EQ(chosen(draft("key.added", "keys/gha-gov", body), {"registrar", "gha", "new"}),
            "gha new for gha-gov");
  EXPECT_EQ(chosen(draft("key.added", "keys/gha-gov", body), {"registrar"}),
            "registrar for bdt lacking the new key");
}

TEST_F(ChosenKeys, OfAnOfficersKeyAreTheRootKeysAndAKeyOfTheParty) {
  const auto added = support::public_key_text("new");
  const boost::json::object body{{"public_key", added}, {"roles", {"auditor"}}};

  EXPECT_EQ(chosen(draft("key.added", "keys/bdt", body), {"root-1", "root-2", "registrar", "new"}),
            "root-1 root-2 new for bdt");
  EXPECT_EQ(chosen(draft("key.added", "keys/acme", body), {"root-1", "root-2", "acme", "new"}),
            "root-1 root-2 acme new for acme bdt");
  EXPECT_EQ(chosen(draft("key.added", "keys/bdt", body), {"root-1", "new"}),
            "root-1 new for bdt lacking 1 root keys");
}

TEST_F(ChosenKeys, OfKeyReplacedAreTheOneThatGoesAndTheOneThatComes) {
  const boost::json::object body{{"public_key", support::public_key_text("new")}};

  EXPECT_EQ(chosen(draft("key.replaced", "keys/gha-gov", body), {"gha", "new"}),
            "gha new for gha-gov");
  EXPECT_EQ(chosen(draft("key.replaced", "keys/bdt", body), {"root-1", "new"}),
            "root-1 new for bdt");
  EXPECT_EQ(chosen(draft("key.replaced", "keys/gha-gov", body), {"registrar", "new"}),
            "key_missing");
}

TEST_F(ChosenKeys, OfKeyRevokedAreNotTheRevokedOne) {
  const boost::json::object body{{"key", support::test_key_id("gha").hex()}};

  EXPECT_EQ(chosen(draft("key.revoked", "keys/gha-gov", body), {"gha", "registrar"}),
            "key_missing");
  EXPECT_EQ(chosen(draft("key.revoked", "governance", body), {"gha", "registrar"}),
            "registrar for bdt");
}

TEST_F(ChosenKeys, OfACorrectionAreARegistrarsAndAnAuditors) {
  const boost::json::object body{{"corrects", "…"}};

  EXPECT_EQ(chosen(draft("rates.published", "governance", body), {"registrar", "auditor"}),
            "registrar auditor for bdt");
  EXPECT_EQ(chosen(draft("rates.published", "governance", body), {"registrar"}), "key_missing");
}

}  // namespace
}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// Ids, digests and streams.
#include "ledger/domain/values/id.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

#include "ledger/domain/values/stream.h"

namespace pledgebook::ledger {
namespace {

TEST(Id, HasNoOtherCharacters) {
  const std::string allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = "a" + std::string(1, static_cast<char>(byte)) + "b";
    EXPECT_EQ(PledgeId::parse(text).has_value(),
              allowed.find(static_cast<char>(byte)) != std::string::npos)
        << byte;
  }
}

TEST(Id, HasOneToSixtyFourCharacters) {
  EXPECT_FALSE(PartyId::parse(""));
  EXPECT_TRUE(PartyId::parse("-"));
  EXPECT_TRUE(PartyId::parse(std::string(64, 'a')));
  EXPECT_FALSE(PartyId::parse(std::string(65, 'a')));
  EXPECT_EQ(PartyId::parse("gha-gov")->text(), "gha-gov");
}

TEST(Id, IsNotTheIdOfAnotherThing) {
  EXPECT_FALSE((std::is_convertible_v<PartyId, PledgeId>));
  EXPECT_FALSE((std::is_convertible_v<Sid, KeyId>));
  EXPECT_FALSE((std::is_convertible_v<std::string, PartyId>));
}

TEST(Digest, IsSixtyFourLowerCaseHexDigits) {
  const std::string hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  EXPECT_EQ(Sid::from_hex(hex)->hex(), hex);
  EXPECT_FALSE(Sid::from_hex(hex.substr(1)));
  EXPECT_FALSE(Sid::from_hex(hex + "0"));
  EXPECT_FALSE(Sid::from_hex("0123456789ABCDEF" + hex.substr(16)));
  EXPECT_FALSE(Sid::from_hex("g" + hex.substr(1)));
}

TEST(StreamId, RoundTripsEverySort) {
  for (const char* text : {"governance", "party/gha-gov", "keys/gha-gov", "pledge/2026-0017"}) {
    const auto stream = StreamId::parse(text);
    ASSERT_TRUE(stream) << text;
    EXPECT_EQ(stream->text(), text);
  }
}

TEST(StreamId, KnowsItsSubject) {
  EXPECT_EQ(StreamId::parse("party/a")->party_id(), PartyId::parse("a"));
  EXPECT_EQ(StreamId::parse("keys/a")->party_id(), PartyId::parse("a"));
  EXPECT_EQ(StreamId::parse("pledge/a")->pledge_id(), PledgeId::parse("a"));
  EXPECT_EQ(StreamId::parse("pledge/a")->party_id(), std::nullopt);
  EXPECT_EQ(StreamId::parse("party/a")->pledge_id(), std::nullopt);
  EXPECT_EQ(StreamId::governance().party_id(), std::nullopt);
  EXPECT_NE(StreamId::party(*PartyId::parse("a")), StreamId::keys(*PartyId::parse("a")));
}

// The index streams too: `by/`, `of/` and `area/` are found, never written.
TEST(StreamId, RefusesAnyOtherText) {
  for (const char* text : {"", "governance/", "governance/a", "Governance", "pledge", "pledge/",
                           "pledge//a", "pledge/a/b", "pledge/A", " pledge/a", "pledge/a ",
                           "pledges/a", "by/a", "of/a", "area/a", "party/", "keys/", "keys/é"}) {
    EXPECT_FALSE(StreamId::parse(text)) << text;
  }
  EXPECT_FALSE(StreamId::parse("pledge/" + std::string(65, 'a')));
}

}  // namespace
}  // namespace pledgebook::ledger

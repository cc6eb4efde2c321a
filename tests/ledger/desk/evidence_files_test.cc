// SPDX-License-Identifier: Apache-2.0
// Files of evidence: they arrive in parts, go on after a cut and a restart, and are kept only under
// their own SHA-256.
#include "ledger/desk/evidence_files.h"

#include <gtest/gtest.h>

#include <string>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::TemporaryDirectory;
using support::value_of;
using Outcome = EvidenceFiles::Outcome;

EvidenceFiles::Named named(const std::string& bytes, std::string_view party = "ministry") {
  return {.sha256 = EvidenceHash{crypto::sha256(crypto::as_bytes(bytes))},
          .size = bytes.size(),
          .party = *PartyId::parse(party)};
}

TEST(EvidenceFiles, GoOnWhereTheyWereCut) {
  const TemporaryDirectory directory;
  const std::string bytes = std::string(100'000, 'a') + "end";
  const auto file = named(bytes);
  {
    const auto files = value_of(EvidenceFiles::open(directory.path()));
    const auto added = value_of(files->add(file, 0, std::string_view(bytes).substr(0, 60'000)));
    EXPECT_EQ(added.outcome, Outcome::part);
    EXPECT_EQ(added.received, 60'000U);
  }
  const auto files = value_of(EvidenceFiles::open(directory.path()));
  EXPECT_EQ(value_of(files->received(file.sha256)), 60'000U);
  EXPECT_FALSE(files->has(file.sha256));
  EXPECT_FALSE(files->read(file.sha256, 0, 10));
  // A part that was already there, and one that leaves a hole.
  for (const std::uint64_t from : {0U, 59'999U, 60'001U}) {
    const auto added = value_of(files->add(file, from, "x"));
    EXPECT_EQ(added.outcome, Outcome::out_of_place);
    EXPECT_EQ(added.received, 60'000U);
  }
  EXPECT_EQ(value_of(files->add(file, 60'000, std::string_view(bytes).substr(60'000))).outcome,
            Outcome::whole);
  EXPECT_TRUE(files->has(file.sha256));
  EXPECT_EQ(value_of(files->read(file.sha256, 99'999, 100)), "aend");
  EXPECT_EQ(value_of(files->read(file.sha256, 100'003, 100)), "");
  EXPECT_TRUE(value_of(EvidenceFiles::open(directory.path()))->has(file.sha256));
}

TEST(EvidenceFiles, RefuseOtherBytes) {
  const TemporaryDirectory directory;
  const auto files = value_of(EvidenceFiles::open(directory.path()));
  const auto file = named("what was signed");
  EXPECT_EQ(value_of(files->add(file, 0, "what was SIGNED")).outcome, Outcome::wrong_bytes);
  EXPECT_EQ(value_of(files->received(file.sha256)), 0U);
  EXPECT_EQ(value_of(files->add(file, 0, "what was signed")).outcome, Outcome::whole);
  // A second upload, of whatever bytes, changes nothing.
  EXPECT_EQ(value_of(files->add(file, 0, "another thing!!")).outcome, Outcome::whole);
  EXPECT_EQ(value_of(files->read(file.sha256, 0, 100)), "what was signed");
}

TEST(EvidenceFiles, HaveLimits) {
  const TemporaryDirectory directory;
  const auto files = value_of(EvidenceFiles::open(directory.path()));
  auto file = named("abc");
  EXPECT_EQ(value_of(files->add(file, 0, "abcd")).outcome, Outcome::too_large);
  file.size = kEvidenceBytesMax + 1;
  EXPECT_EQ(value_of(files->add(file, 0, "abc")).outcome, Outcome::too_large);
  for (std::size_t i = 0; i < kUploadsMax; ++i) {
    auto begun = named(std::to_string(i));
    begun.size = 100;
    ASSERT_EQ(value_of(files->add(begun, 0, "x")).outcome, Outcome::part);
  }
  EXPECT_EQ(value_of(files->add(named("one more"), 0, "one")).outcome, Outcome::too_many);
  auto begun = named("5");
  begun.size = 100;
  EXPECT_EQ(value_of(files->add(begun, 1, "y")).outcome, Outcome::part);
}

TEST(EvidenceFiles, CountForTheirParty) {
  const TemporaryDirectory directory;
  constexpr std::uint64_t kBytes = kEvidenceBytesMax;
  {
    const auto files = value_of(EvidenceFiles::open(directory.path()));
    for (std::uint64_t i = 0; i < kPartyEvidenceBytesMax / kBytes; ++i) {
      const std::string bytes = std::string(kBytes - 2, 'z') + std::to_string(10 + i);
      ASSERT_EQ(value_of(files->add(named(bytes), 0, bytes)).outcome, Outcome::whole);
    }
  }
  const auto files = value_of(EvidenceFiles::open(directory.path()));
  const std::string bytes(kBytes, 'y');
  EXPECT_EQ(value_of(files->add(named(bytes), 0, bytes)).outcome, Outcome::too_large);
  EXPECT_EQ(value_of(files->add(named(bytes, "another"), 0, bytes)).outcome, Outcome::whole);
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// A log that was replaced by an older copy, or that runs twice: its witnesses know, and their
// answers show it.
#include <gtest/gtest.h>

#include <filesystem>

#include "crypto/merkle.h"
#include "ledger/proof/witness_request.h"
#include "tests/ledger/proof/proof_vectors.h"
#include "tests/ledger/proof/witnessed_ledger.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::value_of;

// A claim alone stops no log that has a quorum.
TEST(WitnessHistory, IsNotStoppedByAWitnessThatClaimsToHaveSeenMore) {
  WitnessedLedger log;
  std::ignore = log.published();
  log.grow();
  log.hall().conduct(
      "w1",
      [](Witness& witness, const WitnessCall& call) -> std::expected<WitnessResponse, std::string> {
        if (call.method == WitnessCall::Method::get) return WitnessHall::good()(witness, call);
        return WitnessResponse{409, encode_witness_size(Size{1'000'000})};
      });
  EXPECT_GT(log.published(), Size{0});

  log.grow();
  log.hall().close("w2");
  const std::string why = log.refused();
  EXPECT_TRUE(contains(why, "has seen 1000000 records")) << why;
  EXPECT_EQ(log.evidence(), 0);
}

// The whole directory is an old copy: it can't know that, but its witnesses do.
TEST(WitnessHistory, RefusesToSignForACopyThatIsBehindItsWitnesses) {
  WitnessedLedger log(3);
  support::TemporaryDirectory place;
  std::ignore = log.published();
  WitnessHall& hall = log.hall();
  const fs::path copy = place.path() / "copy";
  fs::copy(log.ledger().store->directory(), copy, fs::copy_options::recursive);
  log.grow();
  const Size newest = log.published();
  for (const char* down : {"w1", "w2"}) hall.close(down);  // the third is enough to know

  const auto store = support::open_store(copy);
  const auto sequencer = support::start_sequencer(*store, log.ledger().clock);
  const auto witnesses =
      value_of(WitnessQuorum::open(*store, hall.policy(2), support::test_log_key(),
                                   hall.transport(), support::silent_journal()));
  auto signer =
      value_of(LogSigner::open(*store, support::test_log_key(), support::test_key("log")));
  auto publishing =
      value_of(Publishing::begin(*store, *sequencer, std::move(signer), witnesses.get()));
  const auto signed_before = value_of(CheckpointFiles(copy).read_signed());
  const Size size_before = sequencer->size();

  const auto outcome = publishing.publish();

  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, Errc::unproven);
  EXPECT_TRUE(contains(outcome.error().detail,
                       "a checkpoint of " + std::to_string(number(newest)) + " records"))
      << outcome.error().detail;
  EXPECT_EQ(value_of(CheckpointFiles(copy).read_signed()), signed_before);
  EXPECT_EQ(sequencer->size(), size_before);
  // Both checkpoints are kept, even with more witnesses.
  EXPECT_EQ(std::distance(fs::directory_iterator(copy / "evidence"), {}), 2);
  hall.behave("w1");
  EXPECT_FALSE(publishing.publish().has_value());
}

// Somebody with the key has made another log, and shown it to a witness.
TEST(WitnessHistory, StopsWhenAWitnessShowsAnotherHistory) {
  WitnessedLedger log(2);
  std::ignore = log.published();
  log.grow();
  log.open();
  const auto contrary = value_of(sign_checkpoint(
      {support::test_log_key().name(), Size{3}, crypto::leaf_hash(crypto::as_bytes("other"))},
      support::test_log_key(), support::test_key("log")));
  log.hall().conduct("w2", WitnessHall::status(200, crypto::encode_note(contrary.note)));

  const std::string why = log.refused();

  EXPECT_TRUE(contains(why, "another history")) << why;
  EXPECT_TRUE(contains(why, "evidence")) << why;
  EXPECT_EQ(log.evidence(), 2);
  EXPECT_EQ(log.witnesses().witnesses().at(1).name, "w2");
  EXPECT_EQ(log.witnesses().witnesses().at(1).failures, 1);
  // For good: a different answer of the witness later changes nothing.
  log.hall().behave("w2");
  EXPECT_EQ(log.refused(), why);
}

TEST(WitnessHistory, HearsOfAnotherHistoryWhileItPublishes) {
  WitnessedLedger log;
  std::ignore = log.published();
  const auto contrary = value_of(sign_checkpoint(
      {support::test_log_key().name(), Size{1'000}, crypto::leaf_hash(crypto::as_bytes("other"))},
      support::test_log_key(), support::test_key("log")));
  log.grow();
  log.hall().close("w1");
  log.hall().conduct(
      "w2", [&](Witness&, const WitnessCall& call) -> std::expected<WitnessResponse, std::string> {
        if (call.method == WitnessCall::Method::post)
          return WitnessResponse{409, encode_witness_size(Size{1'000})};
        return WitnessResponse{200, crypto::encode_note(contrary.note)};
      });

  EXPECT_TRUE(contains(log.refused(), "older copy"));
  EXPECT_EQ(log.evidence(), 2);
}

TEST(WitnessHistory, DoesNotBelieveAHistoryThatTheLogHasNotSigned) {
  WitnessedLedger log(3);
  const NamedKey stranger = some_key(5, crypto::NoteKeyType::ed25519);
  const auto note = value_of(sign_checkpoint({stranger.key.name(), Size{1'000}, crypto::Hash{}},
                                             stranger.key, stranger.secret));
  log.hall().conduct("w1", WitnessHall::status(200, crypto::encode_note(note.note)));

  EXPECT_TRUE(contains(log.refused(), "not a checkpoint of this log"));
  EXPECT_EQ(log.evidence(), 0);
  log.hall().behave("w1");
  EXPECT_GT(log.published(), Size{0});
}

}  // namespace
}  // namespace pledgebook::ledger

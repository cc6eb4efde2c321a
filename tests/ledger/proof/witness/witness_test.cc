// SPDX-License-Identifier: Apache-2.0
// A witness: every answer of the protocol, and its memory.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "crypto/merkle.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/cosignature.h"
#include "tests/ledger/proof/witness/test_witness.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

// The witness's cosignature is valid for the checkpoint, and of this time.
void check_cosigned(const WitnessAnswer& answer, const CheckpointNote& checkpoint, Instant time) {
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto lines =
      support::value_of(decode_cosignatures(answer.body, checkpoint, witness_key().key));
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(
      support::value_of(earliest_cosignature({checkpoint.note.text, lines}, witness_key().key)),
      time);
}

Instant now_of(const support::FakeClock& clock) {
  return std::chrono::floor<std::chrono::seconds>(clock.now());
}

void check_conflict(const WitnessAnswer& answer, std::uint64_t size) {
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.content_type, "text/x.tlog.size");
  EXPECT_EQ(answer.body, std::to_string(size) + "\n");
}

TEST(Witness, CosignsALogAsItGrows) {
  TestWitness test;

  std::uint64_t size = 0;
  for (const std::uint64_t next : {1U, 2U, 7U, 8U, 31U, 40U}) {
    test.clock.advance(std::chrono::seconds(5));
    check_cosigned(test.add(test.log.body(size, next)), test.log.checkpoint(next),
                   now_of(test.clock));
    size = next;
  }
  EXPECT_EQ(test.witness->counters().cosigned, 6);
  EXPECT_EQ(test.witness->logs().front().size, Size{40});
}

TEST(Witness, CosignsTheEmptyLogAndWhatFollows) {
  TestWitness test;

  check_cosigned(test.add(test.log.body(0, 0)), test.log.checkpoint(0), now_of(test.clock));
  check_cosigned(test.add(test.log.body(0, 0)), test.log.checkpoint(0), now_of(test.clock));
  check_cosigned(test.add(test.log.body(0, 5)), test.log.checkpoint(5), now_of(test.clock));
}

TEST(Witness, RefreshesTheTimeOfTheSameCheckpoint) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);
  test.clock.advance(std::chrono::hours(1));

  check_cosigned(test.add(test.log.body(9, 9)), test.log.checkpoint(9), now_of(test.clock));
}

TEST(Witness, NamesItsSizeToALogThatAssumesAnother) {
  TestWitness test;
  check_conflict(test.add(test.log.body(3, 9)), 0);
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);

  check_conflict(test.add(test.log.body(0, 20)), 9);
  check_conflict(test.add(test.log.body(8, 20)), 9);
  check_conflict(test.add(test.log.body(10, 20)), 9);
  check_conflict(test.add(test.log.body(0, 3)), 9);
  EXPECT_EQ(test.kept("evidence") + test.kept("doubts"), 0);
}

TEST(Witness, RefusesWhatIsNoRequest) {
  TestWitness test;

  const std::string good = test.log.body(0, 9);
  for (const std::string& body : {std::string(), std::string("old 0\n"),
                                  "old 10\n" + good.substr(6), good.substr(0, good.size() - 1)})
    EXPECT_EQ(test.add(body).status, 400) << body;
  EXPECT_EQ(test.witness->counters().refused, 4);
}

TEST(Witness, KnowsItsLogsOnly) {
  TestWitness test;
  const ProvingLog stranger(some_key(77, crypto::NoteKeyType::ed25519), "a", 9);

  EXPECT_EQ(test.add(stranger.body(0, 9)).status, 404);
}

TEST(Witness, RefusesWhatTheLogHasNotSigned) {
  TestWitness test;
  auto unsigned_request = test.log.request(0, 9);
  unsigned_request.checkpoint.note.signatures.front().key.bytes[0] ^= std::byte{1};
  auto forged = test.log.request(0, 9);
  forged.checkpoint.note.signatures.front().bytes[0] ^= std::byte{1};
  // The note of such a signature is malformed, even with a good one beside it.
  auto both = test.log.request(0, 9);
  both.checkpoint.note.signatures.push_back(forged.checkpoint.note.signatures.front());

  for (const WitnessRequest& request : {unsigned_request, forged, both})
    EXPECT_EQ(test.add(encode_witness_request(request)).status, 403);
  EXPECT_FALSE(test.witness->checkpoint(test.origin_hex()).has_value());
}

TEST(Witness, RefusesWhatIsNotProvedToBeConsistent) {
  TestWitness test;
  auto needless = test.log.request(0, 9);
  needless.proof.resize(1);
  EXPECT_EQ(test.add(encode_witness_request(needless)).status, 422);
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);
  auto altered = test.log.request(9, 20);
  altered.proof.front().bytes[0] ^= std::byte{1};
  auto shortened = test.log.request(9, 20);
  shortened.proof.pop_back();
  auto lengthened = test.log.request(9, 9);
  lengthened.proof.resize(1);

  for (const WitnessRequest& request : {altered, shortened, lengthened})
    EXPECT_EQ(test.add(encode_witness_request(request)).status, 422);
  EXPECT_EQ(test.add(test.log.body(9, 20)).status, 200);
}

TEST(Witness, RefusesAnEmptyLogWithARoot) {
  TestWitness test;
  const NamedKey key = log_key();
  const auto note = support::value_of(
      sign_checkpoint({key.key.name(), Size{0}, crypto::Hash{}}, key.key, key.secret));

  EXPECT_EQ(test.add(encode_witness_request({Size{0}, {}, note})).status, 422);
}

TEST(Witness, ShowsTheNewestCheckpointWithBothSignatures) {
  TestWitness test;
  EXPECT_FALSE(test.witness->checkpoint(test.origin_hex()).has_value());
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);
  ASSERT_EQ(test.add(test.log.body(9, 20)).status, 200);

  const auto shown = test.witness->checkpoint(test.origin_hex());

  ASSERT_TRUE(shown.has_value());
  const auto note = support::value_of(open_checkpoint(*shown, test.log.key()));
  EXPECT_EQ(note.checkpoint, test.log.checkpoint(20).checkpoint);
  EXPECT_EQ(support::value_of(earliest_cosignature(note.note, witness_key().key)),
            now_of(test.clock));
  EXPECT_FALSE(test.witness->checkpoint(std::string(64, '0')).has_value());
}

TEST(Witness, RemembersAcrossARestart) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 20)).status, 200);

  test.open();

  check_conflict(test.add(test.other.body(0, 30)), 20);
  EXPECT_EQ(test.add(test.other.body(20, 30)).status, 422);
  EXPECT_EQ(test.add(test.log.body(20, 30)).status, 200);
}

// The checkpoint is on disk, but was never answered: as after a crash between the two.
TEST(Witness, GoesOnFromACosignatureThatNobodyHasSeen) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);
  ASSERT_EQ(test.add(test.log.body(9, 20)).status, 200);
  test.open();

  // The log has never seen the answer, so its size is still 9.
  check_conflict(test.add(test.log.body(9, 20)), 20);
  check_cosigned(test.add(test.log.body(20, 20)), test.log.checkpoint(20), now_of(test.clock));
}

// A draft that was not renamed does not count.
TEST(Witness, IgnoresAnUnfinishedWrite) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);
  const fs::path file = test.state.path() / (test.origin_hex() + ".checkpoint");
  ASSERT_TRUE(replace_file(file.string() + ".new", "half of a no"));

  test.open();

  EXPECT_EQ(test.add(test.log.body(9, 20)).status, 200);
}

TEST(Witness, CosignsNothingThatItCannotRemember) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);
  // There is a directory at the path of the draft.
  const fs::path draft = test.state.path() / (test.origin_hex() + ".checkpoint.new");
  ASSERT_TRUE(fs::create_directory(draft));

  const WitnessAnswer answer = test.add(test.log.body(9, 20));

  EXPECT_EQ(answer.status, 503);
  ASSERT_TRUE(fs::remove(draft));
  test.open();
  EXPECT_EQ(test.add(test.log.body(9, 20)).status, 200);
}

TEST(Witness, DoesNotStartWithADamagedMemory) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);
  test.witness.reset();
  const fs::path file = test.state.path() / (test.origin_hex() + ".checkpoint");
  const std::string good = support::value_of(read_file(file, crypto::kNoteBytesMax)).value_or("");
  std::string altered = good;
  altered[altered.find('\n') + 1] = '8';  // the size

  for (const std::string& bad : {std::string(), good.substr(0, good.size() / 2), altered}) {
    ASSERT_TRUE(replace_file(file, bad));
    const auto opened = test.try_open();
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().code, Errc::corrupt);
  }
  ASSERT_TRUE(replace_file(file, good));
  EXPECT_TRUE(test.try_open().has_value());
}

TEST(Witness, HoldsItsDirectoryAlone) {
  TestWitness test;
  EXPECT_EQ(test.try_open().error().code, Errc::busy);
  test.witness.reset();
  ASSERT_TRUE(replace_file(test.state.path() / "FORMAT", "pledgebook ledger 1\n"));
  EXPECT_EQ(test.try_open().error().code, Errc::foreign);
  ASSERT_TRUE(fs::remove(test.state.path() / "FORMAT"));
  EXPECT_EQ(test.try_open().error().code, Errc::foreign);
}

TEST(Witness, AsksTheAuditBeforeItCosigns) {
  std::vector<Size> audited;
  std::optional<Error> error;
  TestWitness test([&](const CheckpointNote& note) -> Result<void> {
    audited.push_back(note.checkpoint.size);
    if (error) return std::unexpected(*error);
    return {};
  });
  ASSERT_EQ(test.add(test.log.body(0, 9)).status, 200);

  error = Error{Errc::storage, "the log does not answer"};
  EXPECT_EQ(test.add(test.log.body(9, 20)).status, 503);
  EXPECT_EQ(test.kept("evidence"), 0);
  error = Error{Errc::unproven, "record 12 is against the rules"};
  const WitnessAnswer refused = test.add(test.log.body(9, 20));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body, "record 12 is against the rules\n");
  EXPECT_EQ(test.kept("evidence"), 1);
  error.reset();
  EXPECT_EQ(test.add(test.log.body(9, 20)).status, 200);

  EXPECT_EQ(audited, (std::vector{Size{9}, Size{20}, Size{20}, Size{20}}));
  // A checkpoint that the protocol refuses is not audited.
  EXPECT_EQ(test.add(test.other.body(20, 30)).status, 422);
  EXPECT_EQ(audited.size(), 4);
}

TEST(Witness, AuditsOneCheckpointOfALogAtATime) {
  TestWitness* within = nullptr;
  unsigned inner = 0;
  TestWitness test([&](const CheckpointNote&) -> Result<void> {
    // Another request comes while this one is audited.
    inner = within->add(within->log.body(0, 20)).status;
    return {};
  });
  within = &test;

  EXPECT_EQ(test.add(test.log.body(0, 9)).status, 200);
  EXPECT_EQ(inner, 503);
}

// Two histories race; whichever is first, only one is ever cosigned.
TEST(Witness, CosignsOneOfTwoHistoriesThatComeAtOnce) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 4)).status, 200);
  std::atomic<unsigned> ours = 0;
  std::atomic<unsigned> theirs = 0;
  const auto race = [&test](const ProvingLog& log, std::atomic<unsigned>& cosigned) {
    for (std::uint64_t next = 5; next <= 40; ++next)
      if (test.add(log.body(next - 1, next)).status == 200) ++cosigned;
  };

  std::thread first([&] { race(test.log, ours); });
  std::thread second([&] { race(test.other, theirs); });
  first.join();
  second.join();

  EXPECT_TRUE(ours == 0 || theirs == 0) << ours << " and " << theirs;
  EXPECT_GT(ours + theirs, 0);
}

}  // namespace
}  // namespace pledgebook::ledger

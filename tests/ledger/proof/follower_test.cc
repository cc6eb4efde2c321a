// SPDX-License-Identifier: Apache-2.0
// A follower detects a log that shows another history than before, and data that does not match the
// checkpoint served with it.
#include "ledger/proof/follow/follower.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/proof/follow/directory_source.h"
#include "tests/support/raw_log.h"
#include "tests/support/served_records.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::ServedRecords;
using support::TemporaryDirectory;
using support::value_of;
using RecordTexts = std::vector<std::string>;

constexpr std::size_t kSealEvery = 30;

// A history, and another one with the same beginning, made with the same keys. Both have more than
// one tile of records.
struct Histories {
  RecordTexts one;
  RecordTexts other;
  std::size_t differ = 0;  // the first record that is another
};

const Histories& histories() {
  static const Histories made = [] {
    support::LedgerBuilder builder = support::small_ledger(70);
    support::LedgerBuilder fork = support::small_ledger(60);
    for (int i = 60; i < 100; ++i) fork.add_pledge("other-" + std::to_string(i), "ken-gov");
    Histories both{support::sealed_records(builder.statements(), kSealEvery),
                   support::sealed_records(fork.statements(), kSealEvery)};
    while (both.one[both.differ] == both.other[both.differ]) ++both.differ;
    return both;
  }();
  return made;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Whether the evidence is valid: both notes are signed by the key, and the proof contradicts the
// smaller one.
bool is_fork(const Fork& fork, const crypto::VerifierKey& log) {
  const auto small_signed = is_signed_by(fork.smaller, log);
  const auto large_signed = is_signed_by(fork.larger, log);
  if (!small_signed.value_or(false) || !large_signed.value_or(false)) return false;
  const Checkpoint& smaller = fork.smaller.checkpoint;
  const Checkpoint& larger = fork.larger.checkpoint;
  if (smaller.size == larger.size) return smaller.root != larger.root;
  return fork.prefix.root != smaller.root &&
         crypto::check_consistency(number(smaller.size), fork.prefix.root, number(larger.size),
                                   larger.root, fork.prefix.hashes);
}

class FollowerTest : public testing::Test {
 protected:
  // One run of the follower, as in a program that starts and ends.
  Result<Followed> follow(ServedRecords& served, Follower::Options options = {}) {
    TileSource source("test.example", served.fetch());
    const auto replica = value_of(Replica::open(copy(), {.threads = 2, .on_progress = {}}));
    return Follower(source, *replica, std::move(options)).follow();
  }
  std::filesystem::path copy() const { return directory_.path() / "copy"; }
  std::size_t copied() const { return number(support::open_store(copy(), Access::read)->size()); }
  static void expect_unproven(const Result<Followed>& followed) {
    ASSERT_FALSE(followed.has_value());
    EXPECT_EQ(followed.error().code, Errc::unproven) << followed.error().detail;
  }
  // The evidence is enough for somebody who has only the log's key.
  static void expect_evidence(const Followed& followed) {
    ASSERT_TRUE(followed.fork.has_value());
    EXPECT_TRUE(is_fork(*followed.fork, support::test_log_key()));
    ASSERT_GE(followed.evidence.size(), 2U);
    EXPECT_EQ(value_of(parse_checkpoint_note(read(followed.evidence[0]))), followed.fork->smaller);
    EXPECT_EQ(value_of(parse_checkpoint_note(read(followed.evidence[1]))), followed.fork->larger);
  }

  TemporaryDirectory directory_;
};

TEST_F(FollowerTest, CopiesALogAndTakesItsKeyFromRecordZeroOnFirstContact) {
  ServedRecords served(histories().one);

  const Followed first = value_of(follow(served));
  const Followed second = value_of(follow(served));

  EXPECT_EQ(first.state, HistoryState::current);
  EXPECT_TRUE(first.is_key_on_trust);
  EXPECT_EQ(first.log_key, support::test_log_key());
  EXPECT_EQ(first.before, Size{0});
  EXPECT_EQ(first.now, Size{served.records.size()});
  EXPECT_FALSE(second.is_key_on_trust);
  EXPECT_EQ(second.before, first.now);
  EXPECT_EQ(support::RawLog(copy()).records(), served.records);
}

TEST_F(FollowerTest, CopiesNoMoreThanIsNew) {
  ServedRecords served(histories().one);
  served.publish(280);
  ASSERT_EQ(value_of(follow(served)).now, Size{280});
  served.publish(served.records.size());
  served.asked.clear();

  const Followed followed = value_of(follow(served));

  EXPECT_EQ(followed.now, Size{served.records.size()});
  EXPECT_FALSE(served.asked.contains("/tile/entries/000"));
}

TEST_F(FollowerTest, RefusesACheckpointOfAnotherKey) {
  ServedRecords served(histories().one);
  const auto other = support::test_key("somebody");
  const auto key = *crypto::VerifierKey::of(support::kTestOrigin, other.public_key(),
                                            crypto::NoteKeyType::ed25519);
  const Checkpoint checkpoint =
      support::signed_checkpoint(served.records, served.records.size()).checkpoint;

  expect_unproven(follow(served, {.log_key = key}));
  served.note = crypto::encode_note(value_of(sign_checkpoint(checkpoint, key, other)).note);
  expect_unproven(follow(served));
  EXPECT_EQ(copied(), 0U);
}

TEST_F(FollowerTest, RefusesACopyOfAnotherLog) {
  ServedRecords served(histories().one);
  ASSERT_TRUE(follow(served).has_value());
  const auto key =
      *crypto::VerifierKey::of(support::kTestOrigin, support::test_key("somebody").public_key(),
                               crypto::NoteKeyType::ed25519);

  const auto followed = follow(served, {.log_key = key});

  ASSERT_FALSE(followed.has_value());
  EXPECT_EQ(followed.error().code, Errc::foreign);
}

// Every byte of the tiles matters: whichever is altered, nothing wrong is kept, and the next run
// with the right tiles continues.
TEST_F(FollowerTest, KeepsNothingOfTilesThatWereTamperedWith) {
  ServedRecords served(histories().one);
  served.publish(200);
  ASSERT_EQ(value_of(follow(served)).now, Size{200});
  served.publish(served.records.size());
  const std::string width = std::to_string(served.records.size() - 256);
  for (const std::string& path : {std::string("/tile/entries/000"), "/tile/entries/001.p/" + width,
                                  std::string("/tile/0/000"), "/tile/0/001.p/" + width}) {
    const std::string bytes = value_of(served.get(path));
    for (std::size_t part = 1; part < 16; ++part) {
      std::string altered = bytes;
      char& byte = altered[bytes.size() * part / 16];
      byte = static_cast<char>(byte ^ 0x04);
      served.altered = {{path, altered}};
      const auto followed = follow(served);
      if (followed) {
        EXPECT_EQ(followed->state, HistoryState::current) << path << " " << part;
        EXPECT_EQ(support::RawLog(copy()).records(), served.records);
        std::filesystem::remove_all(copy());
        served.altered.clear();
        served.publish(200);
        ASSERT_TRUE(follow(served).has_value());
        served.publish(served.records.size());
        continue;
      }
      EXPECT_TRUE(followed.error().code == Errc::unproven || followed.error().code == Errc::corrupt)
          << followed.error().detail;
      EXPECT_EQ(copied(), 200U);
    }
  }
  served.altered.clear();
  EXPECT_EQ(value_of(follow(served)).now, Size{served.records.size()});
}

TEST_F(FollowerTest, RefusesAnAlteredCheckpointWhereverItIsAltered) {
  ServedRecords served(histories().one);
  const std::string note = served.note;
  for (std::size_t i = 0; i < note.size(); ++i) {
    served.note = note;
    served.note[i] = static_cast<char>(served.note[i] ^ 0x01);
    EXPECT_FALSE(follow(served).has_value()) << i;
  }
  EXPECT_EQ(copied(), 0U);
}

TEST_F(FollowerTest, RefusesRecordsThatAreNotThoseOfTheCheckpoint) {
  ServedRecords served(histories().one);
  served.records = histories().other;
  served.published = served.records.size();

  expect_unproven(follow(served));
  EXPECT_EQ(copied(), 0U);
}

TEST_F(FollowerTest, CatchesASecondHistoryOfTheSameKeyWithEvidence) {
  ServedRecords served(histories().one);
  ASSERT_TRUE(follow(served).has_value());
  ServedRecords forked(histories().other);
  ASSERT_LT(served.records.size(), forked.records.size());

  const Followed followed = value_of(follow(forked));

  EXPECT_EQ(followed.state, HistoryState::forked);
  EXPECT_EQ(followed.differs, Index{histories().differ});
  EXPECT_EQ(followed.evidence.size(), 3U);
  expect_evidence(followed);
  EXPECT_EQ(copied(), served.records.size());
  EXPECT_EQ(value_of(follow(forked)).state, HistoryState::forked);
  EXPECT_EQ(value_of(follow(served)).state, HistoryState::current);
}

TEST_F(FollowerTest, CatchesASecondHistoryThatIsShorter) {
  ServedRecords served(histories().one);
  ASSERT_TRUE(follow(served).has_value());
  ServedRecords forked(histories().other);
  forked.publish(histories().differ + 5);

  const Followed followed = value_of(follow(forked));

  EXPECT_EQ(followed.state, HistoryState::forked);
  EXPECT_EQ(followed.differs, Index{histories().differ});
  expect_evidence(followed);
}

TEST_F(FollowerTest, CatchesTwoRootsOfOneSize) {
  ServedRecords served(histories().one);
  served.publish(310);
  ASSERT_TRUE(follow(served).has_value());
  ServedRecords forked(histories().other);
  forked.publish(310);

  const Followed followed = value_of(follow(forked));

  EXPECT_EQ(followed.state, HistoryState::forked);
  EXPECT_EQ(followed.differs, Index{histories().differ});
  EXPECT_EQ(followed.evidence.size(), 2U);
  expect_evidence(followed);
}

TEST_F(FollowerTest, CatchesAForkThoughItWasInterruptedBeforeItHadTheRecords) {
  ServedRecords served(histories().one);
  served.altered["/tile/entries/001.p/" + std::to_string(served.records.size() - 256)] = "";
  ASSERT_FALSE(follow(served, {.log_key = support::test_log_key()}).has_value());
  ServedRecords forked(histories().other);

  const Followed followed = value_of(follow(forked));

  EXPECT_EQ(followed.state, HistoryState::forked);
  expect_evidence(followed);
}

TEST_F(FollowerTest, TellsAnOlderStateFromAFork) {
  ServedRecords served(histories().one);
  ASSERT_TRUE(follow(served).has_value());
  served.publish(300);

  const Followed followed = value_of(follow(served));

  EXPECT_EQ(followed.state, HistoryState::behind);
  ASSERT_TRUE(followed.earlier.has_value());
  EXPECT_EQ(followed.earlier->checkpoint.size, Size{served.records.size()});
  EXPECT_TRUE(followed.evidence.empty());
}

TEST_F(FollowerTest, HoldsTheLogAgainstACheckpointFromElsewhere) {
  const Histories& both = histories();
  ServedRecords served(both.one);

  const auto good = follow(served, {.since = support::signed_checkpoint(both.one, 290)});
  const auto bad = follow(served, {.since = support::signed_checkpoint(both.other, 310)});
  served.publish(299);
  const auto later = follow(served, {.since = support::signed_checkpoint(both.one, 310)});

  EXPECT_EQ(value_of(good).state, HistoryState::current);
  EXPECT_EQ(value_of(bad).state, HistoryState::forked);
  expect_evidence(*bad);
  EXPECT_EQ(value_of(later).state, HistoryState::behind);
}

TEST_F(FollowerTest, NamesARecordThatTheLogShouldNotHaveTaken) {
  RecordTexts records = histories().one;
  constexpr std::size_t kPlace = 273;
  records[kPlace].back() = static_cast<char>(records[kPlace].back() ^ 0x01);
  support::chain_anew(records, kPlace + 1);
  ServedRecords served(records);

  const Followed followed = value_of(follow(served));

  EXPECT_EQ(followed.state, HistoryState::broken);
  ASSERT_TRUE(followed.finding.has_value());
  EXPECT_EQ(followed.finding->index, Index{kPlace}) << followed.finding->reason;
  ASSERT_EQ(followed.evidence.size(), 2U);
  EXPECT_EQ(read(followed.evidence[0]), served.note);
  EXPECT_EQ(read(followed.evidence[1]), records[kPlace]);
}

TEST_F(FollowerTest, FollowsADirectory) {
  ServedRecords served(histories().one);
  ASSERT_TRUE(follow(served).has_value());
  const auto store = support::open_store(copy(), Access::read);
  DirectorySource source(*store);
  const auto replica = value_of(Replica::open(directory_.path() / "second", {}));

  const Followed followed = value_of(Follower(source, *replica, {}).follow());

  EXPECT_EQ(followed.state, HistoryState::current);
  EXPECT_EQ(followed.now, Size{served.records.size()});
  EXPECT_EQ(value_of(replica->root()),
            support::signed_checkpoint(served.records, served.records.size()).checkpoint.root);
}

TEST_F(FollowerTest, SaysThatADirectoryHasPublishedNothingYet) {
  support::write_ledger(directory_.path() / "own", support::small_ledger(1).statements());
  const auto store = support::open_store(directory_.path() / "own", Access::read);
  DirectorySource source(*store);
  const auto replica = value_of(Replica::open(copy(), {}));

  const auto followed = Follower(source, *replica, {}).follow();

  ASSERT_FALSE(followed.has_value());
  EXPECT_EQ(followed.error().code, Errc::not_found);
}

}  // namespace
}  // namespace pledgebook::ledger

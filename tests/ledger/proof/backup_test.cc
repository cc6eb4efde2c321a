// SPDX-License-Identifier: Apache-2.0
// Backups are complete, and a ledger restored from one never signs a second history.
#include "ledger/proof/backup/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "ledger/log/audit.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/backup/restore.h"
#include "ledger/proof/checkpoint_files.h"
#include "tests/support/published_ledger.h"
#include "tests/support/raw_log.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::AcceptedStatement;
using support::PublishedLedger;
using support::RawLog;
using support::TemporaryDirectory;
using support::value_of;

const std::vector<AcceptedStatement>& statements() {
  static const std::vector<AcceptedStatement> made = support::small_ledger(20).statements();
  return made;
}

class BackupTest : public testing::Test {
 protected:
  // Publishes after `early` statements, makes a backup, and publishes after all of them.
  void write_and_back_up(std::size_t early) {
    PublishedLedger ledger(original());
    const std::span all(statements());
    ledger.add(all.first(early));
    early_ = value_of(ledger.publish());
    checked_ = value_of(back_up(ledger.store(), backup(), {}));
    ledger.add(all.subspan(early));
    late_ = value_of(ledger.publish());
  }
  // The remaining files of a ledger whose database is lost.
  void lose_log() const {
    fs::remove(original() / "FORMAT");
    fs::remove_all(original() / "log");
  }
  Result<CheckedDirectory> restore_to(const fs::path& directory,
                                      std::vector<KnownCheckpoint> known = {}) const {
    return restore({.backup = backup(), .directory = directory, .known = std::move(known)});
  }
  // Neither written nor signed.
  static void expect_held(const fs::path& directory) {
    const auto store = Store::open(directory, Access::write);
    ASSERT_FALSE(store.has_value());
    EXPECT_EQ(store.error().code, Errc::read_only);
    EXPECT_EQ(store.error().detail, *value_of(held(directory)));
    EXPECT_TRUE(Store::open(directory, Access::read).has_value());
  }
  template <class T>
  static void expect_unproven(const Result<T>& result, std::string_view word) {
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, Errc::unproven) << result.error().detail;
    EXPECT_NE(result.error().detail.find(word), std::string::npos) << result.error().detail;
  }

  fs::path original() const { return directory_.path() / "original"; }
  fs::path backup() const { return directory_.path() / "backup"; }
  fs::path fresh() const { return directory_.path() / "fresh"; }

  TemporaryDirectory directory_;
  CheckpointNote early_;
  CheckpointNote late_;
  CheckedDirectory checked_;
};

TEST_F(BackupTest, HoldsWhatTheLedgerHeldThen) {
  write_and_back_up(40);

  EXPECT_EQ(checked_.size, early_.checkpoint.size);
  EXPECT_EQ(checked_.root, early_.checkpoint.root);
  EXPECT_EQ(checked_.checkpoint, early_.checkpoint);
  EXPECT_EQ(checked_.bytes, fs::file_size(backup() / "log/data.mdb"));
  auto records = RawLog(original()).records();
  records.resize(number(checked_.size));
  EXPECT_EQ(RawLog(backup()).records(), records);
  const auto store = support::open_store(backup(), Access::read);
  EXPECT_FALSE(value_of(audit(*store, {.threads = 1})).finding.has_value());
}

TEST_F(BackupTest, TakesNoStatementsItself) {
  write_and_back_up(40);

  expect_held(backup());
}

TEST_F(BackupTest, IsForNobodyElseToRead) {
  write_and_back_up(40);

  for (const char* name : {"FORMAT", "HELD", "checkpoint", "signed-checkpoint", "log/data.mdb"}) {
    EXPECT_EQ(fs::status(backup() / name).permissions() & fs::perms::all,
              fs::perms::owner_read | fs::perms::owner_write)
        << name;
  }
  EXPECT_FALSE(fs::exists(backup() / "log-key.pem"));
}

// However much is written meanwhile, the copy is never behind the checkpoints in its directory.
TEST_F(BackupTest, IsWholeThoughTheLedgerIsWritten) {
  PublishedLedger ledger(original());
  const std::span all(statements());
  ledger.add(all.first(20));
  ASSERT_TRUE(ledger.publish().has_value());
  std::atomic<bool> is_done = false;
  std::thread writer([&] {
    for (const AcceptedStatement& each : all.subspan(20)) {
      ledger.add(std::span(&each, 1));
      EXPECT_TRUE(ledger.publish().has_value());
    }
    is_done = true;
  });
  int made = 0;
  while (!is_done || made == 0) {
    const fs::path to = directory_.path() / std::to_string(++made);
    const auto checked = back_up(ledger.store(), to, {});
    EXPECT_TRUE(checked.has_value()) << checked.error().detail;
    if (!checked) break;
    ASSERT_TRUE(checked->checkpoint.has_value());
    EXPECT_GE(checked->size, checked->checkpoint->size);
    fs::remove_all(to);
  }
  writer.join();
}

TEST_F(BackupTest, IsNotMadeOfADamagedLedgerNorOverAnything) {
  write_and_back_up(40);
  const std::string record = RawLog(original()).records()[30];
  RawLog(original()).put_record(30, record.substr(0, record.size() - 1) + "x");
  const auto store = support::open_store(original(), Access::read);

  const auto of_damaged = back_up(*store, fresh(), {});
  const auto over = back_up(*store, backup(), {});

  ASSERT_FALSE(of_damaged.has_value());
  EXPECT_EQ(of_damaged.error().code, Errc::corrupt);
  EXPECT_NE(of_damaged.error().detail.find("record 3"), std::string::npos);
  EXPECT_FALSE(Store::open(fresh(), Access::read).has_value());
  ASSERT_FALSE(over.has_value());
  EXPECT_EQ(over.error().code, Errc::exists);
}

TEST_F(BackupTest, IsRestoredHeldAndGoesOnOnceTheNewestCheckpointIsKnown) {
  write_and_back_up(statements().size());
  ASSERT_EQ(late_, early_);
  ASSERT_TRUE(restore_to(fresh()).has_value());
  expect_held(fresh());

  ASSERT_TRUE(end_hold(fresh(), late_).has_value());

  PublishedLedger ledger(fresh());
  support::LedgerBuilder more = support::small_ledger(21);
  ledger.add(std::span(more.statements()).subspan(statements().size()));
  const auto published = ledger.publish();
  ASSERT_TRUE(published.has_value()) << published.error().detail;
  EXPECT_GT(published->checkpoint.size, late_.checkpoint.size);
}

TEST_F(BackupTest, StaysHeldWhereItLacksWhatWasSigned) {
  write_and_back_up(40);
  ASSERT_TRUE(restore_to(fresh()).has_value());

  expect_unproven(end_hold(fresh(), late_), "older copy");
  expect_held(fresh());
}

TEST_F(BackupTest, StaysHeldForACheckpointThatIsOlderThanItsOwn) {
  write_and_back_up(40);
  fs::remove_all(backup());
  {
    const auto store = support::open_store(original(), Access::read);
    ASSERT_TRUE(back_up(*store, backup(), {}).has_value());
  }
  ASSERT_TRUE(restore_to(fresh()).has_value());

  expect_unproven(end_hold(fresh(), early_), "already known here");
  expect_held(fresh());
}

TEST_F(BackupTest, StaysHeldForACheckpointThatIsAnothers) {
  write_and_back_up(statements().size());
  ASSERT_TRUE(restore_to(fresh()).has_value());
  CheckpointNote forged = late_;
  forged.note.signatures.front().bytes.back() ^= std::byte{1};
  const auto other = support::test_key("other");
  const auto key = *crypto::VerifierKey::of(support::kTestOrigin, other.public_key(),
                                            crypto::NoteKeyType::ed25519);

  EXPECT_FALSE(end_hold(fresh(), forged).has_value());
  expect_unproven(end_hold(fresh(), value_of(sign_checkpoint(late_.checkpoint, key, other))),
                  "not signed");
  expect_held(fresh());
}

TEST_F(BackupTest, IsNotRestoredBehindWhatTheDamagedDirectoryKnows) {
  write_and_back_up(40);
  lose_log();

  expect_unproven(restore_to(original()), "signed-checkpoint");
  EXPECT_FALSE(fs::exists(original() / "FORMAT"));
}

TEST_F(BackupTest, IsRestoredToADirectoryThatHasLostItsLog) {
  write_and_back_up(statements().size());
  lose_log();

  const auto restored = restore_to(original());

  ASSERT_TRUE(restored.has_value()) << restored.error().detail;
  EXPECT_EQ(restored->checkpoint, late_.checkpoint);
  expect_held(original());
}

TEST_F(BackupTest, IsNotRestoredBehindWhatSomebodyHas) {
  write_and_back_up(40);

  expect_unproven(restore_to(fresh(), {{late_, "the witness w1"}}), "the witness w1");
  EXPECT_FALSE(fs::exists(fresh()));
}

TEST_F(BackupTest, IsNotRestoredAgainstAnotherHistory) {
  write_and_back_up(40);
  PublishedLedger fork(directory_.path() / "fork");
  fork.add(std::span(support::small_ledger(3).statements()));
  const CheckpointNote other = value_of(fork.publish());

  expect_unproven(restore_to(fresh(), {{other, "--seen"}}), "another history");
}

TEST_F(BackupTest, IsNotRestoredOverALedger) {
  write_and_back_up(40);

  const auto restored = restore_to(original());
  fs::remove(original() / "FORMAT");
  fs::remove(original() / "signed-checkpoint");
  fs::remove(original() / "checkpoint");
  const auto over_log = restore_to(original());

  ASSERT_FALSE(restored.has_value());
  EXPECT_EQ(restored.error().code, Errc::unproven);  // it is behind it, besides
  ASSERT_FALSE(over_log.has_value());
  EXPECT_EQ(over_log.error().code, Errc::exists);
}

// A copy of the whole directory does not know what was signed later, so it signs another history.
// The files show this once a newer checkpoint is put beside it.
TEST_F(BackupTest, LetsNoOldCopyOfADirectorySignOnceItKnowsBetter) {
  PublishedLedger ledger(original());
  const std::span all(statements());
  ledger.add(all.first(40));
  ASSERT_TRUE(ledger.publish().has_value());
  fs::copy(original(), fresh(), fs::copy_options::recursive);
  ledger.add(all.subspan(40));
  const CheckpointNote newer = value_of(ledger.publish());

  ASSERT_TRUE(CheckpointFiles(fresh()).write_signed(newer).has_value());

  const auto store = support::open_store(fresh());
  expect_unproven(support::open_signer(*store), "older copy");
}

TEST_F(BackupTest, RefusesADamagedBackup) {
  write_and_back_up(40);
  const std::string record = RawLog(backup()).records()[7];
  RawLog(backup()).put_record(7, record.substr(0, record.size() - 1) + "x");

  const auto restored = restore_to(fresh());

  ASSERT_FALSE(restored.has_value());
  EXPECT_EQ(restored.error().code, Errc::corrupt);
  EXPECT_FALSE(fs::exists(fresh()));
}

TEST_F(BackupTest, WithoutAnyCheckpointIsRestoredWithAWordOnThat) {
  support::write_ledger(original(), statements());
  {
    const auto store = support::open_store(original(), Access::read);
    ASSERT_TRUE(back_up(*store, backup(), {}).has_value());
  }

  ASSERT_TRUE(restore_to(fresh()).has_value());

  EXPECT_NE(value_of(held(fresh()))->find("remove the file HELD"), std::string::npos);
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// A copy of a log keeps only records that match a checkpoint and pass an audit.
#include "ledger/proof/follow/replica.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/log/audit.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/directory.h"
#include "tests/support/raw_log.h"
#include "tests/support/served_records.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::RawLog;
using support::TemporaryDirectory;
using support::value_of;
using RecordTexts = std::vector<std::string>;

constexpr std::size_t kSealEvery = 16;

const RecordTexts& log_records() {
  static const RecordTexts records =
      support::sealed_records(support::small_ledger(20).statements(), kSealEvery);
  return records;
}

RecordTexts slice(const RecordTexts& all, std::size_t begin, std::size_t end) {
  return {all.begin() + static_cast<std::ptrdiff_t>(begin),
          all.begin() + static_cast<std::ptrdiff_t>(end)};
}

Checkpoint checkpoint_of(const RecordTexts& records, std::size_t size) {
  return support::signed_checkpoint(records, size).checkpoint;
}

std::vector<crypto::Hash> leaves_of(const RecordTexts& records) {
  std::vector<crypto::Hash> leaves;
  for (const std::string& bytes : records) leaves.push_back(leaf_hash_of(bytes));
  return leaves;
}

class ReplicaTest : public testing::Test {
 protected:
  std::unique_ptr<Replica> open() const {
    return value_of(Replica::open(directory_.path() / "copy", {.threads = 2, .on_progress = {}}));
  }
  // Opens the copy as any reader does, and audits it.
  void expect_sound(std::size_t size) const {
    const auto store = support::open_store(directory_.path() / "copy", Access::read);
    const AuditReport report = value_of(audit(*store, {.threads = 1}));
    EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
    EXPECT_EQ(report.size, Size{size});
    EXPECT_TRUE(report.rows_compared);
  }
  // Nothing of a refused batch may be kept.
  static void expect_goes_on(Replica& replica) {
    const std::size_t size = number(replica.size());
    const RecordTexts& all = log_records();
    EXPECT_EQ(value_of(replica.extend(slice(all, size, all.size()), checkpoint_of(all, all.size())))
                  .has_value(),
              false);
    EXPECT_EQ(replica.size(), Size{all.size()});
  }

  TemporaryDirectory directory_;
};

TEST_F(ReplicaTest, HoldsTheLogRecordForRecordAndRowForRow) {
  const RecordTexts& all = log_records();
  {
    const auto replica = open();
    ASSERT_FALSE(value_of(replica->extend(all, checkpoint_of(all, all.size()))).has_value());
    EXPECT_EQ(value_of(replica->root()), crypto::root(leaves_of(all)));
    EXPECT_EQ(value_of(replica->log_keys()).in_force(), support::test_log_key());
  }

  EXPECT_EQ(RawLog(directory_.path() / "copy").records(), all);
  expect_sound(all.size());
}

TEST_F(ReplicaTest, GrowsByASealAtATimeAndHasTheSameRows) {
  const RecordTexts& all = log_records();
  std::map<std::string, std::string> rows_at_once;
  {
    const auto replica = open();
    for (std::size_t begin = 0; begin < all.size();) {
      const std::size_t end = std::min(begin + kSealEvery + 1, all.size());
      ASSERT_FALSE(value_of(replica->extend(slice(all, begin, end), checkpoint_of(all, end))));
      begin = end;
    }
  }
  const TemporaryDirectory other;
  {
    const auto replica = value_of(Replica::open(other.path() / "copy", {}));
    ASSERT_FALSE(value_of(replica->extend(all, checkpoint_of(all, all.size()))));
  }

  expect_sound(all.size());
  for (const char* table : {"records", "tree", "registry", "sids", "streams"}) {
    EXPECT_EQ(RawLog(directory_.path() / "copy").rows(table),
              RawLog(other.path() / "copy").rows(table))
        << table;
  }
}

TEST_F(ReplicaTest, TakesPartOfTheWayToACheckpointWithAProof) {
  const RecordTexts& all = log_records();
  const std::size_t half = all.size() / 2;
  const auto proof = crypto::prove_consistency(half, leaves_of(all));
  const auto replica = open();

  const auto without = replica->extend(slice(all, 0, half), checkpoint_of(all, all.size()));
  const auto with = replica->extend(slice(all, 0, half), checkpoint_of(all, all.size()), proof);

  ASSERT_FALSE(without.has_value());
  EXPECT_EQ(without.error().code, Errc::unproven);
  ASSERT_FALSE(value_of(with).has_value());
  EXPECT_EQ(replica->size(), Size{half});
  expect_goes_on(*replica);
}

TEST_F(ReplicaTest, GoesOnWhereItWasStopped) {
  const RecordTexts& all = log_records();
  const std::size_t half = all.size() / 2;
  const auto proof = crypto::prove_consistency(half, leaves_of(all));
  ASSERT_FALSE(
      value_of(open()->extend(slice(all, 0, half), checkpoint_of(all, all.size()), proof)));

  const auto replica = open();

  EXPECT_EQ(replica->size(), Size{half});
  expect_goes_on(*replica);
}

TEST_F(ReplicaTest, KeepsNothingThatIsNotTheCheckpoints) {
  const RecordTexts& all = log_records();
  const auto replica = open();
  const std::size_t kept = kSealEvery + 1;
  ASSERT_FALSE(value_of(replica->extend(slice(all, 0, kept), checkpoint_of(all, kept))));
  const Checkpoint target = checkpoint_of(all, all.size());

  for (std::size_t i = kept; i < all.size(); ++i) {
    RecordTexts altered = slice(all, kept, all.size());
    std::string& bytes = altered[i - kept];
    bytes[i % bytes.size()] = static_cast<char>(bytes[i % bytes.size()] ^ 0x20);
    const auto extended = replica->extend(altered, target);
    ASSERT_FALSE(extended.has_value()) << i;
    EXPECT_EQ(extended.error().code, Errc::unproven);
  }
  for (const std::size_t end : {kept, all.size() - 1}) {
    EXPECT_FALSE(replica->extend(slice(all, kept, end), target).has_value()) << end;
  }
  EXPECT_EQ(replica->size(), Size{kept});
  expect_goes_on(*replica);
}

// The operator can sign anything: here a checkpoint of records that no audit accepts.
TEST_F(ReplicaTest, NamesTheFirstRecordThatIsNotWhatItMustBe) {
  const RecordTexts& all = log_records();
  const auto replica = open();
  const std::size_t kept = kSealEvery + 1;
  ASSERT_FALSE(value_of(replica->extend(slice(all, 0, kept), checkpoint_of(all, kept))));

  for (std::size_t i = kept; i < all.size(); i += 3) {
    RecordTexts altered = all;
    std::string& bytes = altered[i];
    const bool is_heads = value_of(decode_record(bytes)).statement() == nullptr;
    bytes.back() = static_cast<char>(bytes.back() ^ 0x01);  // of a signature, or of the heads
    support::chain_anew(altered, i + 1);
    const auto finding = value_of(replica->extend(slice(altered, kept, altered.size()),
                                                  checkpoint_of(altered, altered.size())));
    ASSERT_TRUE(finding.has_value()) << i;
    EXPECT_EQ(finding->index, Index{i}) << finding->reason;
    EXPECT_NE(finding->reason.find(is_heads ? "heads" : "signature"), std::string::npos)
        << finding->reason;
  }
  EXPECT_EQ(replica->size(), Size{kept});
  expect_goes_on(*replica);
}

TEST_F(ReplicaTest, NamesARecordThatWasLeftOutOrRepeated) {
  const RecordTexts& all = log_records();
  const auto replica = open();

  for (std::size_t i = 1; i + 2 < all.size(); i += 5) {
    RecordTexts shorter = all;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    support::chain_anew(shorter, i);
    const auto missing = value_of(replica->extend(shorter, checkpoint_of(shorter, shorter.size())));
    EXPECT_TRUE(missing.has_value()) << i;
    RecordTexts longer = all;
    longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), all[i - 1]);
    support::chain_anew(longer, i);
    const auto repeated = value_of(replica->extend(longer, checkpoint_of(longer, longer.size())));
    ASSERT_TRUE(repeated.has_value()) << i;
    EXPECT_EQ(repeated->index, Index{i}) << repeated->reason;
  }
  EXPECT_EQ(replica->size(), Size{0});
  expect_goes_on(*replica);
}

TEST_F(ReplicaTest, TakesNoStatementsAndNoLedgerOfItsOwn) {
  {
    EXPECT_EQ(open()->size(), Size{0});
  }
  support::write_ledger(directory_.path() / "own", support::small_ledger(1).statements());

  const auto written = Store::open(directory_.path() / "copy", Access::write);
  const auto taken = Replica::open(directory_.path() / "own", {});

  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, Errc::read_only);
  EXPECT_NE(written.error().detail.find("copy"), std::string::npos);
  ASSERT_FALSE(taken.has_value());
  EXPECT_EQ(taken.error().code, Errc::exists);
}

}  // namespace
}  // namespace pledgebook::ledger

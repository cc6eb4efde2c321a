// SPDX-License-Identifier: Apache-2.0
// The audit of a ledger of 100 records, each of which is altered, dropped, swapped and repeated in
// turn: the audit names the place.
#include "ledger/log/audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"
#include "ledger/log/registry_row.h"
#include "tests/support/raw_log.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::RawLog;
using support::TemporaryDirectory;

constexpr std::size_t kRecords = 100;

// The first 100 statements of a ledger, on disk; made once for all tests of this file.
class Audit : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    original_ = std::make_unique<TemporaryDirectory>();
    auto statements = support::small_ledger(30).statements();
    ASSERT_GE(statements.size(), kRecords);
    statements.resize(kRecords);
    support::write_ledger(original_->path() / "ledger", statements);
    records_ = RawLog(original_->path() / "ledger").records();
    ASSERT_EQ(records_.size(), kRecords);
  }
  static void TearDownTestSuite() { original_.reset(); }

  // Copies the ledger, alters it by `tamper`, and audits it.
  static AuditReport audit_after(const std::function<void(RawLog&)>& tamper,
                                 AuditOptions options = {.threads = 1}) {
    const TemporaryDirectory copy;
    std::filesystem::copy(original_->path(), copy.path(), std::filesystem::copy_options::recursive);
    {
      RawLog raw(copy.path() / "ledger");
      tamper(raw);
    }
    const auto store = support::open_store(copy.path() / "ledger", Access::read);
    return support::value_of(audit(*store, options));
  }
  static void expect_found(const AuditReport& report, std::size_t index) {
    ASSERT_TRUE(report.finding.has_value()) << "for record " << index;
    EXPECT_EQ(report.finding->index, Index{index}) << report.finding->reason;
  }

  static std::unique_ptr<TemporaryDirectory> original_;
  static std::vector<std::string> records_;
};
std::unique_ptr<TemporaryDirectory> Audit::original_;
std::vector<std::string> Audit::records_;

std::string with_byte_changed(std::string bytes, std::size_t place) {
  bytes.at(place) = static_cast<char>(bytes.at(place) ^ 0x01);
  return bytes;
}

TEST_F(Audit, FindsNothingWrongWithAnUntouchedLedger) {
  for (const unsigned threads : {1U, 3U}) {
    const AuditReport report = audit_after([](RawLog&) {}, {.threads = threads});
    EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
    EXPECT_EQ(report.size, Size{kRecords});
    EXPECT_EQ(report.statements, kRecords);
    EXPECT_GE(report.signatures, kRecords);
    EXPECT_TRUE(report.rows_compared);
    std::vector<crypto::Hash> leaves;
    for (const std::string& bytes : records_) leaves.push_back(leaf_hash_of(bytes));
    EXPECT_EQ(report.root, crypto::root(leaves));
  }
}

TEST_F(Audit, NamesEachRecordOfWhichAnByteWasChanged) {
  for (std::size_t i = 0; i < kRecords; ++i) {
    const std::size_t place = i * 37 % records_[i].size();
    expect_found(
        audit_after([&](RawLog& raw) { raw.put_record(i, with_byte_changed(records_[i], place)); }),
        i);
  }
}

TEST_F(Audit, NamesTheRecordWhicheverOfItsBytesWasChanged) {
  const TemporaryDirectory copy;
  std::filesystem::copy(original_->path(), copy.path(), std::filesystem::copy_options::recursive);
  const std::filesystem::path ledger = copy.path() / "ledger";
  for (const std::size_t i : {std::size_t{0}, std::size_t{30}, kRecords - 1}) {
    const AuditOptions options{.threads = 1, .chain_and_tree_only = i != 30};
    for (std::size_t place = 0; place < records_[i].size(); ++place) {
      RawLog(ledger).put_record(i, with_byte_changed(records_[i], place));
      const auto store = support::open_store(ledger, Access::read);
      expect_found(support::value_of(audit(*store, options)), i);
    }
    RawLog(ledger).put_record(i, records_[i]);
  }
}

TEST_F(Audit, FindsAChangedByteByChainAndTreeAlone) {
  for (std::size_t i = 0; i < kRecords; ++i) {
    const std::size_t place = i * 41 % records_[i].size();
    expect_found(
        audit_after([&](RawLog& raw) { raw.put_record(i, with_byte_changed(records_[i], place)); },
                    {.threads = 2, .chain_and_tree_only = true}),
        i);
  }
}

TEST_F(Audit, NamesThePlaceWhereARecordWasDropped) {
  for (std::size_t i = 0; i < kRecords; ++i) {
    expect_found(audit_after([&](RawLog& raw) { raw.erase_record(i); }), i);
    expect_found(audit_after([&](RawLog& raw) {
                   auto records = records_;
                   records.erase(records.begin() + static_cast<std::ptrdiff_t>(i));
                   raw.replace_records(records);
                 }),
                 i);
  }
}

TEST_F(Audit, NamesThePlaceWhereRecordsWereSwapped) {
  for (std::size_t i = 0; i + 1 < kRecords; ++i) {
    expect_found(audit_after([&](RawLog& raw) {
                   auto records = records_;
                   std::swap(records[i], records[i + 1]);
                   raw.replace_records(records);
                 }),
                 i);
  }
}

TEST_F(Audit, NamesThePlaceWhereARecordWasRepeated) {
  for (std::size_t i = 0; i < kRecords; ++i) {
    const auto repeat = [&](bool chained) {
      return audit_after([&](RawLog& raw) {
        auto records = records_;
        records.insert(records.begin() + static_cast<std::ptrdiff_t>(i), records[i]);
        if (chained) support::chain_anew(records, i);
        raw.replace_records(records);
      });
    };
    expect_found(repeat(false), i + 1);
    expect_found(repeat(true), i + 1);
  }
}

TEST_F(Audit, NamesTheFirstRecordOfAChainForgedConsistently) {
  for (std::size_t i = 0; i < kRecords; ++i) {
    // Its time is not signed: a later one, up to that of the record after it, breaks no chain.
    expect_found(audit_after([&](RawLog& raw) {
                   auto records = records_;
                   for (std::size_t j = i; j < records.size(); ++j) records[j].at(17) ^= 0x40;
                   support::chain_anew(records, i + 1);
                   raw.replace_records(records);
                 }),
                 i);
  }
}

// Alters the payload of record `i` and recomputes everything derived from it, as somebody could who
// holds the whole ledger, but not the party's key.
void forge_payload(const std::filesystem::path& ledger, std::size_t i, std::string_view from,
                   std::string_view to) {
  {
    RawLog raw(ledger);
    auto records = raw.records();
    const std::size_t place = records[i].find(from);
    ASSERT_NE(place, std::string::npos);
    records[i].replace(place, from.size(), to);
    support::chain_anew(records, i + 1);
    raw.replace_records(records);
    std::string tail;
    put_big_endian(tail, std::uint64_t{records.size()});
    tail += crypto::as_text(leaf_hash_of(records.back()).bytes);
    raw.put("meta", "tail", tail);
    raw.erase("meta", "rows");
  }
  const auto store = support::open_store(ledger);
  const support::FakeClock clock;
  const auto sequencer = support::start_sequencer(*store, clock);  // rebuilds the rows
}

TEST_F(Audit, NamesTheRecordWhoseSignatureAloneIsWrong) {
  std::size_t i =
      kRecords - 1;  // the last amendment or report, with nothing after it in its stream
  while (records_[i].find("\"kind\":\"pledge.amended\"") == std::string::npos) --i;
  const TemporaryDirectory copy;
  std::filesystem::copy(original_->path(), copy.path(), std::filesystem::copy_options::recursive);
  const std::filesystem::path ledger = copy.path() / "ledger";
  forge_payload(ledger, i, "Another title", "A forged one.");
  const auto store = support::open_store(ledger, Access::read);

  const AuditReport report = support::value_of(audit(*store, {.threads = 2}));
  const AuditReport quick =
      support::value_of(audit(*store, {.threads = 2, .chain_and_tree_only = true}));

  expect_found(report, i);
  EXPECT_NE(report.finding->reason.find("signature"), std::string::npos);
  EXPECT_FALSE(quick.finding.has_value());  // only signatures show it
}

TEST_F(Audit, FindsRowsThatTheRecordsDoNotGive) {
  for (const char* table : {"tree", "registry", "sids", "streams"}) {
    std::map<std::string, std::string> rows = RawLog(original_->path() / "ledger").rows(table);
    ASSERT_FALSE(rows.empty());
    for (const auto& [key, value] : rows) {
      const std::string changed = with_byte_changed(value, value.size() - 1);
      EXPECT_TRUE(audit_after([&](RawLog& raw) { raw.put(table, key, changed); }).finding);
      EXPECT_TRUE(audit_after([&](RawLog& raw) { raw.erase(table, key); }).finding);
    }
    const std::string foreign = rows.begin()->first + "x";
    EXPECT_TRUE(audit_after([&](RawLog& raw) { raw.put(table, foreign, "x"); }).finding);
  }
}

TEST_F(Audit, TellsItsProgress) {
  std::vector<std::pair<Size, Size>> told;
  AuditOptions options{.threads = 1};
  options.on_progress = [&told](Size done, Size total) { told.emplace_back(done, total); };

  audit_after([](RawLog&) {}, options);

  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back(), std::pair(Size{kRecords}, Size{kRecords}));
}

// A ledger that was sealed twice, at index 40 and at its end.
class AuditOfHeads : public testing::Test {
 protected:
  static constexpr std::size_t kFirstHeads = 40;

  AuditOfHeads() {
    const auto builder = support::small_ledger(15);
    const auto store = support::make_store(ledger_);
    const support::FakeClock clock;
    const auto sequencer = support::start_sequencer(*store, clock);
    const auto& statements = builder.statements();
    EXPECT_GT(statements.size(), kFirstHeads + 1);
    for (std::size_t i = 0; i < statements.size(); ++i) {
      if (i == kFirstHeads) {
        EXPECT_TRUE(support::seal(*sequencer));
      }
      support::send(*sequencer, statements[i].signed_statement);
    }
    EXPECT_TRUE(support::seal(*sequencer));
  }

  // Alters the records, and everything derived from them except the heads.
  AuditReport audit_of(const std::function<void(std::vector<std::string>&)>& tamper) {
    {
      RawLog raw(ledger_);
      std::vector<std::string> records = raw.records();
      tamper(records);
      raw.replace_records(records);
      std::string tail;
      put_big_endian(tail, std::uint64_t{records.size()});
      tail += crypto::as_text(leaf_hash_of(records.back()).bytes);
      raw.put("meta", "tail", tail);
      raw.erase("meta", "rows");
    }
    const auto store = support::open_store(ledger_, Access::read);
    return support::value_of(audit(*store, {.threads = 1}));
  }
  void expect_found(const AuditReport& report, std::size_t index) {
    ASSERT_TRUE(report.finding.has_value());
    EXPECT_EQ(report.finding->index, Index{index}) << report.finding->reason;
  }

  TemporaryDirectory directory_;
  std::filesystem::path ledger_ = directory_.path() / "ledger";
};

TEST_F(AuditOfHeads, FindsNothingWrongWithTrueOnes) {
  const auto store = support::open_store(ledger_, Access::read);

  const AuditReport report = support::value_of(audit(*store, {.threads = 1}));

  EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
  EXPECT_EQ(report.heads, 2U);
  EXPECT_TRUE(report.rows_compared);
}

TEST_F(AuditOfHeads, NamesThoseThatAreNotWhereTheStreamsStand) {
  const auto lie = [](std::vector<std::string>& records) {
    records[kFirstHeads].back() ^= 0x01;
    support::chain_anew(records, kFirstHeads + 1);
  };

  expect_found(audit_of(lie), kFirstHeads);
}

TEST_F(AuditOfHeads, NamesThoseThatCountOneStreamTooMany) {
  const auto lie = [](std::vector<std::string>& records) {
    std::string& heads = records[kFirstHeads];
    heads[heads.size() - crypto::Hash::kSize - 1] ^= 0x01;
    support::chain_anew(records, kFirstHeads + 1);
  };

  expect_found(audit_of(lie), kFirstHeads);
}

TEST_F(AuditOfHeads, NamesThoseThatFollowOthers) {
  const auto repeat = [](std::vector<std::string>& records) {
    records.insert(records.begin() + kFirstHeads, records[kFirstHeads]);
    support::chain_anew(records, kFirstHeads);
  };

  expect_found(audit_of(repeat), kFirstHeads + 1);
}

TEST_F(AuditOfHeads, FindsARowThatPutsThemElsewhere) {
  {
    RawLog raw(ledger_);
    raw.put("meta", "sealed", std::string(8, '\0'));
  }
  const auto store = support::open_store(ledger_, Access::read);

  EXPECT_TRUE(support::value_of(audit(*store, {.threads = 1})).finding.has_value());
}

TEST_F(AuditOfHeads, IsAnOpeningsToo) {
  audit_of([](std::vector<std::string>& records) {
    records[kFirstHeads].back() ^= 0x01;
    support::chain_anew(records, kFirstHeads + 1);
  });
  const auto store = support::open_store(ledger_);
  const support::FakeClock clock;

  const auto sequencer = Sequencer::start(*store, clock, support::silent_journal(), {});

  ASSERT_FALSE(sequencer.has_value());
  EXPECT_NE(sequencer.error().detail.find("record 40"), std::string::npos);
}

}  // namespace
}  // namespace pledgebook::ledger

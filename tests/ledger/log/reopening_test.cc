// SPDX-License-Identifier: Apache-2.0
// Opening a ledger again: rows that are behind the records, of another schema or damaged; a disk
// that fills up.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "ledger/big_endian.h"
#include "ledger/log/audit.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/ledger_reader.h"
#include "ledger/log/registry_row.h"
#include "ledger/log/sequencer.h"
#include "tests/support/child_process.h"
#include "tests/support/kept_journal.h"
#include "tests/support/raw_log.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::AcceptedStatement;
using support::FakeClock;
using support::LedgerBuilder;
using support::RawLog;
using support::TemporaryDirectory;
using support::value_of;

constexpr std::size_t kPositionBytes = 44;

std::uint64_t rows_at(const Store& store) {
  const auto position = stored_position(value_of(store.snapshot()));
  return position ? number(position->size) : 0;
}

void expect_sound(const Store& store, std::size_t records) {
  const AuditReport report = value_of(audit(store, {.threads = 1}));
  EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
  EXPECT_EQ(report.size, Size{records});
}

void expect_accepted(const Answer& answer) {
  EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
}

// The statements on disk in `directory`/crashed as a killed process leaves them: rows written with
// the commit of the first `with_rows` statements, none after it.
void write_crashed(const fs::path& directory, const std::vector<AcceptedStatement>& statements,
                   std::size_t with_rows) {
  const auto store = support::make_store(directory / "ledger");
  FakeClock clock;
  const auto sequencer = support::start_sequencer(*store, clock);
  const auto middle = statements.begin() + static_cast<std::ptrdiff_t>(with_rows);
  if (with_rows > 0) {
    support::send_all(*sequencer, {statements.begin(), middle - 1});
    clock.advance(std::chrono::seconds(1));
    expect_accepted(support::send(*sequencer, (middle - 1)->signed_statement));
  }
  support::send_all(*sequencer, {middle, statements.end()});
  fs::copy(directory / "ledger", directory / "crashed", fs::copy_options::recursive);
}

TEST(Reopening, FoldsRecordsForwardThatHaveNoRows) {
  const LedgerBuilder whole = support::small_ledger(6);
  const std::size_t records = whole.statements().size();
  for (const std::size_t with_rows : {std::size_t{0}, std::size_t{1}, records / 2, records - 1}) {
    const TemporaryDirectory directory;
    write_crashed(directory.path(), whole.statements(), with_rows);
    {
      const auto store = support::open_store(directory.path() / "crashed");
      EXPECT_EQ(rows_at(*store), with_rows);
      expect_sound(*store, records);
      FakeClock clock;
      const auto sequencer = support::start_sequencer(*store, clock);
      LedgerBuilder builder = support::small_ledger(6);
      EXPECT_EQ(sequencer->ledger_name(), builder.registry().governance().ledger);
      EXPECT_TRUE(sequencer->key_ring().find(support::test_key_id("ken-gov")).has_value());
      expect_accepted(support::send(
          *sequencer, builder.sign(support::by_party("gha-gov", "pledge.submitted", "pledge/new",
                                                     support::pledge_body()))));
    }
    const auto store = support::open_store(directory.path() / "crashed");
    EXPECT_EQ(rows_at(*store), records + 1) << "rows are written at the stop";
    expect_sound(*store, records + 1);
  }
}

TEST(Reopening, MakesRowsOfAnotherSchemaAnew) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  const LedgerBuilder builder = support::small_ledger(6);
  support::write_ledger(ledger, builder.statements());
  const auto tables = {"tree", "registry", "sids"};
  std::vector<std::map<std::string, std::string>> before;
  for (const char* table : tables) before.push_back(RawLog(ledger).rows(table));
  {
    RawLog raw(ledger);
    std::string position = raw.rows("meta").at("rows").substr(0, kPositionBytes);
    position[3] = static_cast<char>(position[3] + 1);
    raw.put_row("meta", "rows", position);
    raw.put_row("registry", "pstale", "a row of the other schema");
  }
  std::vector<std::pair<Size, Size>> told;
  {
    const auto store = support::open_store(ledger);
    FakeClock clock;
    const auto sequencer = support::start_sequencer(
        *store, clock,
        {.on_progress = [&told](Size done, Size total) { told.emplace_back(done, total); }});
  }

  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().first, Size{builder.statements().size()});
  std::size_t i = 0;
  for (const char* table : tables) EXPECT_EQ(RawLog(ledger).rows(table), before[i++]) << table;
}

TEST(Reopening, MakesRowsAnewThatBelongToOtherRecords) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  support::write_ledger(ledger, support::small_ledger(3).statements());
  const auto rows = RawLog(ledger).rows("registry");
  {
    RawLog raw(ledger);
    std::string position = raw.rows("meta").at("rows").substr(0, kPositionBytes);
    position.back() = static_cast<char>(position.back() ^ 1);  // the last leaf
    raw.put_row("meta", "rows", position);
    raw.erase("registry", registry_row_key(*PartyId::parse("gha-gov")));
  }
  {
    const auto store = support::open_store(ledger);
    FakeClock clock;
    support::start_sequencer(*store, clock).reset();
  }

  EXPECT_EQ(RawLog(ledger).rows("registry"), rows);
}

TEST(Reopening, MakesRowsAnewOnceOneTurnsOutDamaged) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  LedgerBuilder builder = support::small_ledger(3);
  support::write_ledger(ledger, builder.statements());
  const auto rows = RawLog(ledger).rows("registry");
  const std::string key = registry_row_key(*PledgeId::parse("p-1"));
  RawLog(ledger).put("registry", key, rows.at(key).substr(0, rows.at(key).size() - 1));
  const auto store = support::open_store(ledger);
  FakeClock clock;
  const auto sequencer = support::start_sequencer(*store, clock);
  const SignedStatement report = builder.sign(
      support::by_party("ken-gov", "pledge.withdrawn", "pledge/p-1", {{"reason", "a reason"}}));

  const Answer first = support::send(*sequencer, report);
  const Answer second = support::send(*sequencer, report);

  EXPECT_TRUE(std::holds_alternative<Unavailable>(first)) << support::text_of(first);
  expect_accepted(second);
  expect_sound(*store, builder.statements().size() + 1);
}

TEST(Reopening, RefusesARecordThatCouldNotHaveBeenAdmitted) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  const LedgerBuilder builder = support::small_ledger(3);
  support::write_ledger(ledger, builder.statements());
  {
    RawLog raw(ledger);
    raw.erase("meta", "rows");
    auto records = raw.records();
    std::swap(records[4], records[5]);
    support::chain_anew(records, 4);
    raw.replace_records(records);
    std::string tail;
    put_big_endian(tail, std::uint64_t{records.size()});
    tail += crypto::as_text(leaf_hash_of(records.back()).bytes);
    raw.put("meta", "tail", tail);
  }
  const auto store = support::open_store(ledger);
  const FakeClock clock;

  const auto sequencer = Sequencer::start(*store, clock, support::silent_journal(), {});

  ASSERT_FALSE(sequencer.has_value());
  EXPECT_EQ(sequencer.error().code, Errc::corrupt);
  EXPECT_NE(sequencer.error().detail.find("record 4"), std::string::npos)
      << sequencer.error().detail;
}

TEST(LedgerReader, ShowsTheRegistryAtTheEnd) {
  LedgerBuilder builder = support::small_ledger(5);
  const std::size_t records = builder.statements().size();
  for (const std::size_t with_rows : {std::size_t{0}, records / 2, records}) {
    const TemporaryDirectory directory;
    write_crashed(directory.path(), builder.statements(), with_rows);
    const auto store = support::open_store(directory.path() / "crashed", Access::read);

    LedgerReader reader = value_of(LedgerReader::open(*store));

    EXPECT_EQ(reader.ledger_name(), builder.registry().governance().ledger);
    EXPECT_EQ(reader.tail().size, Size{records});
    for (const AcceptedStatement& each : builder.statements()) {
      const StreamId& stream = each.statement.stream;
      EXPECT_EQ(reader.registry().head(stream), builder.registry().head(stream)) << stream.text();
    }
    EXPECT_TRUE(reader.check().has_value());
    EXPECT_EQ(reader.root(), value_of(audit(*store, {.threads = 1})).root);
  }
}

TEST(LedgerReader, FoldsEverythingWhereRowsAreOfAnotherSchema) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  LedgerBuilder builder = support::small_ledger(3);
  support::write_ledger(ledger, builder.statements());
  RawLog(ledger).put_row("meta", "rows", "another schema");
  const auto store = support::open_store(ledger, Access::read);

  LedgerReader reader = value_of(LedgerReader::open(*store));

  EXPECT_EQ(reader.registry().head(StreamId::governance()),
            builder.registry().head(StreamId::governance()));
  EXPECT_EQ(rows_at(*store), 0U);
}

TEST(LedgerReader, SaysWhenARowWasDamaged) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  support::write_ledger(ledger, support::small_ledger(3).statements());
  RawLog(ledger).put("registry", registry_row_key(*PledgeId::parse("p-1")), "damaged");
  const auto store = support::open_store(ledger, Access::read);
  LedgerReader reader = value_of(LedgerReader::open(*store));
  EXPECT_TRUE(reader.check().has_value());

  EXPECT_EQ(reader.registry().find(*PledgeId::parse("p-1")), nullptr);

  ASSERT_FALSE(reader.check().has_value());
  EXPECT_EQ(reader.check().error().code, Errc::corrupt);
}

// Sends pledge after pledge until the files may not grow further. 0: then, and only then, every
// answer was Unavailable; writes to `acknowledged` how many were accepted.
int send_until_full(const fs::path& ledger, LedgerBuilder& builder, std::size_t* acknowledged) {
  const auto store = Store::open(ledger, Access::write);
  if (!store) return 1;
  const FakeClock clock;
  support::KeptJournal journal;
  const auto sequencer = Sequencer::start(**store, clock, journal, {});
  if (!sequencer) return 2;
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{600'000, 600'000};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;
  for (int i = 0; i < 5'000; ++i) {
    const auto draft = support::by_party("gha-gov", "pledge.submitted",
                                         "pledge/x-" + std::to_string(i), support::pledge_body());
    const Answer answer = support::send(**sequencer, builder.sign(draft));
    if (std::holds_alternative<Accepted>(answer)) {
      ++*acknowledged;
      continue;
    }
    if (!std::holds_alternative<Unavailable>(answer)) return 4;
    const Answer next = support::send(**sequencer, builder.sign(draft));
    if (!std::holds_alternative<Unavailable>(next)) return 5;
    if (!(*sequencer)->counters().read_only) return 6;
    // The error has LMDB's own reason, and the remedy.
    const bool is_named = (*sequencer)->condition().find("ulimit -f") != std::string::npos &&
                          support::text_of(next).find("ulimit -f") != std::string::npos;
    return is_named && journal.count("commit_failed") == 1 && journal.count("read_only") == 1 ? 0
                                                                                              : 8;
  }
  return 7;
}

TEST(Reopening, AFullDiskLosesNothingThatWasAcknowledged) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  LedgerBuilder builder = support::small_ledger(2);
  support::write_ledger(ledger, builder.statements());
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);

  const int outcome = support::in_child([&] {
    std::size_t acknowledged = 0;
    const int status = send_until_full(ledger, builder, &acknowledged);
    return ::write(pipe_ends[1], &acknowledged, sizeof acknowledged) == sizeof acknowledged ? status
                                                                                            : 8;
  });
  std::size_t acknowledged = 0;
  ASSERT_EQ(::read(pipe_ends[0], &acknowledged, sizeof acknowledged),
            static_cast<ssize_t>(sizeof acknowledged));
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);

  EXPECT_EQ(outcome, 0);
  const auto store = support::open_store(ledger);
  const std::size_t size = number(store->size());
  EXPECT_GE(size, builder.statements().size() + acknowledged);
  expect_sound(*store, size);
  const FakeClock clock;
  const auto sequencer = support::start_sequencer(*store, clock);
  expect_accepted(support::send(
      *sequencer, builder.sign(support::by_party("gha-gov", "pledge.submitted", "pledge/after",
                                                 support::pledge_body()))));
}

}  // namespace
}  // namespace pledgebook::ledger

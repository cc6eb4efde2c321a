// SPDX-License-Identifier: Apache-2.0
// Accidentally damaged derived rows: whichever bit was flipped, the later history is that of the
// records, the rows are rebuilt, and the journal says so.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "ledger/log/audit.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/registry_reader.h"
#include "ledger/log/registry_row.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/row_check.h"
#include "ledger/log/stream_records.h"
#include "tests/support/json.h"
#include "tests/support/kept_journal.h"
#include "tests/support/raw_log.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::AcceptedStatement;
using support::FakeClock;
using support::KeptJournal;
using support::LedgerBuilder;
using support::RawLog;
using support::TemporaryDirectory;
using support::value_of;

enum class Part : std::uint8_t { key, value, check };

// Flips a bit of the row's key, of its value, or of the checksum after it.
void flip(RawLog& raw, const char* table, std::string key, std::string stored, Part part) {
  if (part == Part::key) {
    raw.erase(table, key);
    key.back() = static_cast<char>(key.back() ^ 1);
  } else {
    const std::size_t place = part == Part::check ? stored.size() - 1 : (stored.size() - 8) / 2;
    stored[place] = static_cast<char>(stored[place] ^ 0x10);
  }
  raw.put(table, key, stored);
}

// A sealed ledger with rows of every kind, and statements that may come next: one in each stream of
// a pledge, what needs the other rows, and a new pledge.
class DamagedRows : public testing::Test {
 protected:
  DamagedRows() {
    LedgerBuilder builder = support::small_ledger(3);
    const auto ken_says = [&builder](std::string kind, const std::string& stream,
                                     std::string_view body) {
      return builder.add(
          support::by_party("ken-gov", std::move(kind), stream, support::object_of(body)));
    };
    const support::Draft observed =
        support::by_registrar("indicator.observed", "indicator/people-offline",
                              support::object_of(R"({"objective":"people-offline","source":"s",
                                  "observations":[{"date":"2025-12-31","value":"1"}]})"));
    const std::string_view message = R"({"text":"Which districts?","topic":"question"})";
    const Sid given = ken_says("attestation.given", "attestation/p-0", R"({"claim":"seen"})");
    ken_says("message.posted", "discussion/p-0", message);
    const Sid proposal = ken_says("match.proposed", "pledge/p-1", R"({"pledge":"p-0"})");
    builder.add(observed);
    const auto before = static_cast<std::ptrdiff_t>(builder.statements().size());
    builder.add(
        support::by_party("gha-gov", "match.accepted", "pledge/p-0", {{"sid", proposal.hex()}}));
    builder.add(support::by_party("ken-gov", "attestation.withdrawn", "attestation/p-0",
                                  {{"sid", given.hex()}, {"reason", "a reason"}}));
    ken_says("message.posted", "discussion/p-0", message);
    builder.add(observed);
    builder.add(
        support::by_party("gha-gov", "pledge.withdrawn", "pledge/p-0", {{"reason", "a reason"}}));
    builder.add(
        support::by_party("ken-gov", "pledge.withdrawn", "pledge/p-1", {{"reason", "a reason"}}));
    builder.add(
        support::by_party("gha-gov", "pledge.withdrawn", "pledge/p-2", {{"reason", "a reason"}}));
    builder.add_pledge("new", "gha-gov");
    const auto& all = builder.statements();
    first_.assign(all.begin(), all.begin() + before);
    next_.assign(all.begin() + before, all.end());
    const auto store = support::make_store(original_);
    const FakeClock clock;
    const auto sequencer = support::start_sequencer(*store, clock);
    support::send_all(*sequencer, first_);
    EXPECT_TRUE(support::seal(*sequencer).has_value());
  }

  // Copies the ledger, and damages the copy by `damage(raw)`.
  template <class Damage>
  void damage_copy(Damage damage) {
    fs::remove_all(ledger_);
    fs::copy(original_, ledger_, fs::copy_options::recursive);
    RawLog raw(ledger_);
    damage(raw);
  }

  // Sends the next statements, again if the answer says so, and seals.
  void write_on(Store& store, KeptJournal& journal) {
    const FakeClock clock;
    const auto sequencer = support::start_sequencer(store, clock, {}, journal);
    for (const AcceptedStatement& each : next_) {
      Answer answer = support::send(*sequencer, each.signed_statement);
      if (std::holds_alternative<Unavailable>(answer))
        answer = support::send(*sequencer, each.signed_statement);
      EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
    }
    const auto sealed = support::seal(*sequencer);
    EXPECT_TRUE(sealed.has_value() || support::seal(*sequencer).has_value());
  }

  // Judges the records alone: all rows are rebuilt from them.
  void expect_valid_history() {
    RawLog(ledger_).erase("meta", "rows");
    const auto store = support::open_store(ledger_);
    const FakeClock clock;
    support::start_sequencer(*store, clock).reset();
    const AuditReport report = value_of(audit(*store, {.threads = 1}));
    EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
    EXPECT_EQ(report.statements, first_.size() + next_.size());
  }

  TemporaryDirectory directory_;
  fs::path original_ = directory_.path() / "original";
  fs::path ledger_ = directory_.path() / "ledger";
  std::vector<AcceptedStatement> first_, next_;
};

TEST_F(DamagedRows, NeverEndInAnInvalidHistory) {
  std::size_t rebuilt = 0;
  for (const char* table : {"tree", "registry", "sids", "streams", "meta"}) {
    const auto rows = RawLog(original_).rows(table);
    ASSERT_FALSE(rows.empty());
    std::size_t row = 0;
    for (const auto& [key, stored] : rows) {
      if (std::string_view(table) == "sids" && row++ % 8 != 0) continue;  // all alike
      for (const Part part : {Part::key, Part::value, Part::check}) {
        SCOPED_TRACE(testing::Message() << table << " " << testing::PrintToString(key) << " "
                                        << static_cast<int>(part));
        damage_copy([&](RawLog& raw) { flip(raw, table, key, stored, part); });
        auto store = Store::open(ledger_, Access::write);
        if (key == "tail") {  // only it has the log's end
          EXPECT_FALSE(store.has_value());
          EXPECT_EQ(store.error().code, Errc::corrupt);
          continue;
        }
        KeptJournal journal;
        write_on(**store, journal);
        rebuilt += journal.count("rows_rebuilt");
        store->reset();
        expect_valid_history();
      }
    }
  }
  EXPECT_GT(rebuilt, 100U);
}

TEST_F(DamagedRows, AreRebuiltOnceAndSaidSo) {
  // The stream of `prev`, the tree's frontier, and the position of the rows.
  const std::string stream = stream_row_key(stream_key("by/gha-gov"));
  const std::map<std::string, std::string> cases{
      {"streams", stream}, {"tree", tree_row_key(0, 0)}, {"meta", "rows"}};
  for (const auto& [table, key] : cases) {
    const std::string stored = RawLog(original_).rows(table.c_str()).at(key);
    damage_copy([&](RawLog& raw) { flip(raw, table.c_str(), key, stored, Part::value); });
    const auto store = support::open_store(ledger_);
    KeptJournal journal;

    write_on(*store, journal);

    EXPECT_EQ(journal.count("rows_rebuilt"), 1U) << table;
    const AuditReport report = value_of(audit(*store, {.threads = 1}));
    EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
  }
}

TEST_F(DamagedRows, ThatAReaderMeetsAreRebuiltBeforeTheNextCommit) {
  const Sid sid = first_.at(5).sid;
  damage_copy([&](RawLog& raw) {
    const std::string key = sid_row_key(sid);
    flip(raw, "sids", key, raw.rows("sids").at(key), Part::value);
  });
  const auto store = support::open_store(ledger_);
  const FakeClock clock;
  KeptJournal journal;
  const auto sequencer = support::start_sequencer(*store, clock, {}, journal);
  {
    const Snapshot snapshot = value_of(store->snapshot());
    EXPECT_EQ(snapshot.row(Table::sids, sid_row_key(sid)), std::nullopt);
    EXPECT_FALSE(snapshot.check_rows().has_value());
    EXPECT_TRUE(snapshot.is_row_damaged());
  }

  const Answer answer = support::send(*sequencer, next_.front().signed_statement);

  EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
  EXPECT_EQ(journal.count("rows_rebuilt"), 1U);
  const Snapshot snapshot = value_of(store->snapshot());
  EXPECT_NE(snapshot.row(Table::sids, sid_row_key(sid)), std::nullopt);
  EXPECT_FALSE(store->is_row_damaged());
}

// A party that has said all that it may this year would be heard again.
TEST_F(DamagedRows, OfAnAllowanceDoNotRenewIt) {
  const auto attestation = [](std::string_view party) {
    return support::by_party(party, "attestation.given", "attestation/p-0", {{"claim", "seen"}});
  };
  LedgerBuilder builder = support::small_ledger(1);
  for (int i = 0; i < 20; ++i) builder.add(attestation("ken-gov"));
  fs::remove_all(ledger_);
  const FakeClock clock;
  {
    const auto store = support::make_store(ledger_);
    const auto sequencer = support::start_sequencer(*store, clock);
    support::send_all(*sequencer, builder.statements());
    ASSERT_TRUE(support::seal(*sequencer).has_value());
  }
  const Speaker speaker{*StreamId::parse("attestation/p-0"), *PartyId::parse("ken-gov")};
  RawLog(ledger_).erase("registry", registry_row_key(speaker));
  const auto store = support::open_store(ledger_);
  EXPECT_NE(value_of(audit(*store, {.threads = 1})).finding, std::nullopt);
  KeptJournal journal;
  const auto sequencer = support::start_sequencer(*store, clock, {}, journal);

  Answer answer = support::send(*sequencer, builder.sign(attestation("ken-gov")));
  if (std::holds_alternative<Unavailable>(answer))
    answer = support::send(*sequencer, builder.sign(attestation("ken-gov")));

  ASSERT_TRUE(std::holds_alternative<Refused>(answer)) << support::text_of(answer);
  EXPECT_EQ(std::get<Refused>(answer).refusal.code, "allowance_used");
  EXPECT_EQ(journal.count("rows_rebuilt"), 1U);
}

TEST_F(DamagedRows, ComeWithTheRemedyThatRebuildsThem) {
  damage_copy([&](RawLog& raw) {
    for (const char* table : {"streams", "registry"}) {
      for (const auto& [key, stored] : raw.rows(table)) flip(raw, table, key, stored, Part::value);
    }
  });
  const auto store = support::open_store(ledger_, Access::read);

  const auto records =
      find_stream_records(value_of(store->snapshot()), "by/gha-gov", std::nullopt, 10);
  const auto reader = RegistryReader::open(*store);

  const std::string remedy = "serve the ledger, or add a statement to it";
  ASSERT_FALSE(records.has_value());
  EXPECT_NE(records.error().detail.find(remedy), std::string::npos) << records.error().detail;
  ASSERT_FALSE(reader.has_value());
  EXPECT_NE(reader.error().detail.find(remedy), std::string::npos) << reader.error().detail;
}

TEST_F(DamagedRows, AreToldFromAlteredOnesByTheAudit) {
  constexpr std::uint8_t kTree = 1;  // the number of the table in row checks
  const std::string key = tree_row_key(0, 0);
  const std::string stored = RawLog(original_).rows("tree").at(key);
  const auto audit_with = [&](const std::string& row) {
    damage_copy([&](RawLog& raw) { raw.put("tree", key, row); });
    return value_of(audit(*support::open_store(ledger_, Access::read), {.threads = 1}));
  };
  std::string flipped = stored;
  flipped.front() = static_cast<char>(flipped.front() ^ 0x10);
  const std::string altered = flipped.substr(0, flipped.size() - 8);

  const AuditReport by_chance = audit_with(flipped);
  const AuditReport by_hand = audit_with(checked_value(kTree, key, altered));

  ASSERT_TRUE(by_chance.finding.has_value());
  EXPECT_TRUE(by_chance.finding->rows_damaged) << by_chance.finding->reason;
  EXPECT_NE(by_chance.finding->reason.find("serve the ledger"), std::string::npos);
  ASSERT_TRUE(by_hand.finding.has_value());
  EXPECT_FALSE(by_hand.finding->rows_damaged) << by_hand.finding->reason;
  EXPECT_EQ(by_hand.finding->index, Index{0});
}

// Writes the rows in the old format, without checksums.
void remove_checks(RawLog& raw) {
  for (const char* table : {"tree", "registry", "sids", "streams", "meta"}) {
    auto rows = raw.rows(table);
    for (auto& [key, stored] : rows) stored.resize(stored.size() - 8);
    raw.replace(table, rows);
  }
}

TEST_F(DamagedRows, AreNotWhatALedgerWithoutChecksHas) {
  damage_copy(&remove_checks);
  {
    const auto store = support::open_store(ledger_, Access::read);
    const AuditReport report = value_of(audit(*store, {.threads = 1}));
    EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
  }
  const auto store = support::open_store(ledger_);
  KeptJournal journal;

  write_on(*store, journal);

  EXPECT_EQ(journal.count("rows_rebuilt"), 1U);
  EXPECT_NE(journal.entries().front().line.find("another format"), std::string::npos);
  const AuditReport report = value_of(audit(*store, {.threads = 1}));
  EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
  EXPECT_TRUE(report.rows_compared);
}

}  // namespace
}  // namespace pledgebook::ledger

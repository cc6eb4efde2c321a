// SPDX-License-Identifier: Apache-2.0
// Queries for streams, parties and keys, answered from rows and the records after them, at any
// position of the rows.
#include "ledger/log/stream_records.h"

#include <gtest/gtest.h>

#include <map>

#include "ledger/log/ledger_reader.h"
#include "ledger/log/registry_reader.h"
#include "tests/support/raw_log.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::AcceptedStatement;
using support::LedgerBuilder;
using support::value_of;

// The statements in a store; rows are written only with the commit of the first `with_rows`.
class LaggingLog {
 public:
  LaggingLog(const std::vector<AcceptedStatement>& statements, std::size_t with_rows)
      : store_(support::make_store(directory_.path() / "ledger")),
        sequencer_(support::start_sequencer(*store_, clock_)) {
    const auto middle = statements.begin() + static_cast<std::ptrdiff_t>(with_rows);
    if (with_rows > 0) {
      support::send_all(*sequencer_, {statements.begin(), middle - 1});
      clock_.advance(std::chrono::seconds(1));
      (void)support::send(*sequencer_, (middle - 1)->signed_statement);
    }
    support::send_all(*sequencer_, {middle, statements.end()});
  }
  [[nodiscard]] const Store& store() const { return *store_; }
  [[nodiscard]] Snapshot snapshot() const { return value_of(store_->snapshot()); }

 private:
  support::TemporaryDirectory directory_;
  support::FakeClock clock_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Sequencer> sequencer_;
};

// The indexes of each stream, read from the statements themselves.
std::map<std::string, std::vector<Index>> streams_of_all(
    const std::vector<AcceptedStatement>& statements) {
  std::map<std::string, std::vector<Index>> streams;
  for (std::size_t i = 0; i < statements.size(); ++i)
    streams[statements[i].statement.stream.text()].push_back(Index{i});
  return streams;
}

void expect_found(const Snapshot& snapshot, const std::string& stream,
                  const std::vector<Index>& all) {
  const auto whole = value_of(find_stream_records(snapshot, stream, {}, 1'000'000));
  EXPECT_EQ(whole.records, all) << stream;
  EXPECT_EQ(whole.count, all.size()) << stream;
  EXPECT_EQ(whole.last, all.empty() ? std::nullopt : std::optional(all.back())) << stream;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto part = value_of(find_stream_records(snapshot, stream, all[i], 3));
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    const auto end = begin + std::min<std::ptrdiff_t>(3, all.end() - begin);
    EXPECT_EQ(part.records, std::vector(begin, end)) << stream << " after " << i;
    EXPECT_EQ(part.count, all.size()) << stream;
  }
}

// A ledger with one stream of more than three chunks.
LedgerBuilder long_stream_ledger() {
  LedgerBuilder ledger = support::small_ledger(3);
  for (int i = 0; i < 100; ++i) {
    const std::string name = "key-" + std::to_string(i);
    boost::json::object key{{"public_key", support::public_key_text(name)}, {"label", "a key"}};
    ledger.add(support::by_party("gha-gov", "key.replaced", "keys/gha-gov", std::move(key))
                   .signed_by({i == 0 ? "gha-gov" : "key-" + std::to_string(i - 1), name}));
  }
  return ledger;
}

TEST(StreamRecords, AreFoundWhereverTheRowsStand) {
  const LedgerBuilder ledger = long_stream_ledger();
  const auto& statements = ledger.statements();
  const auto streams = streams_of_all(statements);
  for (const std::size_t with_rows :
       {std::size_t{0}, std::size_t{1}, statements.size() / 2, statements.size()}) {
    const LaggingLog log(statements, with_rows);
    const Snapshot snapshot = log.snapshot();

    for (const auto& [stream, all] : streams) expect_found(snapshot, stream, all);
    expect_found(snapshot, "pledge/none", {});
  }
}

TEST(StreamRecords, SayThatARowIsDamaged) {
  const support::TemporaryDirectory directory;
  const auto path = directory.path() / "ledger";
  const LedgerBuilder ledger = support::small_ledger(3);
  support::write_ledger(path, ledger.statements());
  {
    support::RawLog raw(path);
    for (const auto& [key, value] : raw.rows("streams")) {
      if (key.starts_with('i')) raw.put("streams", key, value.substr(1));
    }
  }
  const auto store = support::open_store(path, Access::read);
  const auto found = find_stream_records(value_of(store->snapshot()), "governance", {}, 1'000);

  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::corrupt);
}

TEST(RegistryReader, SaysWhatTheJudgingReaderSays) {
  const LedgerBuilder ledger = support::small_ledger(4);
  const auto& statements = ledger.statements();
  for (const std::size_t with_rows :
       {std::size_t{0}, std::size_t{1}, std::size_t{5}, statements.size()}) {
    const LaggingLog log(statements, with_rows);

    RegistryReader reader = value_of(RegistryReader::open(log.store()));
    LedgerReader judging = value_of(LedgerReader::open(log.store()));

    EXPECT_EQ(reader.registry().governance().ledger, judging.ledger_name());
    EXPECT_EQ(reader.registry().governance().head, judging.registry().governance().head);
    EXPECT_EQ(reader.registry().governance().created.log_key,
              judging.registry().governance().created.log_key);
    for (const char* id : {"gha-gov", "ken-gov", "bdt", "nobody"}) {
      const PartyId party = PartyId::parse(id).value();
      const Party* found = reader.registry().find(party);
      const Party* expected = judging.registry().find(party);
      ASSERT_EQ(found == nullptr, expected == nullptr) << id;
      EXPECT_EQ(reader.registry().has_active_key(party), judging.registry().has_active_key(party));
      if (found == nullptr) continue;
      EXPECT_EQ(found->keys, expected->keys) << id;
      EXPECT_EQ(found->body.name, expected->body.name) << id;
      for (const KeyId& key : found->keys) EXPECT_NE(reader.registry().find(key), nullptr) << id;
    }
    EXPECT_TRUE(reader.check());
  }
}

}  // namespace
}  // namespace pledgebook::ledger

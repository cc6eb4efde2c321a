// SPDX-License-Identifier: Apache-2.0
// The registry over a source of rows: reads through, remembers changes, forgets what was written.
#include "ledger/domain/rules/registry.h"

#include <gtest/gtest.h>

#include <map>

namespace pledgebook::ledger {
namespace {

class MapSource : public RowSource {
 public:
  std::optional<Governance> governance() override {
    Governance stored;
    stored.ledger = "stored";
    return stored;
  }
  std::optional<Party> party(const PartyId& id) override { return look_up(parties, id); }
  std::optional<Key> key(const KeyId&) override { return std::nullopt; }
  std::optional<PledgeState> pledge(const PledgeId& id) override { return look_up(pledges, id); }
  std::optional<Proposal> proposal(const Sid&) override { return std::nullopt; }
  std::optional<StreamEnd> stream_end(const StreamId&) override { return std::nullopt; }
  std::optional<EarlierStatement> earlier(const Sid&) override { return std::nullopt; }
  std::optional<Allowance> allowance(const Speaker&) override { return std::nullopt; }

  std::map<PartyId, Party> parties;
  std::map<PledgeId, PledgeState> pledges;
  int reads = 0;

 private:
  template <class Id, class Row>
  std::optional<Row> look_up(const std::map<Id, Row>& rows, const Id& id) {
    ++reads;
    const auto found = rows.find(id);
    if (found == rows.end()) return std::nullopt;
    return found->second;
  }
};

PledgeState pledge(const char* id) {
  PledgeState state;
  state.id = *PledgeId::parse(id);
  return state;
}

// Writes changed pledges back to the source; counts other rows.
struct Writer {
  MapSource& source;
  int others = 0;
  void operator()(const PledgeState& row) { source.pledges[row.id] = row; }
  template <class Row>
  void operator()(const Row&) {
    ++others;
  }
};

TEST(Registry, ReadsARowOnceFromItsSource) {
  MapSource source;
  source.pledges[*PledgeId::parse("a")] = pledge("a");
  Registry registry(&source);

  EXPECT_EQ(registry.governance().ledger, "stored");
  ASSERT_NE(registry.find(*PledgeId::parse("a")), nullptr);
  ASSERT_NE(registry.find(*PledgeId::parse("a")), nullptr);
  EXPECT_EQ(source.reads, 1);
  EXPECT_EQ(registry.find(*PledgeId::parse("b")), nullptr);
  EXPECT_EQ(registry.changes(), 0U);
}

TEST(Registry, ChangesTheStoredRow) {
  MapSource source;
  source.pledges[*PledgeId::parse("a")] = pledge("a");
  source.pledges[*PledgeId::parse("a")].count = 41;
  Registry registry(&source);

  ++registry.edit(*PledgeId::parse("a")).count;

  EXPECT_EQ(registry.find(*PledgeId::parse("a"))->count, 42U);
  EXPECT_EQ(registry.changes(), 1U);
}

TEST(Registry, WritesEachChangeOnce) {
  MapSource source;
  Registry registry(&source);
  registry.edit(*PledgeId::parse("a")).id = *PledgeId::parse("a");
  registry.edit_governance().rules = 2;

  Writer writer{source};
  registry.write_changes([&writer](const auto& row) { writer(row); });
  EXPECT_EQ(source.pledges.size(), 1U);
  EXPECT_EQ(writer.others, 1);
  EXPECT_EQ(registry.changes(), 0U);

  registry.write_changes([&writer](const auto& row) { writer(row); });
  EXPECT_EQ(writer.others, 1);
}

TEST(Registry, ForgetsOnlyWhatWasWritten) {
  MapSource source;
  Registry registry(&source);
  for (const char* id : {"a", "b"}) registry.edit(*PledgeId::parse(id)) = pledge(id);
  Writer writer{source};
  registry.write_changes([&writer](const auto& row) { writer(row); });
  registry.edit(*PledgeId::parse("b")).count = 7;

  registry.forget_clean(1);

  source.reads = 0;
  EXPECT_EQ(registry.find(*PledgeId::parse("b"))->count, 7U);
  EXPECT_EQ(source.reads, 0) << "changed, so still held";
  EXPECT_NE(registry.find(*PledgeId::parse("a")), nullptr);
  EXPECT_EQ(source.reads, 1) << "forgotten, so read again";
}

TEST(Registry, ForgetsTheOldestAndKeepsTheRest) {
  MapSource source;
  Registry registry(&source);
  const auto id_of = [](int i) { return *PledgeId::parse("p" + std::to_string(i)); };
  for (int i = 0; i < 100; ++i) registry.edit(id_of(i)) = pledge(("p" + std::to_string(i)).c_str());
  Writer writer{source};
  registry.write_changes([&writer](const auto& row) { writer(row); });

  registry.forget_clean(90);

  source.reads = 0;
  for (int i = 10; i < 100; ++i) EXPECT_NE(registry.find(id_of(i)), nullptr);
  EXPECT_EQ(source.reads, 0) << "still held";
  for (int i = 0; i < 10; ++i) EXPECT_NE(registry.find(id_of(i)), nullptr);
  EXPECT_EQ(source.reads, 10) << "forgotten, so read again";
}

TEST(Registry, WithoutASourceHoldsAll) {
  Registry registry;
  registry.edit(*PledgeId::parse("a")) = pledge("a");
  registry.write_changes([](const auto&) {});

  registry.forget_clean(0);

  EXPECT_NE(registry.find(*PledgeId::parse("a")), nullptr);
}

}  // namespace
}  // namespace pledgebook::ledger

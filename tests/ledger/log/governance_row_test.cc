// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/governance_row.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

// Lists, objectives and the like of a real profile, and some policies of witnesses.
Governance some_governance() {
  support::LedgerBuilder builder;
  builder.publish_profile("p2c");
  Governance governance = builder.registry().governance();
  governance.witness_policies = {"one", "two", "three"};
  return governance;
}

std::map<std::string, std::string> rows_of(const Governance& governance) {
  std::vector<Row> rows;
  GovernanceRows().take_rows(governance, rows);
  std::map<std::string, std::string> sorted;
  for (const Row& row : rows) sorted.emplace(row.key, row.value);
  return sorted;
}

std::optional<Governance> read(const std::map<std::string, std::string>& rows) {
  GovernanceReader reader;
  for (const auto& [key, value] : rows) {
    if (!reader.add(key, value)) return std::nullopt;
  }
  return reader.finish();
}

TEST(GovernanceRows, RoundTrip) {
  const Governance governance = some_governance();
  ASSERT_GT(governance.lists.size(), 3U);
  const auto rows = rows_of(governance);

  const auto again = read(rows);

  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->ledger, governance.ledger);
  EXPECT_EQ(again->head, governance.head);
  EXPECT_EQ(again->lists.size(), governance.lists.size());
  EXPECT_EQ(again->witness_policies, governance.witness_policies);
  EXPECT_EQ(rows_of(*again), rows);
}

TEST(GovernanceRows, AreWrittenOnceButForTheOneThatChanges) {
  Governance governance = some_governance();
  GovernanceRows written(governance);
  governance.lists.push_back(governance.lists.front());
  governance.rules = 2;
  std::vector<Row> rows;

  written.take_rows(governance, rows);

  ASSERT_EQ(rows.size(), 2U) << "the new list version, and what changes";
  EXPECT_EQ(rows.back().key, kGovernanceRow);
  auto all = rows_of(some_governance());
  for (const Row& row : rows) all[row.key] = row.value;
  EXPECT_EQ(all, rows_of(governance));
}

TEST(GovernanceRows, AreDamagedWhereOneIsMissingOrCutShort) {
  const auto rows = rows_of(some_governance());
  for (const auto& [key, value] : rows) {
    auto missing = rows;
    missing.erase(key);
    EXPECT_FALSE(read(missing).has_value()) << testing::PrintToString(key);
    auto cut = rows;
    cut[key].pop_back();
    EXPECT_FALSE(read(cut).has_value()) << testing::PrintToString(key);
  }
}

}  // namespace
}  // namespace pledgebook::ledger

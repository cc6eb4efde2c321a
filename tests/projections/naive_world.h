// SPDX-License-Identifier: Apache-2.0
// World: all that is known at the moment of a query, folded anew from the first statement.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ledger/domain/rules/fold.h"
#include "projections/query/query.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::projections::naive {

using Statements = std::vector<support::AcceptedStatement>;

// What the ledger knew by `recorded`, and what had happened by `stated`.
[[nodiscard]] bool knows(const Query& query, const support::AcceptedStatement& accepted);
[[nodiscard]] bool happened(const Query& query, const support::AcceptedStatement& accepted);

struct Dispute {
  ledger::KeyId key;
  ledger::Index since{};
};

struct World {
  ledger::Registry registry;
  std::vector<ledger::PledgeId> pledges;
  std::vector<ledger::RateTable> rates;
  std::vector<Dispute> disputes;
  std::set<ledger::KeyId> recovered;
  std::map<ledger::Index, std::vector<ledger::KeyId>> signers;
  std::map<ledger::PledgeId, std::vector<ledger::Index>> streams;
  // The last review of each report, by the index of the report's record.
  std::map<ledger::Index, ledger::Index> reviews;
};

void make_world(World& world, const Statements& statements, const Query& query);

[[nodiscard]] bool is_disputed(const World& world, ledger::Index record);
[[nodiscard]] std::optional<ledger::Decimal> to_usd(const World& world, const ledger::Money& money,
                                                    ledger::Date day, ledger::Index origin);

}  // namespace pledgebook::projections::naive

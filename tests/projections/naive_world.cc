// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/naive_world.h"

#include <algorithm>

namespace pledgebook::projections::naive {

using ledger::Date;
using ledger::Decimal;
using ledger::Index;
using support::AcceptedStatement;

namespace {

std::vector<ledger::KeyId> keys_of(const AcceptedStatement& accepted) {
  std::vector<ledger::KeyId> keys;
  for (const auto& signature : accepted.signed_statement.signatures) keys.push_back(signature.key);
  return keys;
}

void fold_one(ledger::Registry& registry, const AcceptedStatement& accepted) {
  ledger::fold(registry, {accepted.statement, accepted.sid, accepted.signed_statement.signatures,
                          accepted.index, accepted.recorded_at});
}

// A correction takes the place of the table with its effective date, which keeps its place in the
// log.
void add_rates(World& world, const AcceptedStatement& accepted,
               const ledger::RatesPublished& rates) {
  const auto corrected = std::ranges::find_if(world.rates, [&](const ledger::RateTable& table) {
    return table.body.effective == rates.effective;
  });
  if (corrected == world.rates.end()) {
    world.rates.push_back(
        {{accepted.sid, accepted.index, accepted.recorded_at, accepted.statement.at}, rates});
  } else {
    corrected->body = rates;
  }
}

// Disputes that this statement makes known, and marks of recovered keys.
void add_marks(World& world, ledger::Registry& everything, const AcceptedStatement& accepted,
               const std::vector<ledger::KeyId>& keys) {
  for (const auto& id : keys) {
    const ledger::Key* key = everything.find(id);
    if (key == nullptr) continue;
    if (key->recovered) world.recovered.insert(id);
    for (const ledger::Dispute& dispute : key->disputes) {
      if (dispute.known == accepted.index) world.disputes.push_back({id, dispute.since});
    }
  }
}

void add_to_pledge(World& world, const AcceptedStatement& accepted, const ledger::PledgeId& id) {
  world.signers[accepted.index] = keys_of(accepted);
  world.streams[id].push_back(accepted.index);
  fold_one(world.registry, accepted);
  if (std::ranges::find(world.pledges, id) == world.pledges.end()) world.pledges.push_back(id);
  if (const auto* review = std::get_if<ledger::ReportReviewed>(&accepted.statement.body)) {
    const auto* report = ledger::find_report(*world.registry.find(id), review->report);
    world.reviews[report->origin.index] = accepted.index;
  }
}

}  // namespace

bool knows(const Query& query, const AcceptedStatement& accepted) {
  return !query.recorded || accepted.recorded_at <= *query.recorded;
}
bool happened(const Query& query, const AcceptedStatement& accepted) {
  return !query.stated || ledger::RecordedAt(accepted.statement.at) <= *query.stated;
}

void make_world(World& world, const Statements& statements, const Query& query) {
  ledger::Registry everything;
  std::vector<ledger::KeyId> all_keys;
  for (const AcceptedStatement& accepted : statements) {
    if (!knows(query, accepted)) continue;
    fold_one(everything, accepted);
    for (const auto& key : keys_of(accepted)) {
      if (std::ranges::find(all_keys, key) == all_keys.end()) all_keys.push_back(key);
    }
    add_marks(world, everything, accepted, all_keys);
    if (const auto* rates = std::get_if<ledger::RatesPublished>(&accepted.statement.body))
      add_rates(world, accepted, *rates);
    const auto id = accepted.statement.stream.pledge_id();
    if (id && happened(query, accepted)) add_to_pledge(world, accepted, *id);
  }
}

bool is_disputed(const World& world, Index record) {
  const auto& keys = world.signers.at(record);
  return std::ranges::any_of(world.disputes, [&](const Dispute& dispute) {
    return dispute.since <= record && std::ranges::find(keys, dispute.key) != keys.end();
  });
}

std::optional<Decimal> to_usd(const World& world, const ledger::Money& money, Date day,
                              Index origin) {
  if (money.currency.code() == "USD") return money.amount;
  const ledger::RateTable* before = nullptr;
  const ledger::RateTable* after = nullptr;
  for (const auto& table : world.rates) {
    const Date effective = table.body.effective;
    if (effective > day || day - effective > std::chrono::days(62) ||
        !table.body.rates.contains(money.currency))
      continue;
    if (table.published.index < origin) {
      if (before == nullptr || before->body.effective < effective) before = &table;
    } else if (after == nullptr || table.published.index < after->published.index) {
      after = &table;
    }
  }
  const auto* table = before != nullptr ? before : after;
  if (table == nullptr) return std::nullopt;
  return ledger::to_usd(money.amount, table->body.rates.at(money.currency));
}

}  // namespace pledgebook::projections::naive

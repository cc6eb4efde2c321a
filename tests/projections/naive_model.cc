// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/naive_model.h"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/domain/rules/fold.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Date;
using ledger::Decimal;
using ledger::Index;
using ledger::PledgeState;
using support::AcceptedStatement;

struct Dispute {
  ledger::KeyId key;
  Index since{};
};

// All that is known at the moment.
struct World {
  ledger::Registry registry;
  std::vector<ledger::PledgeId> pledges;
  std::vector<ledger::RateTable> rates;
  std::vector<Dispute> disputes;
  std::map<Index, std::vector<ledger::KeyId>> signers;
  std::map<ledger::PledgeId, std::vector<Index>> streams;
  // The last review of each report, by the index of the report's record.
  std::map<Index, Index> reviews;
};

std::vector<ledger::KeyId> keys_of(const AcceptedStatement& accepted) {
  std::vector<ledger::KeyId> keys;
  for (const auto& signature : accepted.signed_statement.signatures) keys.push_back(signature.key);
  return keys;
}

void fold_one(ledger::Registry& registry, const AcceptedStatement& accepted) {
  ledger::fold(registry, {accepted.statement, accepted.sid, accepted.signed_statement.signatures,
                          accepted.index, accepted.recorded_at});
}

template <class Known>
void make_world(World& world, const std::vector<AcceptedStatement>& statements, Known known) {
  ledger::Registry everything;
  std::vector<ledger::KeyId> all_keys;
  for (const AcceptedStatement& accepted : statements) {
    fold_one(everything, accepted);
    for (const auto& key : keys_of(accepted)) {
      if (std::ranges::find(all_keys, key) == all_keys.end()) all_keys.push_back(key);
    }
    if (!known(accepted)) continue;
    for (const auto& id : all_keys) {
      const ledger::Key* key = everything.find(id);
      if (key == nullptr) continue;
      for (const ledger::Dispute& dispute : key->disputes) {
        if (dispute.known == accepted.index) world.disputes.push_back({id, dispute.since});
      }
    }
    if (const auto* rates = std::get_if<ledger::RatesPublished>(&accepted.statement.body))
      world.rates.push_back(
          {{accepted.index, accepted.recorded_at, accepted.statement.at}, *rates});
    const auto id = accepted.statement.stream.pledge_id();
    if (!id) continue;
    world.signers[accepted.index] = keys_of(accepted);
    world.streams[*id].push_back(accepted.index);
    fold_one(world.registry, accepted);
    if (std::ranges::find(world.pledges, *id) == world.pledges.end()) world.pledges.push_back(*id);
    if (const auto* review = std::get_if<ledger::ReportReviewed>(&accepted.statement.body)) {
      const auto* report = ledger::find_report(*world.registry.find(*id), review->report);
      world.reviews[report->origin.index] = accepted.index;
    }
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

struct Sum {
  std::map<std::string, Decimal> amounts;
  std::map<std::string, Decimal> disputed;
  std::map<std::string, Decimal> no_usd;
  std::int64_t no_usd_pledges = 0;
  Decimal usd;
  bool any_usd = false;
};
constexpr std::array kAmountNames{"announced", "committed", "disbursed", "verified"};

struct Row {
  std::int64_t pledges = 0;
  std::map<int, std::int64_t> states;
  std::map<int, std::int64_t> assurances;
  std::map<int, std::int64_t> timeliness;
  std::array<Sum, 4> sums;
  std::int64_t met = 0;
  std::int64_t targets = 0;
  std::int64_t on_behalf = 0;
  std::int64_t disputed = 0;
  std::optional<Date> last_report;
  std::vector<const PledgeState*> members;
};

void add_amount(Sum& sum, const World& world, const ledger::Money& money, Date day, Index rate,
                bool disputed) {
  const std::string currency(money.currency.code());
  sum.amounts[currency] += money.amount;
  if (disputed) sum.disputed[currency] += money.amount;
  if (const auto usd = to_usd(world, money, day, rate)) {
    sum.usd += *usd;
    sum.any_usd = true;
  } else {
    sum.no_usd[currency] += money.amount;
    ++sum.no_usd_pledges;
  }
}

void add_amounts(Row& row, const World& world, const PledgeState& pledge) {
  if (pledge.body.value) {
    add_amount(row.sums[0], world, *pledge.body.value, ledger::date_of(pledge.publication->at),
               pledge.publication->index, is_disputed(world, pledge.valuation.index));
  }
  const auto add = [&](Sum& sum, const ledger::ReportState* report,
                       const std::optional<ledger::Money> ledger::ReportState::* money,
                       bool needs_review) {
    if (report == nullptr) return;
    const Index origin = report->origin.index;
    const bool disputed = is_disputed(world, origin) ||
                          (needs_review && is_disputed(world, world.reviews.at(origin)));
    add_amount(sum, world, *(report->*money), report->period.to, origin, disputed);
  };
  add(row.sums[1], ledger::committed_report(pledge), &ledger::ReportState::committed, false);
  add(row.sums[2], ledger::disbursed_report(pledge), &ledger::ReportState::disbursed, false);
  add(row.sums[3], ledger::verified_report(pledge), &ledger::ReportState::disbursed, true);
}

void add(Row& row, const World& world, const PledgeState& pledge, Date today) {
  row.members.push_back(&pledge);
  ++row.pledges;
  ++row.states[static_cast<int>(pledge.state)];
  ++row.assurances[static_cast<int>(ledger::assurance(pledge))];
  if (const auto activity = ledger::last_activity(pledge);
      activity && ledger::is_open(pledge.state))
    ++row.timeliness[static_cast<int>(ledger::timeliness(ledger::date_of(*activity), today))];
  if (!pledge.entered.empty()) ++row.on_behalf;
  if (const auto* report = ledger::last_report(pledge))
    row.last_report = std::max(row.last_report.value_or(Date{}), ledger::date_of(report->at));
  const bool any_disputed = std::ranges::any_of(
      world.streams.at(pledge.id), [&](Index record) { return is_disputed(world, record); });
  if (any_disputed) ++row.disputed;
  if (!ledger::counts_in_totals(pledge.state)) return;
  row.met += ledger::targets_met(pledge);
  row.targets += std::ssize(pledge.body.targets);
  add_amounts(row, world, pledge);
}

Decimal overlap_of(const World& world, const Row& row) {
  Decimal sum;
  const auto declared = [&](const PledgeState& one,
                            const PledgeState& other) -> std::optional<Decimal> {
    for (const auto& related : one.body.related) {
      if (related.pledge != other.id || !related.overlap) continue;
      return to_usd(world, *related.overlap, ledger::date_of(one.publication->at),
                    one.publication->index);
    }
    return std::nullopt;
  };
  for (std::size_t i = 0; i < row.members.size(); ++i) {
    for (std::size_t j = i + 1; j < row.members.size(); ++j) {
      const PledgeState& one = *row.members[i];
      const PledgeState& other = *row.members[j];
      if (!ledger::counts_in_totals(one.state) || !ledger::counts_in_totals(other.state)) continue;
      const auto there = declared(one, other);
      const auto back = declared(other, one);
      if (there && back) {
        sum += std::min(*there, *back);
      } else {
        sum += there.value_or(back.value_or(Decimal{}));
      }
    }
  }
  return sum;
}

template <class E>
json::object named(const std::map<int, std::int64_t>& counts) {
  json::object object;
  for (const auto& [value, count] : counts) object[ledger::name(static_cast<E>(value))] = count;
  return object;
}

json::object money_json(const std::map<std::string, Decimal>& amounts) {
  json::object object;
  for (const auto& [currency, amount] : amounts) object[currency] = amount.text(2);
  return object;
}

json::object row_json(const World& world, const Row& row) {
  json::object object;
  object["pledges"] = row.pledges;
  object["by_state"] = named<ledger::Lifecycle>(row.states);
  json::object usd;
  json::object no_usd;
  json::object disputed;
  for (std::size_t i = 0; i < kAmountNames.size(); ++i) {
    const Sum& sum = row.sums[i];
    object[kAmountNames[i]] = money_json(sum.amounts);
    if (sum.any_usd) usd[kAmountNames[i]] = sum.usd.text(2);
    if (!sum.disputed.empty()) disputed[kAmountNames[i]] = money_json(sum.disputed);
    if (sum.no_usd_pledges > 0)
      no_usd[kAmountNames[i]] =
          json::object{{"pledges", sum.no_usd_pledges}, {"amounts", money_json(sum.no_usd)}};
  }
  object["usd"] = usd;
  object["no_usd_value"] = no_usd;
  object["disputed"] = disputed;
  object["by_timeliness"] = named<ledger::Timeliness>(row.timeliness);
  object["by_assurance"] = named<ledger::Assurance>(row.assurances);
  object["targets"] = json::object{{"met", row.met}, {"total", row.targets}};
  object["last_report"] =
      row.last_report ? json::value(ledger::to_text(*row.last_report)) : json::value(nullptr);
  object["entered_on_behalf"] = row.on_behalf;
  object["disputed_pledges"] = row.disputed;
  const Decimal overlap = overlap_of(world, row);
  if (!overlap.is_zero()) object["overlap_usd"] = overlap.text(2);
  object["net_usd"] = (row.sums[0].usd - overlap).text(2);
  return object;
}

}  // namespace

json::array naive_commitments(const std::vector<AcceptedStatement>& statements, Axis axis,
                              std::optional<ledger::RecordedAt> as_of, Date today) {
  World world;
  make_world(world, statements, [&](const AcceptedStatement& accepted) {
    if (!as_of) return true;
    return axis == Axis::recorded ? accepted.recorded_at <= *as_of
                                  : ledger::RecordedAt(accepted.statement.at) <= *as_of;
  });
  const Date day = as_of ? ledger::date_of(*as_of) : today;
  std::map<std::pair<std::string, std::string>, Row> rows;
  Row total;
  for (const auto& id : world.pledges) {
    const PledgeState& pledge = *world.registry.find(id);
    add(rows[{pledge.owner.text(), pledge.body.focus_area.text()}], world, pledge, day);
    add(total, world, pledge, day);
  }
  json::array array;
  for (const auto& [key, row] : rows) {
    json::object object = row_json(world, row);
    object["member"] = key.first;
    object["focus_area"] = key.second;
    array.push_back(std::move(object));
  }
  array.push_back(row_json(world, total));
  return array;
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "projections/query/tally_json.h"

#include <string>

#include "ledger/domain/values/reference.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

std::string usd_text(ledger::Decimal usd) {
  return ledger::amount_text(usd, ledger::Currency::usd());
}

template <class E, std::size_t N>
json::object by_name(const std::array<std::int64_t, N>& counts) {
  json::object named;
  for (const auto& [value, word] : names_of(E{})) {
    const std::int64_t count = counts.at(std::to_underlying(value));
    if (count != 0) named[word] = count;
  }
  return named;
}

json::object by_timeliness(const DayCounts& last_activity, ledger::Date today) {
  std::array<std::int64_t, names_of(ledger::Timeliness{}).size()> counts{};
  for (const auto& [day, count] : last_activity)
    counts.at(std::to_underlying(ledger::timeliness(day, today))) += count;
  return by_name<ledger::Timeliness>(counts);
}

bool has_usd(const Sums& sums) { return !sums.usd.is_zero() || sums.no_usd != sums.by_currency; }

}  // namespace

json::object to_json(const CurrencySums& sums) {
  json::object amounts;
  for (const auto& [currency, sum] : sums)
    amounts[currency.code()] = ledger::amount_text(sum.sum, currency);
  return amounts;
}

json::object to_json(const ledger::Money& money) {
  return {{"amount", ledger::amount_text(money.amount, money.currency)},
          {"currency", money.currency.code()}};
}

json::value to_json(const std::optional<ValuedAmount>& valued) {
  if (!valued) return nullptr;
  json::object amount = to_json(valued->money);
  amount["usd"] = valued->usd ? json::value(usd_text(*valued->usd)) : json::value(nullptr);
  if (valued->disputed) amount["disputed"] = true;
  return amount;
}

void write_amounts(json::object& row, const Amounts& amounts) {
  json::object usd;
  json::object no_usd;
  json::object disputed;
  for (const auto& [amount, word] : names_of(Amount{})) {
    const Sums& sums = amounts.of(amount);
    row[word] = to_json(sums.by_currency);
    if (has_usd(sums)) usd[word] = usd_text(sums.usd);
    if (!sums.disputed.empty()) disputed[word] = to_json(sums.disputed);
    if (sums.no_usd.empty()) continue;
    std::int64_t pledges = 0;
    for (const auto& [currency, sum] : sums.no_usd) pledges += sum.count;
    no_usd[word] = json::object{{"pledges", pledges}, {"amounts", to_json(sums.no_usd)}};
  }
  row["usd"] = std::move(usd);
  row["no_usd_value"] = std::move(no_usd);
  row["disputed"] = std::move(disputed);
}

void write_tally(json::object& row, const Tally& tally, ledger::Date today) {
  row["pledges"] = tally.pledges;
  row["by_state"] = by_name<ledger::Lifecycle>(tally.by_state);
  write_amounts(row, tally.amounts);
  row["by_timeliness"] = by_timeliness(tally.last_activity, today);
  row["by_assurance"] = by_name<ledger::Assurance>(tally.by_assurance);
  row["targets"] = json::object{{"met", tally.targets_met}, {"total", tally.targets}};
  row["last_report"] = tally.last_report.empty()
                           ? json::value(nullptr)
                           : json::value(ledger::to_text(tally.last_report.rbegin()->first));
  row["entered_on_behalf"] = tally.entered_on_behalf;
  row["recovered_key"] = tally.recovered;
  row["disputed_pledges"] = tally.disputed;
}

void write_net(json::object& row, const Amounts& amounts, ledger::Decimal overlap) {
  const Sums& announced = amounts.of(Amount::announced);
  if (!overlap.is_zero()) row["overlap_usd"] = usd_text(overlap);
  row["net_usd"] = usd_text(announced.usd - overlap);
}

}  // namespace pledgebook::projections

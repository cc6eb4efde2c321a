// SPDX-License-Identifier: Apache-2.0
#include "cli/text/rates_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <optional>

#include "cli/text/figures.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr double kQuestionedPercent = 30.0;

// The later table that corrects this one; null if none does.
const ledger::RateTable* correction_of(const ledger::Governance& governance,
                                       const ledger::RateTable& table) {
  for (const ledger::RateTable& later : governance.rates) {
    if (later.body.corrects == table.published.sid) return &later;
  }
  return nullptr;
}

std::string state_of(const ledger::Governance& governance, const ledger::RateTable& table) {
  const auto* correction = correction_of(governance, table);
  if (correction == nullptr) return table.body.rates.empty() ? "void" : "in force";
  return fmt::format("corrected by record {}", ledger::number(correction->published.index));
}

// The pledges that the table values: none once it is corrected.
std::vector<std::string> pledges_of(const ledger::Governance& governance,
                                    const ledger::RateTable& table, const ValuedPledges& valued) {
  const auto found = valued.find(table.body.effective);
  if (found == valued.end() || correction_of(governance, table) != nullptr) return {};
  return found->second;
}

// The table in force on the day, or before it.
const ledger::RateTable* table_on(const ledger::Governance& governance, ledger::Date day) {
  const ledger::RateTable* best = nullptr;
  for (const ledger::RateTable& table : governance.rates) {
    if (table.body.effective > day || correction_of(governance, table) != nullptr ||
        table.body.rates.empty())
      continue;
    if (best == nullptr || best->body.effective <= table.body.effective) best = &table;
  }
  return best;
}

// By how many per cent `now` departs from `before`; only to be shown.
double departure(ledger::Rate before, ledger::Rate now) {
  const auto old_rate = static_cast<double>(before.ten_billionths());
  return (static_cast<double>(now.ten_billionths()) - old_rate) / old_rate * 100.0;
}

std::string change_line(const std::string& code, ledger::Rate now,
                        const std::optional<ledger::Rate>& before, const ledger::Date* day) {
  if (!before) return fmt::format("  {:<16}{} for one USD, the first rate\n", code, now.text());
  const double percent = departure(*before, now);
  std::string line = fmt::format("  {:<16}{} for one USD; {} on {}: {:+.1f} %\n", code, now.text(),
                                 before->text(), ledger::to_text(*day), percent);
  if (std::abs(percent) > kQuestionedPercent) {
    line += fmt::format(
        "  {:<16}departs by more than 30 %: is it units of {} for one USD, and not the other way "
        "round?\n",
        "", code);
  }
  return line;
}

}  // namespace

Table rate_tables(const ledger::Governance& governance, const ValuedPledges& valued,
                  PledgesShown shown) {
  Table table({{"effective"},
               {"record", Align::right},
               {"currencies", Align::right},
               {"state"},
               shown == PledgesShown::count ? Column{"pledges", Align::right}
                                            : Column{"pledges", Align::left, Fit::cut},
               {"sid", Align::left, Fit::leave},
               {"source", Align::left, Fit::cut}});
  constexpr std::size_t kSidShown = 12;
  for (const ledger::RateTable& rates : governance.rates) {
    const std::vector<std::string> pledges = pledges_of(governance, rates, valued);
    table.add({ledger::to_text(rates.body.effective),
               std::to_string(ledger::number(rates.published.index)),
               std::to_string(rates.body.rates.size()), state_of(governance, rates),
               shown == PledgesShown::count ? with_separators(pledges.size())
                                            : fmt::format("{}", fmt::join(pledges, ", ")),
               rates.published.sid.hex().substr(0, kSidShown), rates.body.source});
  }
  return table;
}

json::array rate_tables_json(const ledger::Governance& governance, const ValuedPledges& valued) {
  json::array tables;
  for (const ledger::RateTable& table : governance.rates) {
    json::object rates;
    for (const auto& [currency, rate] : table.body.rates) rates[currency.code()] = rate.text();
    json::array pledges;
    for (const std::string& pledge : pledges_of(governance, table, valued))
      pledges.emplace_back(pledge);
    const auto& corrects = table.body.corrects;
    tables.push_back(
        json::object{{"effective", ledger::to_text(table.body.effective)},
                     {"index", ledger::number(table.published.index)},
                     {"sid", table.published.sid.hex()},
                     {"state", state_of(governance, table)},
                     {"corrects", corrects ? json::value(corrects->hex()) : json::value()},
                     {"rates", std::move(rates)},
                     {"pledges", std::move(pledges)},
                     {"source", table.body.source}});
  }
  return tables;
}

std::string rate_changes_text(const ledger::Governance& governance, const json::object& body) {
  const auto day = ledger::parse_date(text_of(body, "effective"));
  const json::value* rates = body.if_contains("rates");
  if (!day || rates == nullptr || !rates->is_object()) return {};
  const ledger::RateTable* last = table_on(governance, *day);
  std::string text;
  for (const auto& member : rates->get_object()) {
    const auto now = ledger::Rate::parse(text_of(rates->get_object(), member.key()));
    const auto currency = ledger::Currency::parse(member.key());
    if (!now || !currency) continue;
    std::optional<ledger::Rate> before;
    if (last != nullptr) {
      const auto found = last->body.rates.find(*currency);
      if (found != last->body.rates.end()) before = found->second;
    }
    text += change_line(std::string(member.key()), *now, before,
                        last == nullptr ? nullptr : &last->body.effective);
  }
  return text;
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/web/frame/templates.h"
#include "server/web/words/catalogue.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::Amount;

// Above ten millions of dollars, whole millions say enough; small sums keep a place.
std::string in_millions(const Figures& figures, Decimal usd) {
  constexpr Decimal kHundred = Decimal::from_ten_thousandths(Decimal::kUnit * 100'000'000);
  return figures.millions(usd, usd >= kHundred ? 0 : 1);
}

Decimal size_of(const RankedRow& row, Measure measure) {
  if (measure == Measure::pledges)
    return Decimal::from_ten_thousandths(ledger::Int128{row.cut.pledges} * Decimal::kUnit);
  return row.cut.amounts.of(Amount::announced).usd;
}

std::string width_of(Decimal part, Decimal whole) {
  if (whole.is_zero()) return "0";
  return fmt::format("{:.2f}", 100 * static_cast<double>(part.ten_thousandths()) /
                                   static_cast<double>(whole.ten_thousandths()));
}

void set_amounts(Fields& fields, const Figures& figures, const AmountsRow& row) {
  fields.set("name", row.name).set("pledges", figures.count(row.pledges));
  for (const auto& [amount, word] : names_of(Amount{}))
    fields.set(word, figures.millions(row.amounts.of(amount).usd));
  const auto sums = without_usd(figures, row.amounts.of(Amount::announced));
  for (const std::string& money : sums) fields.add("sum").set("money", money);
  fields.show_if(sums.empty(), "none");
}

}  // namespace

std::vector<std::string> without_usd(const Figures& figures, const projections::Sums& sums) {
  std::vector<std::string> texts;
  for (const auto& [currency, sum] : sums.no_usd)
    texts.push_back(figures.money({sum.sum, currency}));
  return texts;
}

void sort_rows(std::vector<RankedRow>& rows, Measure measure) {
  std::ranges::stable_sort(rows, std::ranges::greater(), [measure](const RankedRow& row) {
    return std::pair(size_of(row, measure), row.cut.pledges);
  });
}

Html ranking_table(Language language, const Ranking& ranking) {
  const Figures figures(language);
  const Catalogue& words = Catalogue::of(language);
  Fields fields;
  const bool is_usd = ranking.measure == Measure::usd;
  fields.set("caption", ranking.caption)
      .set("head", ranking.head)
      .set("unit", words.text(is_usd ? "table.usd_million" : "table.pledges"));
  fields.show("with_bar");
  const bool has_pledges = ranking.has_pledges && is_usd;
  fields.show_if(has_pledges, "with_pledges");
  Decimal most;
  for (const RankedRow& row : ranking.rows) most = std::max(most, size_of(row, ranking.measure));
  for (const RankedRow& row : ranking.rows) {
    Fields& line = fields.add("row");
    line.set("name", row.name).set("address", row.address);
    line.show("with_bar");
    line.set("width", width_of(size_of(row, ranking.measure), most));
    line.set("figure", is_usd ? in_millions(figures, size_of(row, ranking.measure))
                              : figures.count(row.cut.pledges));
    line.set("pledges", figures.count(row.cut.pledges));
    const auto sums = without_usd(figures, row.cut.amounts.of(Amount::announced));
    if (is_usd && !sums.empty()) {
      Fields& remainder = line.add("remainder");
      for (const std::string& money : sums) remainder.add("sum").set("money", money);
    }
    line.show_if(has_pledges, "with_pledges");
  }
  if (!ranking.more_address.empty())
    fields.add("more").set("address", ranking.more_address).set("label", ranking.more_label);
  return render(language, "ranking", fields);
}

Html amounts_table(Language language, const AmountsTable& table) {
  const Figures figures(language);
  Fields fields;
  fields.set("caption", table.caption).set("head", table.head);
  for (const AmountsRow& row : table.rows) {
    Fields& line = fields.add("row");
    set_amounts(line, figures, row);
    line.set("address", row.address);
    if (row.area.empty()) {
      line.show("no_area");
    } else {
      line.add("area").set("id", row.area);
    }
  }
  if (table.total) set_amounts(fields.add("total"), figures, *table.total);
  return render(language, "amounts_table", fields);
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/amounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "server/web/parts/tables.h"

namespace pledgebook::server {

using ledger::Decimal;
using projections::Amount;

void set_four_amounts(Fields& fields, const PageContext& context,
                      const projections::Amounts& amounts, const Address& list) {
  const Figures figures = context.figures();
  const Catalogue& words = context.words();
  const bool has_amounts = std::ranges::any_of(
      amounts.sums, [](const projections::Sums& sums) { return !sums.by_currency.empty(); });
  fields.show(has_amounts ? "has_amounts" : "no_amounts");
  if (!has_amounts) return;
  Decimal most;
  for (const auto& sums : amounts.sums) most = std::max(most, sums.usd);
  for (const auto& [amount, word] : names_of(Amount{})) {
    const Decimal usd = amounts.of(amount).usd;
    const double width = most.is_zero() ? 0
                                        : 100 * static_cast<double>(usd.ten_thousandths()) /
                                              static_cast<double>(most.ten_thousandths());
    const Address to = amount == Amount::announced ? list : list.with("reported", "yes");
    fields.add("amount")
        .set("kind", word)
        .set("label", words.text("amount." + std::string(word)))
        .set("note", words.text("amount." + std::string(word) + "_note"))
        .set("width", fmt::format("{:.2f}", width))
        .set("usd", figures.usd(usd))
        .set("address", to.text());
  }
  const auto& announced = amounts.of(Amount::announced);
  if (announced.no_usd.empty()) return;
  Fields& without = fields.add("without_usd");
  std::int64_t pledges = 0;
  for (const auto& [currency, sum] : announced.no_usd) pledges += sum.count;
  for (const std::string& money : without_usd(figures, announced))
    without.add("sum").set("money", money);
  without.set("why", words.text("money.why_without_usd", {{"pledges", pledges}}))
      .set("address", list.with("usd_value", "without").text());
}

}  // namespace pledgebook::server

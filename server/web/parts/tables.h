// SPDX-License-Identifier: Apache-2.0
// Tables: the two tables of figures that pages share: a ranking with bars, and the four amounts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "projections/figures/facets.h"
#include "server/web/frame/html.h"
#include "server/web/words/figures.h"

namespace pledgebook::server {

struct RankedRow {
  std::string name;
  std::string address;
  projections::Cut cut;
};

enum class Measure : bool { usd, pledges };

struct Ranking {
  std::string caption;
  std::string head;  // of the first column
  std::vector<RankedRow> rows;
  Measure measure = Measure::usd;
  bool has_pledges = false;  // a column for their number
  std::string more_address = {};
  std::string more_label = {};
};
// Sorts by the measure, the largest first.
void sort_rows(std::vector<RankedRow>& rows, Measure measure);
[[nodiscard]] Html ranking_table(Language language, const Ranking& ranking);

struct AmountsRow {
  std::string name;
  std::string address;
  std::string area;  // a focus area, whose mark is shown; else ""
  std::int64_t pledges = 0;
  projections::Amounts amounts;
};
struct AmountsTable {
  std::string caption;
  std::string head;
  std::vector<AmountsRow> rows;
  std::optional<AmountsRow> total;  // without an address
};
[[nodiscard]] Html amounts_table(Language language, const AmountsTable& table);

// What has no USD value, of one amount: "EUR 155,000,000", in the order of codes.
[[nodiscard]] std::vector<std::string> without_usd(const Figures& figures,
                                                   const projections::Sums& sums);

}  // namespace pledgebook::server

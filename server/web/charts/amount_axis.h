// SPDX-License-Identifier: Apache-2.0
// Amount axis: where a chart draws an amount, from zero at its floor upwards, and the lines and
// labels of its steps. Lengths are in the units of the chart's viewBox.
#pragma once

#include <string>
#include <vector>

#include "ledger/domain/values/money.h"
#include "server/web/frame/templates.h"
#include "server/web/words/figures.h"

namespace pledgebook::server {

// The rectangle that a chart draws its amounts in.
struct Plot {
  double left;
  double right;
  double top;
  double floor;
};

class AmountAxis {
 public:
  // Reaches at least `most`, in one to five steps, each 1, 2 or 5 times a power of ten.
  AmountAxis(ledger::Decimal most, const Plot& plot);

  [[nodiscard]] double y_of(ledger::Decimal amount) const;
  // Adds one `line` for each step.
  void draw(Fields& chart, const Figures& figures) const;

 private:
  Plot plot_;
  std::vector<ledger::Decimal> steps_;  // at least zero and one more
};

// A length as SVG writes it.
[[nodiscard]] std::string number(double length);

}  // namespace pledgebook::server

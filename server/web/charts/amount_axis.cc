// SPDX-License-Identifier: Apache-2.0
#include "server/web/charts/amount_axis.h"

#include <fmt/format.h>

#include <array>

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using ledger::Int128;

std::vector<Decimal> steps_to(Decimal most) {
  Int128 unit = Decimal::kUnit;
  constexpr std::array<int, 3> kFactors{1, 2, 5};
  constexpr int kStepsMax = 5;
  for (;; unit *= 10) {
    for (const int factor : kFactors) {
      const Int128 step = unit * factor;
      if (step * kStepsMax < most.ten_thousandths()) continue;
      std::vector<Decimal> steps{Decimal()};
      while (steps.size() < 2 || steps.back() < most)
        steps.push_back(Decimal::from_ten_thousandths(static_cast<Int128>(steps.size()) * step));
      return steps;
    }
  }
}

}  // namespace

AmountAxis::AmountAxis(Decimal most, const Plot& plot) : plot_(plot), steps_(steps_to(most)) {}

double AmountAxis::y_of(Decimal amount) const {
  const double part = static_cast<double>(amount.ten_thousandths()) /
                      static_cast<double>(steps_.back().ten_thousandths());
  return plot_.floor - (plot_.floor - plot_.top) * part;
}

void AmountAxis::draw(Fields& chart, const Figures& figures) const {
  for (const Decimal step : steps_) {
    Fields& line = chart.add("line");
    line.set("text_x", number(plot_.left - 8))
        .set("text_y", number(y_of(step) + 4))
        .set("label", figures.axis(step));
    if (step.is_zero()) continue;
    line.add("above")
        .set("from", number(plot_.left))
        .set("to", number(plot_.right))
        .set("y", number(y_of(step)));
  }
}

std::string number(double length) { return fmt::format("{:.1f}", length); }

}  // namespace pledgebook::server

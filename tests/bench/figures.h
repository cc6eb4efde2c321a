// SPDX-License-Identifier: Apache-2.0
// Figures: the results of measurements, each beside its ceiling. Printed as a table for people and,
// with --json, as one object per line for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::bench {

// The median of several rounds, and their range.
struct Spread {
  double median = 0;
  double low = 0;
  double high = 0;
};
[[nodiscard]] Spread spread_of(std::vector<double> values);
// The value that this share of them does not exceed; 0 if there are none.
[[nodiscard]] double quantile_of(std::vector<double> values, double share);

class Figures {
 public:
  explicit Figures(bool json) : json_(json) {}

  void heading(std::string_view text) const;
  // `values` are per second; `ceilings`, of the same rounds, may be empty. `note` is printed at the
  // end of the line.
  void rate(std::string_view what, const std::vector<double>& values, std::string_view ceiling,
            const std::vector<double>& ceilings, std::string_view note = "") const;
  void time_ms(std::string_view what, const std::vector<double>& values,
               std::string_view note = "") const;
  // Median and 99th percentile of single times in ms. `ceilings`, the times of the steps that are
  // always needed, may be empty. The ratio is that of their median to ours.
  void latency_ms(std::string_view what, const std::vector<double>& values,
                  std::string_view ceiling, const std::vector<double>& ceilings) const;

 private:
  bool json_;
};

}  // namespace pledgebook::bench

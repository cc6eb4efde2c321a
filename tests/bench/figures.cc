// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

namespace pledgebook::bench {
namespace {

// Ratios round by round: the machine's speed drifts, and both values of a round drift alike.
std::vector<double> ratios(const std::vector<double>& values, const std::vector<double>& ceilings) {
  std::vector<double> result;
  for (std::size_t i = 0; i < std::min(values.size(), ceilings.size()); ++i) {
    if (ceilings[i] > 0) result.push_back(values[i] / ceilings[i]);
  }
  return result;
}

void print_json(std::string_view what, std::string_view unit, const Spread& spread) {
  const boost::json::object line{{"what", what},
                                 {"unit", unit},
                                 {"median", spread.median},
                                 {"low", spread.low},
                                 {"high", spread.high}};
  fmt::print("{}\n", boost::json::serialize(line));
}

}  // namespace

Spread spread_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::ranges::sort(values);
  return {values[values.size() / 2], values.front(), values.back()};
}

double quantile_of(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(at));
  return values[at];
}

void Figures::heading(std::string_view text) const {
  if (json_) return;
  fmt::print("\n{}\n", text);
  std::fflush(stdout);
}

void Figures::rate(std::string_view what, const std::vector<double>& values,
                   std::string_view ceiling, const std::vector<double>& ceilings,
                   std::string_view note) const {
  const Spread rate = spread_of(values);
  const auto shares = ratios(values, ceilings);
  if (json_) {
    print_json(what, "1/s", rate);
    if (!shares.empty())
      print_json(fmt::format("{} / {}", what, ceiling), "ratio", spread_of(shares));
    return;
  }
  fmt::print("  {:<34} {:>11.0f}/s [{:.0f}..{:.0f}]", what, rate.median, rate.low, rate.high);
  if (!shares.empty()) {
    const Spread share = spread_of(shares);
    fmt::print("  {:.2f} x {} [{:.2f}..{:.2f}]", share.median, ceiling, share.low, share.high);
  }
  fmt::print("{}{}\n", note.empty() ? "" : "  ", note);
  std::fflush(stdout);
}

void Figures::time_ms(std::string_view what, const std::vector<double>& values,
                      std::string_view note) const {
  const Spread time = spread_of(values);
  if (json_) return print_json(what, "ms", time);
  fmt::print("  {:<34} {:>11.2f} ms [{:.2f}..{:.2f}]{}{}\n", what, time.median, time.low, time.high,
             note.empty() ? "" : "  ", note);
  std::fflush(stdout);
}

void Figures::latency_ms(std::string_view what, const std::vector<double>& values,
                         std::string_view ceiling, const std::vector<double>& ceilings) const {
  const double p50 = quantile_of(values, 0.50);
  const double p99 = quantile_of(values, 0.99);
  const double least = quantile_of(ceilings, 0.50);
  const double ratio = p50 > 0 ? least / p50 : 0;
  if (json_) {
    print_json(fmt::format("{}, p50", what), "ms", {p50, p50, p50});
    print_json(fmt::format("{}, p99", what), "ms", {p99, p99, p99});
    if (!ceilings.empty())
      print_json(fmt::format("{} / {}", what, ceiling), "ratio", {ratio, ratio, ratio});
    return;
  }
  fmt::print("  {:<34} {:>11.2f} ms p50, {:.2f} ms p99", what, p50, p99);
  if (!ceilings.empty()) {
    fmt::print("  {:.2f} x {} ({:.2f} ms p50, {:.2f} ms p99)", ratio, ceiling, least,
               quantile_of(ceilings, 0.99));
  }
  fmt::print("\n");
  std::fflush(stdout);
}

}  // namespace pledgebook::bench

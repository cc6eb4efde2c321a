// SPDX-License-Identifier: Apache-2.0
// ValuedPledge: one pledge at a moment, valued in a context. Every total is a sum over these. A
// pure function of facts, versions and context.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "projections/figures/context.h"
#include "projections/figures/grounds.h"
#include "projections/figures/version.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

struct ValuedAmount {
  ledger::Money money;
  std::optional<ledger::Decimal> usd;
  bool disputed = false;
};

// The change of a cumulative figure by a report.
struct Movement {
  std::chrono::year_month month;
  Amount amount{};
  ValuedAmount by;
  std::int64_t count =
      0;  // 1 for the figure that a report states, 0 for the figure that it replaces
};

// Whether the announced value, if it counts in totals, has a value in USD.
enum class UsdValue : std::uint8_t { with, without };
constexpr auto names_of(UsdValue) {
  return std::to_array<ledger::Name<UsdValue>>(
      {{UsdValue::with, "with"}, {UsdValue::without, "without"}});
}

struct ValuedPledge {
  Ordinal ordinal{};
  const Facts* facts = nullptr;
  const Version* latest = nullptr;  // as of the moment
  ledger::Instant submitted{};      // the `at` of the stream's first record
  std::uint64_t records = 0;        // of the pledge's stream, up to the moment
  // All versions up to the moment; empty if made from a row of table `current`.
  std::span<const Version> versions;
  bool counts = false;  // its amounts count in totals
  std::array<std::optional<ValuedAmount>, kAmounts> amounts;
  bool disputed = false;   // one of its records is disputed
  bool recovered = false;  // a recovered key signed one of its records

  [[nodiscard]] const Version& now() const noexcept { return *latest; }
  [[nodiscard]] const std::optional<ValuedAmount>& amount(Amount which) const noexcept {
    return amounts[std::to_underlying(which)];
  }
  // The day for choosing lists and rates: publication, or submission if not yet published.
  [[nodiscard]] ledger::Date list_day() const noexcept;
  // The value in USD of an amount of the pledge, such as a declared overlap.
  [[nodiscard]] std::optional<ledger::Decimal> usd(const Context& context,
                                                   const ledger::Money& money) const;
  // Nothing if no announced value counts.
  [[nodiscard]] std::optional<UsdValue> usd_value() const noexcept;
  // Nothing if no report is expected: the pledge is not published, or not open.
  [[nodiscard]] std::optional<ledger::Timeliness> timeliness(ledger::Date today) const noexcept;
};

// `facts` and `versions`, which is not empty, outlive the pledge.
[[nodiscard]] ValuedPledge value_pledge(const Context& context, Ordinal ordinal, const Facts& facts,
                                        std::span<const Version> versions);
// The same without a history: `facts` and `latest` outlive the pledge.
[[nodiscard]] ValuedPledge value_pledge(const Context& context, Ordinal ordinal, const Facts& facts,
                                        const Version& latest, const Grounds& grounds);

// The changes made by each report of a counted pledge, in the order of the reports; their sum is
// the current figure.
[[nodiscard]] std::vector<Movement> movements(const Context& context, const ValuedPledge& pledge);

}  // namespace pledgebook::projections

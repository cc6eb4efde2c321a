// SPDX-License-Identifier: Apache-2.0
// Standing: one pledge at a moment, valued in a context. Every total is a sum of standings. A pure
// function of facts, versions and context.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "projections/figures/context.h"
#include "projections/figures/version.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

struct Valued {
  ledger::Money money;
  std::optional<ledger::Decimal> usd;
  bool disputed = false;
};

// The four amounts of domain.md, in this order wherever all are listed.
enum class Amount : std::uint8_t { announced, committed, disbursed, verified };
inline constexpr std::size_t kAmounts = 4;
constexpr auto names_of(Amount) {
  return std::to_array<ledger::Name<Amount>>({{Amount::announced, "announced"},
                                              {Amount::committed, "committed"},
                                              {Amount::disbursed, "disbursed"},
                                              {Amount::verified, "verified"}});
}

// The change that a report made to a cumulative figure.
struct Movement {
  std::chrono::year_month month;
  Amount amount{};
  Valued by;
  std::int64_t count =
      0;  // 1 for the figure that a report states, 0 for the figure that it replaces
};

struct Standing {
  Ordinal ordinal{};
  const Facts* facts = nullptr;
  std::span<const Version> versions;  // of the pledge's stream, up to the moment; not empty
  bool counts = false;                // its amounts count in totals
  std::array<std::optional<Valued>, kAmounts> amounts;
  bool disputed = false;   // one of its records is
  bool recovered = false;  // a recovered key signed one of its records

  [[nodiscard]] const Version& now() const noexcept { return versions.back(); }
  [[nodiscard]] const std::optional<Valued>& amount(Amount which) const noexcept {
    return amounts[std::to_underlying(which)];
  }
  // The day for choosing lists and rates: publication, or submission if not yet published.
  [[nodiscard]] ledger::Date list_day() const noexcept;
  // The value in USD of an amount of the pledge, such as a declared overlap.
  [[nodiscard]] std::optional<ledger::Decimal> usd(const Context& context,
                                                   const ledger::Money& money) const;
  // Nothing if no report is expected: the pledge is not published, or not open.
  [[nodiscard]] std::optional<ledger::Timeliness> timeliness(ledger::Date today) const noexcept;
};

// `facts` and `versions` outlive the standing.
[[nodiscard]] Standing stand(const Context& context, Ordinal ordinal, const Facts& facts,
                             std::span<const Version> versions);

// The changes made by each report of a counted pledge, in the order of the reports; their sum is
// the current figure.
[[nodiscard]] std::vector<Movement> movements(const Context& context, const Standing& standing);

}  // namespace pledgebook::projections

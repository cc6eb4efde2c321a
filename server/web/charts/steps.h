// SPDX-License-Identifier: Apache-2.0
// Steps: the four amounts of one pledge through time, as steps: each stands until a statement
// changes it. Drawn on one scale from zero.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "projections/figures/grounds.h"
#include "projections/figures/version.h"
#include "server/web/frame/html.h"
#include "server/web/words/language.h"

namespace pledgebook::server {

// The amounts of a pledge from a day on, all in one currency.
struct Step {
  ledger::Date day{};
  std::array<std::optional<ledger::Decimal>, projections::kAmounts> amounts;
};
// Nothing if the amounts are in several currencies, or there are none.
[[nodiscard]] std::vector<Step> steps_of(std::span<const projections::Version> versions);

// `last` is the day that the page shows; `unit` the currency.
[[nodiscard]] Html steps_chart(Language language, const std::vector<Step>& steps, ledger::Date last,
                               std::string_view unit);

}  // namespace pledgebook::server

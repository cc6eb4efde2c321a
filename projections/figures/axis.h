// SPDX-License-Identifier: Apache-2.0
// Axis: which of the two times a question about the past uses.
#pragma once

#include <array>
#include <cstdint>

#include "ledger/domain/values/names.h"

namespace pledgebook::projections {

enum class Axis : std::uint8_t {
  recorded,  // when the ledger recorded a statement
  stated     // when the event took place: the statements' `at`
};
constexpr auto names_of(Axis) {
  return std::to_array<ledger::Name<Axis>>(
      {{Axis::recorded, "recorded"}, {Axis::stated, "stated"}});
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/current_rows.h"

#include <algorithm>
#include <utility>

namespace pledgebook::projections {
namespace {

constexpr std::size_t kRowsMax = 20'000;  // at some 600 bytes each

}  // namespace

void CurrentRows::set(Ordinal ordinal, const CurrentRow& row) {
  changes_.emplace_back(ordinal, pack(row));
}

void CurrentRows::write() {
  std::ranges::sort(changes_);
  for (const auto& [ordinal, row] : changes_)
    rows_.put(ViewTable::current, number_key(std::to_underlying(ordinal)), row);
  changes_.clear();
}

bool CurrentRows::is_full() const noexcept { return changes_.size() >= kRowsMax; }

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/grounds.h"

#include <algorithm>
#include <ranges>

namespace pledgebook::projections {

Grounds grounds_of(std::span<const Version> versions) {
  Grounds grounds{.submitted = versions.front().at,
                  .records = versions.size(),
                  .last_signed = {},
                  .origin_keys = {},
                  .review = {},
                  .review_keys = {}};
  for (const Version& version : versions) {
    for (const KeyNumber key : version.keys) grounds.last_signed[key] = version.index;
  }
  const Version& now = versions.back();
  for (std::size_t i = 0; i < kAmounts; ++i) {
    const auto& figure = now.*kFigures[i];
    if (!figure) continue;
    if (const Version* origin = version_at(versions, figure->origin))
      grounds.origin_keys[i] = origin->keys;
  }
  if (now.verified) {
    if (const Version* review = last_review(versions, now.verified->origin)) {
      grounds.review = review->index;
      grounds.review_keys = review->keys;
    }
  }
  return grounds;
}

const Version* version_at(std::span<const Version> versions, ledger::Index index) {
  const auto found = std::ranges::lower_bound(versions, index, {}, &Version::index);
  return found != versions.end() && found->index == index ? &*found : nullptr;
}

const Version* last_review(std::span<const Version> versions, ledger::Index origin) {
  for (const Version& version : std::views::reverse(versions)) {
    if (version.reviewed == origin) return &version;
  }
  return nullptr;
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Keys of table `matches`: a pledge, NUL, and another one with which a match was accepted. The row
// holds nothing else; each match has one for both pledges.
#pragma once

#include <string>

#include "ledger/domain/values/id.h"

namespace pledgebook::projections {

// The beginning of the keys of one pledge.
[[nodiscard]] inline std::string match_prefix(const ledger::PledgeId& pledge) {
  return pledge.text() + '\0';
}
[[nodiscard]] inline std::string match_key(const ledger::PledgeId& pledge,
                                           const ledger::PledgeId& other) {
  return match_prefix(pledge) + other.text();
}

}  // namespace pledgebook::projections

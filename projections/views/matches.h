// SPDX-License-Identifier: Apache-2.0
// Matches: pledges whose members propose to work together, and what the other has accepted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/error.h"
#include "projections/query/talk.h"

namespace pledgebook::projections {

// Of a pledge with another one.
struct Match {
  ledger::PledgeId other;
  std::string title;  // of the other; "" if it did not exist at the moment
  Said proposed;
  std::optional<Said> accepted;
};

// All matches of a pledge at the selection's moment, the open ones too, in the order in which they
// were proposed.
[[nodiscard]] ledger::Result<std::vector<Match>> matches_of(const Selection& selection,
                                                            const ledger::PledgeId& id);

}  // namespace pledgebook::projections

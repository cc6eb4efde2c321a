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
  std::string title;         // of the other; "" if it did not exist at the moment
  bool is_received = false;  // the other one's member has proposed it
  Said proposed;
  std::optional<Said> accepted;
};

// All matches of a pledge at the selection's moment, the open ones too, in the order in which they
// were proposed.
[[nodiscard]] ledger::Result<std::vector<Match>> matches_of(const Selection& selection,
                                                            const ledger::PledgeId& id);

// A proposal that waits for the member of `to`: both pledges are open, and not matched otherwise.
struct WaitingProposal {
  ledger::PledgeId from;
  ledger::PledgeId to;
  std::string from_title;
  std::string to_title;
  ledger::PartyId asked;  // the member of `to`
  Said proposed;
};
struct WaitingProposals {
  std::vector<WaitingProposal> rows;  // the newest first
  bool is_cut = false;                // there are so many matches that some were not looked at
};
// Those of which either pledge passes the selection's filters.
[[nodiscard]] ledger::Result<WaitingProposals> waiting_proposals(const Selection& selection);

}  // namespace pledgebook::projections

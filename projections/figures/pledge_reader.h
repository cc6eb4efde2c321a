// SPDX-License-Identifier: Apache-2.0
// PledgeReader: reads pledges valued in a context, one after another or by ordinal: from table
// `current` if the query is about the present and needs no history, else from their versions. Of
// these it needs the last one only, unless the query asks for history or the signers of the others
// matter.
//
// Threads: one at a time. The rows and the context outlive the reader; a pledge is valid until the
// next call.
#pragma once

#include <optional>

#include "projections/figures/current_row.h"
#include "projections/figures/pledge_walk.h"
#include "projections/figures/valued_pledge.h"

namespace pledgebook::projections {

enum class ReadFrom : std::uint8_t { current, last_version, all_versions };

class PledgeReader {
 public:
  // ReadFrom::current needs a context whose moment includes everything.
  PledgeReader(const ReadRows& rows, const Context& context, ReadFrom from,
               FactsRead facts = FactsRead::whole);

  // The next pledge in the order of submission. Nothing at the end, or if a row is damaged.
  [[nodiscard]] std::optional<ValuedPledge> next();
  // Nothing if the pledge did not exist at the moment.
  [[nodiscard]] std::optional<ValuedPledge> find(Ordinal ordinal);
  // True if a row could not be read: the reading is incomplete.
  [[nodiscard]] bool damaged() const noexcept;

 private:
  [[nodiscard]] std::optional<ValuedPledge> pledge(bool found) const;

  const Context& context_;
  std::optional<CurrentWalk> current_;  // one of the two
  std::optional<PledgeWalk> versions_;
  Unpack unpack_ = Unpack::all;  // of versions_
};

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// PledgeReader: pledges as they stand in a context, one after another or by ordinal. From table
// `current` if the question is about now and asks for no history, else from their versions: from
// the last one, unless a history is asked for or it matters who signed the others.
//
// Threads: one at a time. The rows and the context outlive the reader; a standing is gone with the
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
  // ReadFrom::current is for a context whose moment includes everything.
  PledgeReader(const ReadRows& rows, const Context& context, ReadFrom from);

  // The next pledge in the order of submission. Nothing at the end, or where a row is damaged.
  [[nodiscard]] std::optional<ValuedPledge> next();
  // Nothing where there was no such pledge at the moment.
  [[nodiscard]] std::optional<ValuedPledge> find(Ordinal ordinal);
  // A row could not be read: what was read is not complete.
  [[nodiscard]] bool damaged() const noexcept;

 private:
  [[nodiscard]] std::optional<ValuedPledge> standing(bool found) const;

  const Context& context_;
  std::optional<CurrentWalk> current_;  // one of the two
  std::optional<PledgeWalk> versions_;
  Unpack unpack_ = Unpack::all;  // of versions_
};

}  // namespace pledgebook::projections

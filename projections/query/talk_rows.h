// SPDX-License-Identifier: Apache-2.0
// TalkRows: messages and attestations of all pledges that pass, newest first, as their rows in
// table `index` tell of them (store/index_keys.h): what counts at the query's moment. Records are
// not read.
//
// Threads: one at a time. The selection outlives it.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>

#include "projections/fold/decoder.h"
#include "projections/query/selection.h"
#include "projections/query/talk.h"
#include "projections/store/index_keys.h"

namespace pledgebook::projections {

class TalkRows {
 public:
  // `property`: message or attestation.
  TalkRows(const Selection& selection, Property property);

  // The next one. Nothing at the end, or if a row is damaged.
  [[nodiscard]] std::optional<TalkKey> next();
  // True if a row could not be read: the walk is incomplete.
  [[nodiscard]] bool damaged() const;

 private:
  [[nodiscard]] bool passes(Ordinal pledge);

  const Selection& selection_;
  const char letter_;
  Cursor cursor_;
  PledgeReader reader_;
  std::map<Ordinal, bool> passing_;  // of those that were read
  bool damaged_ = false;
};

// How many answers to the message count at the moment. Errc::corrupt if a row can't be read.
[[nodiscard]] ledger::Result<std::size_t> count_answers(const Selection& selection,
                                                        const ledger::Sid& message);

// The pledge that is talked about.
struct TalkedPledge {
  ledger::PledgeId id;
  std::string title;
  ledger::PartyId member;
};
// Reads it as it was at the moment. Errc::corrupt if there is none.
[[nodiscard]] ledger::Result<TalkedPledge> talked_pledge(PledgeReader& reader, Ordinal pledge);

// The record of a row. Errc::corrupt if it has no statement.
[[nodiscard]] ledger::Result<DecodedRecord> talk_record(const Selection& selection,
                                                        ledger::Index index);

// Adds {"by_name", "pledge", "pledge_title", "member", "member_name"} to the row of what was said.
void write_talked(boost::json::object& row, const Context& context, const Said& said,
                  const TalkedPledge& pledge);

}  // namespace pledgebook::projections

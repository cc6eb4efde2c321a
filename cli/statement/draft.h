// SPDX-License-Identifier: Apache-2.0
// Draft: what somebody wants to state, before it has a ledger, a place in its stream and a
// signature: a line of an import, or what a command was given.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/domain/values/stream.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {

struct Draft {
  std::string kind;
  ledger::StreamId stream;
  ledger::Instant at{};
  boost::json::object body;
  std::vector<ledger::PartyId> signers;  // ascending; empty: whoever's keys sign
};

// Reads {"kind","stream","at","body"} and, where it is given, "signers". Refuses other members. The
// kind is one that statements have; the body is only known to be an object.
[[nodiscard]] ledger::Admitted<Draft> read_draft(const boost::json::value& value);

// Where a draft takes its place.
struct Seat {
  std::string_view ledger;          // "origin#32hex"; of ledger.created the origin alone
  std::optional<ledger::Sid> prev;  // the stream's last statement
};

// The canonical bytes of the statement. `body_json` is the draft's body in canonical form.
[[nodiscard]] std::string statement_payload(const Draft& draft, std::string_view body_json,
                                            const Seat& seat,
                                            const std::vector<ledger::PartyId>& signers);

// The streams on whose records it depends whether the statement is admitted: its own first, then
// those of the parties and pledges that its body names, and `governance`.
[[nodiscard]] std::vector<ledger::StreamId> subjects(const Draft& draft);

// Who is meant by the body's `on_behalf_of`, where it is an id.
[[nodiscard]] std::optional<ledger::PartyId> on_behalf_of(const Draft& draft);

}  // namespace pledgebook::cli

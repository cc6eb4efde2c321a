// SPDX-License-Identifier: Apache-2.0
// Draft: a statement before it has a ledger, a predecessor in its stream and a signature: a line of
// an import, or a command's options.
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
  std::vector<ledger::PartyId> signers;  // ascending; empty: the holders of the keys that sign
};

// Reads {"kind","stream","at","body"} and, if present, "signers". Refuses other members. The kind
// is a known one; of the body, only that it is an object is checked.
[[nodiscard]] ledger::Admitted<Draft> read_draft(const boost::json::value& value);

// Where a statement is appended: its ledger, and the end of its stream.
struct AppendPoint {
  std::string_view ledger;          // "origin#32hex"; of ledger.created the origin alone
  std::optional<ledger::Sid> prev;  // the stream's last statement
};

// The canonical bytes of the statement. `body_json` is the draft's body in canonical form.
[[nodiscard]] std::string statement_payload(const Draft& draft, std::string_view body_json,
                                            const AppendPoint& at,
                                            const std::vector<ledger::PartyId>& signers);

// The streams that decide whether the statement is admitted: its own first, then those of the
// parties and pledges that its body names, and `governance`.
[[nodiscard]] std::vector<ledger::StreamId> subjects(const Draft& draft);

// The party of the body's `on_behalf_of`, if it is a valid id.
[[nodiscard]] std::optional<ledger::PartyId> on_behalf_of(const Draft& draft);

}  // namespace pledgebook::cli

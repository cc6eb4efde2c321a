// SPDX-License-Identifier: Apache-2.0
// A record as JSON of the API: decoded for people and programs, and its bytes for verification.
#pragma once

#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/publish/publisher.h"
#include "server/http/json_text.h"

namespace pledgebook::server {

// {"index", "type": "statement", "recorded_at", "prev", "leaf_hash", "sid", "statement": {…},
// "envelope": {…}, "bytes": base64}, or of type "heads" with "streams" and "map_root" in place of
// the three of a statement.
[[nodiscard]] ledger::Result<std::string> record_json(std::string_view bytes);

// The position of the log for which an answer was made.
struct LogPosition {
  ledger::Size size{};
  std::string as_of;               // the time of the last record; "" for an empty log
  ledger::ReleasedPointer covers;  // the checkpoint that covers it; null if none does
};
[[nodiscard]] ledger::Result<LogPosition> position_of(const ledger::Snapshot& snapshot,
                                                      ledger::ReleasedPointer released);
// Adds the members that every answer has: "as_of", "size", "checkpoint".
void add_position(JsonText& json, const LogPosition& position);

// How many records it covers; 0 if it is null.
[[nodiscard]] ledger::Size size_of(const ledger::ReleasedPointer& released) noexcept;
// Whether the checkpoint covers an answer made of `size` records. `released` may be null.
[[nodiscard]] bool covers(const ledger::ReleasedPointer& released, ledger::Size size) noexcept;
// {"origin", "size", "root": base64}
[[nodiscard]] std::string checkpoint_json(const ledger::Checkpoint& checkpoint);

}  // namespace pledgebook::server

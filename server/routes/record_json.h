// SPDX-License-Identifier: Apache-2.0
// A record as the API shows it: decoded for people and programs, and its bytes for whoever checks.
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

// Where the log stood when an answer was made of it.
struct LogPosition {
  ledger::Size size{};
  std::string as_of;               // the time of the last record; "" for an empty log
  ledger::ReleasedPointer covers;  // the checkpoint that covers it; null where none does
};
[[nodiscard]] ledger::Result<LogPosition> position_of(const ledger::Snapshot& snapshot,
                                                      ledger::ReleasedPointer released);
// What every answer says of it: "as_of", "size", "checkpoint".
void add_position(JsonText& json, const LogPosition& position);

// How many records it covers; 0 where there is none.
[[nodiscard]] ledger::Size size_of(const ledger::ReleasedPointer& released) noexcept;
// Whether an answer made of `size` records can be held against the checkpoint. `released` may be
// null.
[[nodiscard]] bool covers(const ledger::ReleasedPointer& released, ledger::Size size) noexcept;
// {"origin", "size", "root": base64}
[[nodiscard]] std::string checkpoint_json(const ledger::Checkpoint& checkpoint);

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// DecodedRecord: a record of the log with its statement decoded, as read models fold it. The
// sequencer has them in its hands when it commits; whoever comes later reads them from the log.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

struct DecodedRecord {
  Index index{};
  RecordedAt recorded_at{};
  std::optional<Statement> statement = std::nullopt;  // none for a heads record
  Sid sid{};
  std::vector<KeySignature> signatures{};
};

// A record of the log: what admission has checked is not checked again. Errc::corrupt, with its
// index, for bytes that no record at `index` can have.
[[nodiscard]] Result<DecodedRecord> decode_admitted_record(Index index, std::string_view bytes);

}  // namespace pledgebook::ledger

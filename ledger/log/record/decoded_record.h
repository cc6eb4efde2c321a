// SPDX-License-Identifier: Apache-2.0
// DecodedRecord: a record of the log with its statement decoded, for read models. The sequencer
// passes it on after a commit; a follower that is behind reads it from the log.
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

// Decodes a record of the log, and trusts what admission has checked. Errc::corrupt, with the
// index, for bytes that can't be the record at `index`.
[[nodiscard]] Result<DecodedRecord> decode_admitted_record(Index index, std::string_view bytes);

}  // namespace pledgebook::ledger

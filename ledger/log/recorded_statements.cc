// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/recorded_statements.h"

#include "crypto/bytes.h"
#include "ledger/domain/json/statement.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/record/record_outline.h"
#include "ledger/log/row_position.h"

namespace pledgebook::ledger {

Result<RecordedStatements> RecordedStatements::read(const Snapshot& snapshot) {
  RecordedStatements statements(snapshot);
  const auto position = stored_position(snapshot);
  const Index first{position ? number(position->size) : 0};
  LEDGER_CHECK(snapshot.for_each_record(first, [&](Index, std::string_view bytes) {
    if (const auto payload = statement_payload(bytes))
      statements.recent_.insert(statement_id(*payload).hash);
    return true;
  }));
  return statements;
}

bool RecordedStatements::has(const Sid& sid) const {
  if (recent_.contains(sid.hash)) return true;
  const std::string_view key = crypto::as_text(sid.hash.bytes).substr(0, kSidKeyBytes);
  return snapshot_->row(Table::sids, key).has_value();
}

}  // namespace pledgebook::ledger

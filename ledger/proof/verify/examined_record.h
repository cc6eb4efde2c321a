// SPDX-License-Identifier: Apache-2.0
// ExaminedRecord: a record of an export with everything that can be computed from its bytes alone.
// This is most of the work, and many threads can share it.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/record/record.h"
#include "ledger/proof/export/export_items.h"

namespace pledgebook::ledger {

struct ExaminedRecord {
  Index index{};  // as the export says; equal to the record's own
  crypto::Hash leaf;
  std::vector<crypto::Hash> proof;
  Record record;
  std::optional<Statement> statement;  // none in a heads record
  Sid sid;
  std::vector<std::string> streams;  // that it belongs to, its own stream first
  std::vector<std::string> behind;   // that must be in the export because of it
};

// An invalid record: what is wrong, and its index if that is known.
struct BadRecord {
  std::optional<Index> index;
  std::string what;
};

// From the item's JSON, or from the record in it. Any thread.
[[nodiscard]] std::expected<ExaminedRecord, BadRecord> examine_item(std::string_view json,
                                                                    WithProof with_proof);
[[nodiscard]] std::expected<ExaminedRecord, BadRecord> examine_record(ProvenRecord proven);

}  // namespace pledgebook::ledger

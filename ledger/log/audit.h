// SPDX-License-Identifier: Apache-2.0
// Audit: checks all records and their derived rows, from the first record on: each record decodes
// and has its index; the chain; times never decrease; heads records are in the right positions and
// match the streams; payloads are canonical, signatures valid, rights and rules kept, by replay;
// and the rows of tree, registry, streams and statement ids equal those made from the records.
//
// An audit alone can't detect a ledger that was forged as a whole by the holder of its keys; a
// checkpoint from elsewhere can.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

struct AuditOptions {
  unsigned threads = 0;              // 0: one a core
  bool chain_and_tree_only = false;  // no signatures, no rules, and no rows that need them
  std::function<void(Size done, Size total)> on_progress = {};  // on the caller's thread
};

struct AuditFinding {
  std::optional<Index> index;  // the first record that is wrong, if the fault is in a record
  std::string reason;          // one sentence
  // True: derived rows failed their check (store/row_check.h), and the reason names the remedy.
  bool rows_damaged = false;
};

struct AuditReport {
  Size size{};        // records without a fault, from the first on
  crypto::Hash root;  // of their tree
  std::uint64_t statements = 0;
  std::uint64_t heads = 0;
  std::uint64_t signatures = 0;
  bool rows_compared = false;  // false: they are of another schema, or kept changing
  std::optional<AuditFinding> finding;
};

// Audits all records that exist when it begins; others may append meanwhile. One thread calls it;
// the store may be open for reading only. An Error means that the audit could not be done.
[[nodiscard]] Result<AuditReport> audit(const Store& store, const AuditOptions& options);

}  // namespace pledgebook::ledger

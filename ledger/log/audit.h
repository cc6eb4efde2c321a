// SPDX-License-Identifier: Apache-2.0
// Audit: everything that the records and the rows made from them must be, from the first record on:
// each record decodes and stands at its index; the chain; times that never decrease; heads records
// at their place, and true to the streams; payloads canonical, signatures valid, rights and rules
// kept, by replay; and tree, registry, streams and statement ids in the rows equal to what the
// records give.
//
// An audit alone can't tell a ledger from one that was forged as a whole by the holder of its keys:
// that takes a checkpoint from elsewhere.
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
  bool chain_and_tree_only = false;  // neither signatures nor rules, nor the rows that hang on them
  std::function<void(Size done, Size total)> on_progress = {};  // on the caller's thread
};

struct AuditFinding {
  std::optional<Index> index;  // of the first record that is not what it must be, where one is
  std::string reason;          // one sentence
};

struct AuditReport {
  Size size{};        // records found right, in order
  crypto::Hash root;  // of their tree
  std::uint64_t statements = 0;
  std::uint64_t heads = 0;
  std::uint64_t signatures = 0;
  bool rows_compared = false;  // false: they are of another schema, or changed all the while
  std::optional<AuditFinding> finding;
};

// Audits all records that stand when it begins, while others may append. One thread calls it; the
// store may be open for reading only. An Error says that it could not be done.
[[nodiscard]] Result<AuditReport> audit(const Store& store, const AuditOptions& options);

}  // namespace pledgebook::ledger

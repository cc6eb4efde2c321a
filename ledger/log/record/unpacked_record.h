// SPDX-License-Identifier: Apache-2.0
// UnpackedRecord: a record, and everything that can be computed from its bytes without the records
// before it. This is most of the work of checking a log, and runs for many records in parallel.
//
// Threads: any; one record on one thread at a time.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"
#include "crypto/hash.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/record/record.h"
#include "ledger/work_pool.h"

namespace pledgebook::ledger {

struct UnpackedRecord {
  std::string_view bytes;  // owned by the caller
  crypto::Hash leaf_hash{};
  Result<Record> record{};
  // For a statement's record, if asked for; if it is missing, `problem` says what is wrong.
  std::optional<Statement> statement{};
  Sid sid{};
  std::string problem{};
};

enum class Unpacking : std::uint8_t { record_only, with_statement };

// Computes the other fields from `bytes`.
void unpack(UnpackedRecord& record, Unpacking what);
// The same for all items, in parallel.
void unpack_all(std::span<UnpackedRecord> records, Unpacking what, WorkPool& pool);

// A statement's signatures, with the keys that they name.
struct SignedItem {
  Index index{};
  SignedStatement statement;
  std::vector<crypto::PublicKey> keys;  // one a signature, in their order
};

// Verifies signatures on a pool while the owner reads on. Does not check who holds the keys, nor
// what they may sign. It outlives the pool's tasks.
// Threads: one.
class SignatureChecks {
 public:
  SignatureChecks() = default;
  SignatureChecks(const SignatureChecks&) = delete;
  SignatureChecks& operator=(const SignatureChecks&) = delete;

  void add(SignedItem item, WorkPool& pool);
  // Submits the items that were collected for a task.
  void flush(WorkPool& pool);
  // The first record, of those checked so far, with an invalid signature.
  [[nodiscard]] std::optional<Index> unverified() const;
  [[nodiscard]] std::uint64_t signatures() const noexcept { return signatures_; }  // added

 private:
  void verify(const std::vector<SignedItem>& items);

  std::vector<SignedItem> waiting_;
  std::uint64_t signatures_ = 0;

  mutable std::mutex mutex_;
  std::optional<Index> unverified_;  // guarded by mutex_
};

}  // namespace pledgebook::ledger

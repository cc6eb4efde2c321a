// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/record/unpacked_record.h"

#include <algorithm>
#include <utility>

#include "crypto/dsse.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kTask = 64;  // records a task

bool all_verify(const SignedItem& item) {
  if (item.keys.size() != item.statement.signatures.size()) return false;
  const std::string message =
      crypto::pae(kStatementPayloadType, crypto::as_bytes(item.statement.payload));
  for (std::size_t i = 0; i < item.keys.size(); ++i) {
    if (!crypto::verify(item.keys[i], crypto::as_bytes(message),
                        item.statement.signatures[i].signature)) {
      return false;
    }
  }
  return true;
}

}  // namespace

void unpack(UnpackedRecord& record, Unpacking what) {
  record.leaf_hash = leaf_hash_of(record.bytes);
  record.record = decode_record(record.bytes);
  const bool with_statement = what == Unpacking::with_statement;
  if (!with_statement || !record.record || record.record->statement() == nullptr) return;
  const std::string& payload = record.record->statement()->payload;
  auto statement = decode_statement(payload);
  if (!statement) {
    record.problem = in_brief(statement.error());
    return;
  }
  record.statement = *std::move(statement);
  record.sid = statement_id(payload);
}

void unpack_all(std::span<UnpackedRecord> records, Unpacking what, WorkPool& pool) {
  for (std::size_t i = 0; i < records.size(); i += kTask) {
    const auto some = records.subspan(i, std::min(kTask, records.size() - i));
    pool.add_urgent([some, what] {
      for (UnpackedRecord& record : some) unpack(record, what);
    });
  }
  pool.finish_urgent();
}

void SignatureChecks::add(SignedItem item, WorkPool& pool) {
  signatures_ += item.statement.signatures.size();
  waiting_.push_back(std::move(item));
  if (waiting_.size() >= kTask) flush(pool);
}

void SignatureChecks::flush(WorkPool& pool) {
  if (waiting_.empty()) return;
  pool.add([this, items = std::exchange(waiting_, {})] { verify(items); });
}

std::optional<Index> SignatureChecks::unverified() const {
  const std::unique_lock lock(mutex_);
  return unverified_;
}

void SignatureChecks::verify(const std::vector<SignedItem>& items) {
  for (const SignedItem& item : items) {
    if (all_verify(item)) continue;
    const std::unique_lock lock(mutex_);
    unverified_ = std::min(unverified_.value_or(item.index), item.index);
    return;
  }
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/follow/replica.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "crypto/merkle.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/log/store/directory.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHold =
    "this directory holds a copy of another operator's ledger, which is read-only: submit "
    "statements to the ledger's server";
constexpr std::size_t kPledgesInMemoryMax = 65'536;

Result<std::unique_ptr<Store>> begin_copy(const fs::path& directory) {
  LEDGER_TRY(auto store, Store::create(directory));
  LEDGER_CHECK(hold(directory, kHold));
  return store;
}

Result<std::unique_ptr<Store>> open_copy(const fs::path& directory) {
  const auto is_ledger = check_format(directory);
  if (!is_ledger && is_ledger.error().code == Errc::not_found) return begin_copy(directory);
  LEDGER_TRY(auto store, Store::open(directory, Access::copy));
  LEDGER_TRY(const auto why, held(directory));
  if (why) return store;
  if (number(store->tail().size) > 0) {
    return std::unexpected(Error{
        Errc::exists,
        fmt::format("{} holds a ledger of its own, not a copy: give another directory for the copy",
                    directory.string())});
  }
  LEDGER_CHECK(hold(directory, kHold));
  return store;
}

}  // namespace

Result<std::unique_ptr<Replica>> Replica::open(const fs::path& directory, const Options& options) {
  LEDGER_TRY(auto store, open_copy(directory));
  std::unique_ptr<Replica> replica(new Replica(std::move(store), options));
  LEDGER_CHECK(replica->restore_state());
  return replica;
}

Size Replica::size() const { return store_->tail().size; }

Result<crypto::Hash> Replica::root() {
  LEDGER_CHECK(restore_state());
  return state_->tree().root();
}

Result<LogKeys> Replica::log_keys() {
  LEDGER_CHECK(restore_state());
  return LogKeys::of(state_->registry().governance());
}

Result<void> Replica::restore_state() {
  if (state_) return {};
  LEDGER_TRY(state_, DerivedState::open(*store_, on_progress_));
  return {};
}

Result<std::optional<AuditFinding>> Replica::extend(const std::vector<std::string>& bytes,
                                                    const Checkpoint& target,
                                                    std::span<const crypto::Hash> consistency) {
  LEDGER_CHECK(restore_state());
  std::vector<UnpackedRecord> records;
  records.reserve(bytes.size());
  for (const std::string& each : bytes) records.push_back({.bytes = each});
  unpack_all(records, Unpacking::with_statement, pool_);
  Tree tree = state_->tree();
  for (const UnpackedRecord& record : records) tree.append(record.leaf_hash);
  if (!crypto::check_consistency(tree.size(), tree.root(), number(target.size), target.root,
                                 consistency)) {
    return std::unexpected(
        Error{Errc::unproven,
              fmt::format("the {} records from {} on are not those of the checkpoint of {} records",
                          records.size(), number(size()), number(target.size))});
  }
  std::optional<AuditFinding> finding = take_all(records);
  const bool is_damaged = state_->damaged();
  if (finding || is_damaged) state_.reset();
  if (is_damaged) {
    return std::unexpected(Error{Errc::corrupt,
                                 "the derived rows of the copy are damaged: run the command again "
                                 "to rebuild them, or start another copy"});
  }
  if (finding) return finding;
  LEDGER_CHECK(keep(bytes));
  return std::nullopt;
}

std::optional<AuditFinding> Replica::take_all(std::vector<UnpackedRecord>& records) {
  std::optional<AuditFinding> finding;
  SignatureChecks signatures;
  for (UnpackedRecord& record : records) {
    const Index index{number(state_->tail().size)};
    if (auto problem = state_->take(record)) {
      finding = AuditFinding{index, *std::move(problem)};
      break;
    }
    if (state_->damaged()) break;
    if (record.record->statement() != nullptr) signatures.add(signed_item(record), pool_);
  }
  signatures.flush(pool_);
  pool_.finish_until(0);
  // The signature's record comes before the one found above, because records are taken in order.
  if (const auto unverified = signatures.unverified())
    finding = AuditFinding{unverified, "a signature on its statement is invalid"};
  return finding;
}

SignedItem Replica::signed_item(UnpackedRecord& record) {
  SignedItem item{
      record.record->index, std::move(std::get<SignedStatement>(record.record->content)), {}};
  // A new log key signs the statement that brings it, and is no party's key.
  const std::vector<PublicKeyBytes> brought = embedded_keys(*record.statement);
  for (const KeySignature& signature : item.statement.signatures) {
    auto key = ring_.find(signature.key);
    const auto by_brought = std::ranges::find(brought, signature.key, key_id);
    if (!key && by_brought != brought.end()) key = crypto::PublicKey::parse(by_brought->bytes);
    if (!key) {
      const Key* found = state_->registry().find(signature.key);
      if (found != nullptr) key = crypto::PublicKey::parse(found->public_key.bytes);
      if (key) ring_.add(signature.key, *key);
    }
    if (key) item.keys.push_back(*key);
  }
  return item;
}

Result<void> Replica::keep(const std::vector<std::string>& bytes) {
  if (bytes.empty()) return {};
  const auto outcome = store_->append(store_->tail(), bytes, state_->take_rows());
  if (outcome && *outcome == AppendOutcome::durable) {
    state_->forget_clean(kPledgesInMemoryMax);
    return {};
  }
  state_.reset();
  if (!outcome) return std::unexpected(outcome.error());
  return std::unexpected(
      Error{Errc::unknown_outcome,
            "it is not known whether the records are in the copy: check the disk, and "
            "start again"});
}

}  // namespace pledgebook::ledger

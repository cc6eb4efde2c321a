// SPDX-License-Identifier: Apache-2.0
// The audit reads the log block by block. Within one, records are hashed and decoded in parallel,
// then replayed in order by the calling thread. Signatures are verified in parallel during the
// replay, so that all cores are busy.
#include "ledger/log/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/big_endian.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/log/audit_rows.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/record/record.h"
#include "ledger/log/record/unpacked_record.h"
#include "ledger/log/store/row_check.h"
#include "ledger/work_pool.h"

namespace pledgebook::ledger {
namespace {

constexpr std::uint64_t kBlock = 4'096;       // records a snapshot
constexpr std::size_t kVerifyTasksMax = 128;  // waiting tasks: two blocks
constexpr int kChasesMax = 64;                // blocks read beyond the requested size

class Auditor {
 public:
  Auditor(const Store& store, const AuditOptions& options)
      : store_(store), options_(options), pool_(options.threads) {}
  Result<AuditReport> run();

 private:
  // Audits the snapshot's records from `next` to `end`, and their derived rows.
  Result<void> audit_block(const Snapshot& snapshot, const std::optional<Tail>& rows,
                           std::uint64_t end);
  // The fault of a record; nothing if it is right, and then it counts as audited.
  std::optional<std::string> check_chain(const UnpackedRecord& item) const;
  std::optional<std::string> replay(UnpackedRecord& item);
  std::optional<std::string> replay_heads(const UnpackedRecord& item);
  std::optional<std::string> replay_statement(UnpackedRecord& item);
  void verify_later(UnpackedRecord& item);
  void compare_rows(const Snapshot& snapshot, const Tail& rows);
  void check_end(const Snapshot& snapshot);
  // Keeps the finding that comes first in the log.
  void note(std::optional<AuditFinding> finding);
  // The same for the finding of a comparison with rows: says whether a row fails its check.
  void note_rows(const Snapshot& snapshot, std::optional<AuditFinding> finding);
  [[nodiscard]] bool found() const;
  void finish();

  std::uint64_t next() const noexcept { return tree_.size(); }

  const Store& store_;
  const AuditOptions& options_;
  AuditReport report_;
  Registry registry_;
  Tree tree_;
  Streams streams_;
  Size sealed_{};
  crypto::Hash last_leaf_;
  RecordedAt recorded_at_{};
  std::unordered_map<KeyId, crypto::PublicKey> keys_;
  SignatureChecks signatures_;
  WorkPool pool_;  // last member: its threads end before the members they use
};

Result<AuditReport> Auditor::run() {
  const std::uint64_t wanted = number(store_.size());
  int chases = kChasesMax;
  while (!found()) {
    LEDGER_TRY(const Snapshot snapshot, store_.snapshot());
    const auto rows = read_position(snapshot);
    if (const auto readable = snapshot.check_rows(); !readable) {
      note_rows(snapshot, AuditFinding{std::nullopt, readable.error().detail});
      break;
    }
    if (rows && number(rows->size) == next()) compare_rows(snapshot, *rows);
    const std::uint64_t size = number(snapshot.size());
    if (next() >= size) {
      check_end(snapshot);
      break;
    }
    if (next() >= wanted && (report_.rows_compared || !rows || --chases == 0)) break;
    std::uint64_t end = std::min(size, next() + kBlock);
    if (rows && number(rows->size) > next()) end = std::min(end, number(rows->size));
    LEDGER_CHECK(audit_block(snapshot, rows, end));
    if (rows && number(rows->size) == next()) compare_rows(snapshot, *rows);
    if (options_.on_progress) options_.on_progress(Size{next()}, Size{std::max(wanted, next())});
  }
  finish();
  return report_;
}

Result<void> Auditor::audit_block(const Snapshot& snapshot, const std::optional<Tail>& rows,
                                  std::uint64_t end) {
  std::vector<UnpackedRecord> items;
  items.reserve(end - next());
  const Result<void> read =
      snapshot.for_each_record(Index{next()}, [&](Index, std::string_view bytes) {
        items.push_back({.bytes = bytes});
        return items.size() < end - next();
      });
  if (!read && read.error().code != Errc::corrupt) return read;
  pool_.finish_until(kVerifyTasksMax);
  unpack_all(items,
             options_.chain_and_tree_only ? Unpacking::record_only : Unpacking::with_statement,
             pool_);
  const std::uint64_t position = rows ? number(rows->size) : 0;
  for (UnpackedRecord& item : items) {
    const Index index{next()};
    auto problem = check_chain(item);
    if (!problem) problem = replay(item);
    if (problem) {
      note(AuditFinding{index, *std::move(problem)});
      break;
    }
    if (item.statement && number(index) < position)
      note_rows(snapshot, compare_sid_row(snapshot, item.sid, index));
  }
  signatures_.flush(pool_);
  if (rows) note_rows(snapshot, compare_tree_rows(snapshot, position, tree_));
  if (!read) note(AuditFinding{Index{next()}, read.error().detail});
  return {};
}

std::optional<std::string> Auditor::check_chain(const UnpackedRecord& item) const {
  if (!item.record) return item.record.error().detail;
  if (number(item.record->index) != next()) {
    return fmt::format("it says that it is record {}", number(item.record->index));
  }
  if (item.record->prev != last_leaf_) return "it does not follow the record before it";
  if (item.record->recorded_at < recorded_at_)
    return "its time is earlier than that of the record before it";
  return std::nullopt;
}

std::optional<std::string> Auditor::replay(UnpackedRecord& item) {
  const bool is_heads = item.record->statement() == nullptr;
  auto problem = is_heads ? replay_heads(item) : replay_statement(item);
  if (problem) return problem;
  ++(is_heads ? report_.heads : report_.statements);
  last_leaf_ = item.leaf_hash;
  recorded_at_ = item.record->recorded_at;
  tree_.append(item.leaf_hash);
  return std::nullopt;
}

std::optional<std::string> Auditor::replay_heads(const UnpackedRecord& item) {
  if (number(sealed_) == next())
    return "a heads record follows another heads record or comes first: a statement must be here";
  sealed_ = Size{next() + 1};
  if (options_.chain_and_tree_only) return std::nullopt;
  if (std::get<Heads>(item.record->content) == streams_.seal(sealed_)) return std::nullopt;
  return "its heads do not match the streams";
}

std::optional<std::string> Auditor::replay_statement(UnpackedRecord& item) {
  if (options_.chain_and_tree_only) return std::nullopt;
  if (!item.problem.empty()) return std::move(item.problem);
  const Entry entry{*item.statement, item.sid, item.record->statement()->signatures, Index{next()},
                    item.record->recorded_at};
  if (const auto admitted = check_entry(registry_, entry); !admitted) {
    return "its statement was not admissible: " + in_brief(admitted.error());
  }
  fold(registry_, entry);
  streams_.append(streams_of(*item.statement), entry.index, item.leaf_hash);
  for (const PublicKeyBytes& bytes : embedded_keys(*item.statement)) {
    if (const auto key = crypto::PublicKey::parse(bytes.bytes)) keys_.emplace(key_id(bytes), *key);
  }
  verify_later(item);
  return std::nullopt;
}

void Auditor::verify_later(UnpackedRecord& item) {
  SignedItem waiting{Index{next()}, {}, {}};
  for (const KeySignature& signature : item.record->statement()->signatures) {
    const auto key = keys_.find(signature.key);
    if (key != keys_.end()) waiting.keys.push_back(key->second);
  }
  waiting.statement = std::move(std::get<SignedStatement>(item.record->content));
  signatures_.add(std::move(waiting), pool_);
}

void Auditor::compare_rows(const Snapshot& snapshot, const Tail& rows) {
  if (report_.rows_compared) return;
  report_.rows_compared = true;
  if (rows.last_leaf != last_leaf_) {
    note(AuditFinding{Index{next() - 1},
                      "it is not the record that the derived rows were made from"});
  }
  note_rows(snapshot, count_tree_rows(snapshot, next()));
  if (options_.chain_and_tree_only) return;
  note_rows(snapshot, compare_registry_rows(snapshot, registry_, report_.statements));
  note_rows(snapshot, compare_stream_rows(snapshot, sealed_, streams_));
}

void Auditor::check_end(const Snapshot& snapshot) {
  const auto tail = snapshot.committed_tail();
  const std::uint64_t size = tail ? number(tail->size) : 0;
  if (size > next()) {
    note(
        AuditFinding{Index{next()}, fmt::format("it is missing: {} records were committed", size)});
  } else if (size < next()) {
    note(AuditFinding{Index{size}, "it is beyond the last committed record"});
  } else if (tail && tail->last_leaf != last_leaf_) {
    note(AuditFinding{Index{next() - 1}, "it is not the record that was committed"});
  }
}

void Auditor::note(std::optional<AuditFinding> finding) {
  if (!finding) return;
  const auto& held = report_.finding;
  if (!held || (finding->index && (!held->index || *finding->index < *held->index)))
    report_.finding = std::move(finding);
}

void Auditor::note_rows(const Snapshot& snapshot, std::optional<AuditFinding> finding) {
  if (snapshot.is_row_damaged()) finding = AuditFinding{std::nullopt, damaged_rows().detail, true};
  note(std::move(finding));
}

bool Auditor::found() const { return report_.finding || signatures_.unverified(); }

void Auditor::finish() {
  pool_.finish_until(0);
  report_.signatures = signatures_.signatures();
  if (const auto unverified = signatures_.unverified())
    note(AuditFinding{unverified, "a signature on its statement is invalid"});
  const auto index = report_.finding ? report_.finding->index : std::nullopt;
  report_.size = Size{index ? std::min(next(), number(*index)) : next()};
  report_.root = tree_.root();
}

}  // namespace

Result<AuditReport> audit(const Store& store, const AuditOptions& options) {
  return Auditor(store, options).run();
}

}  // namespace pledgebook::ledger

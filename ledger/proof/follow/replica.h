// SPDX-License-Identifier: Apache-2.0
// Replica: a copy of another operator's log, in a ledger's directory of its own, without any of the
// log's keys. Records are checked before they are kept: that they belong to a checkpoint, and then
// everything that an audit checks (ledger/log/audit.h). So the copy need not be audited again.
//
// The directory is held (ledger/log/store/directory.h): it can be read like any ledger's, but
// accepts no statements. The derived state stays in memory, so that a few more records cost only
// their own work.
//
//   LEDGER_TRY(const auto replica, Replica::open("./copy", {}));
//   LEDGER_TRY(const auto finding, replica->extend(bytes, checkpoint));
//
// Threads: one at a time; it starts others of its own while it checks.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crypto/hash.h"
#include "ledger/error.h"
#include "ledger/log/audit.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/key_ring.h"
#include "ledger/log/record/unpacked_record.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/log_keys.h"
#include "ledger/work_pool.h"

namespace pledgebook::ledger {

class Replica {
 public:
  struct Options {
    unsigned threads = 0;    // for checking; 0: one a core
    Progress on_progress{};  // called while rows are rebuilt; may be empty
  };
  // Opens the copy, or begins one if there is nothing yet. Errc::exists if the directory has a
  // ledger that accepts statements; else as Store::open.
  [[nodiscard]] static Result<std::unique_ptr<Replica>> open(const std::filesystem::path& directory,
                                                             const Options& options);

  [[nodiscard]] Size size() const;
  [[nodiscard]] Result<crypto::Hash> root();
  [[nodiscard]] const Store& store() const noexcept { return *store_; }
  // The log's keys, as the copy's records name them. Errc::not_found if there is no record yet;
  // Errc::corrupt if a record names no valid key.
  [[nodiscard]] Result<LogKeys> log_keys();

  // Adds the next records, in order, all or none. They may end at the target, or at a smaller size;
  // then `consistency` is the proof from there to the target (RFC 9162, section 2.1.4).
  // Errc::unproven if they are not records of the target. A finding is an invalid record of the
  // log, which the target's signer has signed nevertheless.
  [[nodiscard]] Result<std::optional<AuditFinding>> extend(
      const std::vector<std::string>& bytes, const Checkpoint& target,
      std::span<const crypto::Hash> consistency = {});

 private:
  Replica(std::unique_ptr<Store> store, const Options& options)
      : store_(std::move(store)), on_progress_(options.on_progress), pool_(options.threads) {}
  // Loads the state from the rows: at first, and again after it took records that were not kept.
  [[nodiscard]] Result<void> restore_state();
  [[nodiscard]] std::optional<AuditFinding> take_all(std::vector<UnpackedRecord>& records);
  // The last record's signatures, with their keys.
  [[nodiscard]] SignedItem signed_item(UnpackedRecord& record);
  [[nodiscard]] Result<void> keep(const std::vector<std::string>& bytes);

  std::unique_ptr<Store> store_;
  Progress on_progress_;
  std::unique_ptr<DerivedState> state_;
  KeyRing ring_;  // each key is parsed once, because checking one is slow
  WorkPool pool_;
};

}  // namespace pledgebook::ledger

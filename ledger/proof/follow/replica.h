// SPDX-License-Identifier: Apache-2.0
// Replica: a copy of a log that is kept elsewhere, in a ledger's directory of its own, without any
// of the log's keys. Records are checked before they are kept: that they are those of a checkpoint,
// and then all that an audit checks (ledger/log/audit.h). So what it holds needs no second look.
//
// The directory is held (ledger/log/store/directory.h): it can be read like any ledger's, but takes
// no statements. The state that follows from the records stays in memory, so that a few more
// records cost no more than themselves.
//
//   LEDGER_TRY(const auto replica, Replica::open("./copy", {}));
//   LEDGER_TRY(const auto finding, replica->extend(bytes, checkpoint));
//
// Threads: one at a time; it has others of its own while it checks.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crypto/hash.h"
#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/log/audit.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/key_ring.h"
#include "ledger/log/record/unpacked_record.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/work_pool.h"

namespace pledgebook::ledger {

class Replica {
 public:
  struct Options {
    unsigned threads = 0;    // that check; 0: one a core
    Progress on_progress{};  // told while rows are made again; may be empty
  };
  // Opens the copy, or begins one where there is nothing yet. Errc::exists where the directory
  // holds a ledger that takes statements; else as Store::open.
  [[nodiscard]] static Result<std::unique_ptr<Replica>> open(const std::filesystem::path& directory,
                                                             const Options& options);

  [[nodiscard]] Size size() const;
  [[nodiscard]] Result<crypto::Hash> root();
  [[nodiscard]] const Store& store() const noexcept { return *store_; }
  // The log's key, as record 0 names it. Errc::not_found while there is no record;
  // Errc::corrupt where what it names is none.
  [[nodiscard]] Result<crypto::VerifierKey> log_key();

  // Takes the records that stand next, in order, all or none. They may lead up to the target, or to
  // a size below it; then `consistency` is the proof from there to the target (RFC 9162, section
  // 2.1.4). Errc::unproven where they are not records of the target. A finding is a record of the
  // log that is not what it must be: whoever signed the target has vouched for it all the same.
  [[nodiscard]] Result<std::optional<AuditFinding>> extend(
      const std::vector<std::string>& bytes, const Checkpoint& target,
      std::span<const crypto::Hash> consistency = {});

 private:
  Replica(std::unique_ptr<Store> store, const Options& options)
      : store_(std::move(store)), on_progress_(options.on_progress), pool_(options.threads) {}
  // Makes the state again from the rows: at first, and after it took what was not kept.
  [[nodiscard]] Result<void> restore_state();
  [[nodiscard]] std::optional<AuditFinding> take_all(std::vector<UnpackedRecord>& records);
  // The signatures of the record taken last, with their keys.
  [[nodiscard]] SignedItem signed_item(UnpackedRecord& record);
  [[nodiscard]] Result<void> keep(const std::vector<std::string>& bytes);

  std::unique_ptr<Store> store_;
  Progress on_progress_;
  std::unique_ptr<DerivedState> state_;
  KeyRing ring_;  // parsed once: to check that a key is a good one is slow
  WorkPool pool_;
};

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// ExportBases: what exports begin with, of the newest checkpoint that was released. What all
// exports of one checkpoint share is made once, and kept until another checkpoint is asked for.
//
// Memory: what it keeps, some 150 bytes a stream; and the same once more for each older checkpoint
// of which an export is under way.
// Threads: any; while one makes what is shared, the others wait for it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/export/export_basis.h"
#include "ledger/proof/publish/publisher.h"

namespace pledgebook::server {

class ExportBases {
 public:
  // `released` says what the newest checkpoint is; any thread. The store outlives the bases.
  ExportBases(const ledger::Store& store, std::function<ledger::ReleasedPointer()> released)
      : store_(store), released_(std::move(released)) {}

  [[nodiscard]] const ledger::Store& store() const noexcept { return store_; }
  // Null where there is none.
  [[nodiscard]] ledger::ReleasedPointer released() const { return released_(); }
  // Of the newest checkpoint. Errc::not_found where there is none, or where checkpoints were
  // released faster than their heads could be read.
  [[nodiscard]] ledger::Result<std::shared_ptr<const ledger::ExportBasis>> basis();

 private:
  const ledger::Store& store_;
  const std::function<ledger::ReleasedPointer()> released_;
  std::mutex mutex_;
  // Shared with the exports under way; null before the first. Under mutex_.
  std::shared_ptr<const ledger::ExportBasis> kept_;
};

}  // namespace pledgebook::server

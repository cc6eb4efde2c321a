// SPDX-License-Identifier: Apache-2.0
// ExportBases: the data that all exports of the newest published checkpoint share. It is made once,
// and kept until an export of another checkpoint is requested.
//
// Memory: some 150 bytes for each stream; and as much again for each older checkpoint with an
// export under way.
// Threads: any; while one makes the shared data, the others wait.
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
  // `released` returns the newest published checkpoint; any thread. The store outlives the bases.
  ExportBases(const ledger::Store& store, std::function<ledger::ReleasedPointer()> released)
      : store_(store), released_(std::move(released)) {}

  [[nodiscard]] const ledger::Store& store() const noexcept { return store_; }
  // Null if there is none.
  [[nodiscard]] ledger::ReleasedPointer released() const { return released_(); }
  // For the newest checkpoint. Errc::not_found if there is none, or if checkpoints were published
  // faster than their heads could be read.
  [[nodiscard]] ledger::Result<std::shared_ptr<const ledger::ExportBasis>> basis();

 private:
  const ledger::Store& store_;
  const std::function<ledger::ReleasedPointer()> released_;
  std::mutex mutex_;
  // Shared with the exports under way; null before the first. Under mutex_.
  std::shared_ptr<const ledger::ExportBasis> kept_;
};

}  // namespace pledgebook::server

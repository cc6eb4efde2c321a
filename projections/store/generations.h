// SPDX-License-Identifier: Apache-2.0
// Generations: the places under `views/` in a ledger's directory.
//
//   views/LOCK           flock, held by the one process that writes views
//   views/CURRENT        number of the generation in use; replaced as a whole
//   views/<number>/      the generation's database
//
// All of it may be deleted while no process uses it.
//
// Threads: any, but for the ones that change: the holder of the lock, one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "ledger/error.h"
#include "ledger/log/store/directory.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

class Generations {
 public:
  explicit Generations(const std::filesystem::path& ledger_directory)
      : views_(ledger_directory / "views") {}

  // Makes views/ where it is absent. Errc::busy where another process writes views.
  [[nodiscard]] ledger::Result<ledger::DirectoryLock> lock() const;
  // Nothing where there is none, or the file does not say one.
  [[nodiscard]] std::optional<std::uint64_t> current() const;
  // Opens the one in use for reading, as another process than the one that writes. Errc::not_found
  // where there is none.
  [[nodiscard]] ledger::Result<std::shared_ptr<ViewStore>> open_current() const;

  // For the holder of the lock: opens a generation (the one in use) to write, or nothing where
  // there is none.
  [[nodiscard]] ledger::Result<std::shared_ptr<ViewStore>> open_live(
      std::optional<std::uint64_t> number) const;
  // An empty one under a number that was not in use.
  [[nodiscard]] ledger::Result<std::shared_ptr<ViewStore>> make_next(Mode mode) const;
  // Makes this one the one in use, durably; the others stay.
  [[nodiscard]] ledger::Result<void> use(const ViewStore& store) const;
  // Removes all but this one: whoever reads one of them still has its files open and goes on. What
  // can't be removed now is removed next time.
  void remove_others(const ViewStore& store) const;

 private:
  std::filesystem::path views_;
};

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Generations: the files under `views/` in a ledger's directory.
//
//   views/LOCK           flock, held by the one process that writes views
//   views/CURRENT        number of the generation in use; replaced as a whole
//   views/<number>/      the generation's database
//
// All of them may be deleted while no process uses them.
//
// Threads: any; for functions that write, the holder of the lock, one thread at a time.
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

  // Creates views/ if it does not exist. Errc::busy if another process writes views.
  [[nodiscard]] ledger::Result<ledger::DirectoryLock> lock() const;
  // Nothing if there is none, or if the file is not a number.
  [[nodiscard]] std::optional<std::uint64_t> current() const;
  // Opens the generation in use for reading, while another process may write it. Errc::not_found if
  // there is none.
  [[nodiscard]] ledger::Result<std::shared_ptr<ViewStore>> open_current() const;

  // For the holder of the lock: opens a generation (the one in use) for writing; nothing if there
  // is none.
  [[nodiscard]] ledger::Result<std::shared_ptr<ViewStore>> open_live(
      std::optional<std::uint64_t> number) const;
  // Creates an empty generation under an unused number.
  [[nodiscard]] ledger::Result<std::shared_ptr<ViewStore>> make_next(Mode mode) const;
  // Puts this generation in use, durably; the others are kept.
  [[nodiscard]] ledger::Result<void> use(const ViewStore& store) const;
  // Removes all others. Their readers still have the files open and can continue. If a file can't
  // be removed now, the next call removes it.
  void remove_others(const ViewStore& store) const;

 private:
  std::filesystem::path views_;
};

}  // namespace pledgebook::projections

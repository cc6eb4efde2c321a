// SPDX-License-Identifier: Apache-2.0
// CopyProgress: the progress bar of a backup or a restore, and its final summary.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "cli/shell/progress.h"
#include "ledger/proof/backup/backup.h"

namespace pledgebook::cli {

// The callbacks come from one thread at a time.
class CopyProgress {
 public:
  // Valid as long as this object.
  [[nodiscard]] ledger::BackupProgress callbacks();
  // Removes the bar.
  void end() {
    copying_.reset();
    checking_.reset();
  }

 private:
  std::optional<Progress> copying_;
  std::optional<Progress> checking_;
};

// {"size", "root", "bytes", "checkpoint": its size, or null}
[[nodiscard]] boost::json::object to_json(const ledger::CheckedDirectory& checked);
[[nodiscard]] std::string to_text(const ledger::CheckedDirectory& checked);

}  // namespace pledgebook::cli

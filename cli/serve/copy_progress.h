// SPDX-License-Identifier: Apache-2.0
// CopyProgress: how far a backup is, or what is made of one; and what it says when it is done.
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
  // As long as this lives.
  [[nodiscard]] ledger::BackupProgress callbacks();
  // Takes the bar away.
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
